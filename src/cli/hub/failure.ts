import {type ErrorCode, GroundtruthError} from '../../errors.ts'
import {HubError, type HubErrorKind} from '../../hub/hub-error.ts'

const failures: Readonly<Record<HubErrorKind, {readonly code: ErrorCode; readonly hint: string}>> = {
  invalid: {code: 'hub/invalid', hint: 'correct what was named, and call again'},
  'not-found': {code: 'hub/not-found', hint: 'look for it with `groundtruth hub query` or `hub token list`'},
  conflict: {code: 'hub/conflict', hint: 'publish the other content under an id of its own'},
  denied: {
    code: 'hub/denied',
    hint: 'ask an admin for a token with that scope and project (`groundtruth hub token issue`)'
  },
  unauthenticated: {
    code: 'hub/unauthenticated',
    hint: 'set GROUNDTRUTH_HUB_TOKEN to a token that is neither expired nor revoked'
  },
  'stale-cursor': {code: 'hub/stale-cursor', hint: 'read the log from its start, without a cursor'},
  exhausted: {code: 'hub/exhausted', hint: 'free what is used up, or wait, and call again'},
  unavailable: {
    code: 'hub/unreachable',
    hint: 'see that a hub runs there (`groundtruth hub status --hub URL`) and that nothing else holds its store'
  }
}

/** What a hub refused or could not do, as every command tells what went wrong; anything else as it came. */
export function toHubFailure(error: unknown): unknown {
  if (!(error instanceof HubError)) return error
  const {code, hint} = failures[error.kind]
  return new GroundtruthError(code, error.message, {hint, cause: error})
}
