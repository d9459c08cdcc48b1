import {defineDetector} from '../define-detector.ts'
import {localLeaks} from '../machinery/obligations/local-leak.ts'
import {pendingEntries} from '../machinery/obligations/pending-entry.ts'
import {teardownLeaks} from '../machinery/obligations/teardown-leak.ts'

/**
 * Something that is taken and released in one function, on a way through it that misses the release.
 *
 * At most one candidate for each thing that is taken.
 */
export default defineDetector({
  id: 'release-missed-on-path',
  code: 'L1',
  category: 'lifecycle',
  precision: 'A',
  kills: {
    'released-on-each-way': 'Does a `finally`, or a release on each branch, reach every way out?',
    'released-later': 'Does a function inside release it: a handler, a timer, a returned closer?',
    'given-away': 'Is it returned, stored, or given to what releases it?',
    'already-released': 'Does a test on the way ask whether it is still open?',
    'cannot-fail': 'Would something have to fail that is not known to fail?',
    'process-ends': 'Does the process end with the function?',
    'only-asked': 'Is what seems to release only asked, and its answer used?'
  },
  judge: (code, context) => [
    ...localLeaks(code, context),
    ...pendingEntries(code, context),
    ...teardownLeaks(code)
  ]
})
