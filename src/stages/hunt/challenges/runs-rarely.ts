import {survived} from '../machinery/detection.ts'
import type {CommonChallenge} from './common-challenge.ts'

const RARE =
  /(?:^|\/)(?:scripts?|ci|migrations?|bench(?:marks?)?|examples?|demos?|playgrounds?|seed(?:s|ers?)?|codemods?|testing|test-?(?:utils?|helpers?|support|kit))\/|(?:^|\/)dev-?server[\w.-]*\.[cm]?[jt]s$|(?:^|\/)(?:gulpfile|[\w.-]+\.config)\.[cm]?[jt]s$/i

/** Scripts, migrations, examples, helps for tests and settings run by hand or once: what they do wrong is seen by who started them. */
export const runsRarely: CommonChallenge = candidate => {
  if (!RARE.test(candidate.path)) return candidate
  const evidence =
    'by its path it is a script, a migration, an example, a help for tests or a setting, so likelihood and spread are 1'
  return {
    ...candidate,
    likelihood: 1,
    spread: 1,
    challenged: [...candidate.challenged, survived('runs-rarely', evidence)]
  }
}
