import {type ErrorCode, GroundtruthError} from '../../errors.ts'
import {HubError, type HubErrorKind} from '../../hub/hub-error.ts'
import {isDatabaseUrl} from '../../hub/store/open-store.ts'
import type {Invocation} from '../options.ts'
import {visible} from './visible.ts'

const failures: Readonly<Record<HubErrorKind, {readonly code: ErrorCode; readonly hint: string}>> = {
  invalid: {code: 'hub/invalid', hint: 'correct what was named, and call again'},
  'not-found': {
    code: 'hub/not-found',
    hint: 'look for it with `groundtruth hub query` or `hub token list`; `hub token issue --project` makes projects'
  },
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
    hint: 'start a hub there (`groundtruth hub start`), or name another by --hub or GROUNDTRUTH_HUB'
  }
}

const startHint =
  'end what uses it (`groundtruth hub stop`), or name another by --store, --listen or --metrics'
const databaseHint =
  'see that the database answers to that URL, or name another address by --listen or --metrics'
/** For the other commands that work on a store themselves. */
const storeHint = 'end what uses the store (`groundtruth hub stop`), or see that its database answers'

/** What a hub refused or could not do, as every command tells what went wrong; anything else as it came. */
export function toHubFailure(error: unknown, invocation: Pick<Invocation, 'command' | 'options'>): unknown {
  if (!(error instanceof HubError)) return error
  const {code, hint} = failures[error.kind]
  return new GroundtruthError(code, visible(error.message), {
    hint: error.kind === 'unavailable' ? whatToDo(invocation, hint) : hint,
    cause: error
  })
}

function whatToDo({command, options}: Pick<Invocation, 'command' | 'options'>, hint: string): string {
  if (command === 'hub start') return isDatabaseUrl(options.store ?? '') ? databaseHint : startHint
  return options.store === undefined ? hint : storeHint
}
