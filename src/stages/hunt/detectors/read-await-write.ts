import type {Node} from '@oxc-project/types'
import {unwrap} from '../../../syntax/unwrap.ts'
import {type Candidate, type DetectorContext, defineDetector} from '../define-detector.ts'
import type {Code} from '../machinery/code.ts'
import {dropped, type Judged, located, seen, survived, undecided} from '../machinery/detection.ts'
import {concurrentEntry, type Entry} from '../machinery/entry.ts'
import {guardedByCallers, inFlightGuard, lockAround} from '../machinery/guards.ts'
import {commentNear, lower} from '../machinery/intent.ts'
import {type CarriedWrite, carriedWrites, claimedBefore, readAgain} from '../machinery/segments.ts'

/**
 * A shared value that is read, and after an `await` written from what was read.
 *
 * What another call has written in between is lost. At most one candidate for each write.
 */
export default defineDetector({
  id: 'read-await-write',
  code: 'C3',
  category: 'concurrency',
  precision: 'B',
  kills: {
    'single-entry': 'Can no second call begin while the first one waits?',
    locked: 'Is a lock held around it?',
    claimed: 'Does the function write the place, or set a flag, before it waits?',
    'read-again': 'Is the place read again after the pause?'
  },
  judge: judgeModule
})

type Kill = 'single-entry' | 'locked' | 'claimed' | 'read-again'

function judgeModule(code: Code, context: DetectorContext): Judged[] {
  return carriedWrites(code).map(carried => judge(code, context, carried))
}

function judge(code: Code, context: DetectorContext, carried: CarriedWrite): Judged {
  const {fn, place, write, read, pauses} = carried
  const drop = (kill: Kill, reason: string) => dropped(code, write, kill, reason)
  const again = readAgain(code, carried)
  if (again) return drop('read-again', `it is read again at ${code.at(again)}`)
  const claim = claimedBefore(code, carried)
  if (claim) return drop('claimed', `it is written at ${code.at(claim)}, before the pause is over`)
  const flight = inFlightGuard(code, fn, place, pauses[0]) ?? guardedByCallers(code, fn, place)
  if (flight) return drop('claimed', flight)
  const lock = lockAround(code, read)
  if (lock) return drop('locked', lock)
  // A variable of the function around is new for each call of that function: only the callback itself counts.
  const entry = concurrentEntry(
    context,
    code,
    fn,
    place.lifetime === 'closure' ? new Set([place.owner]) : undefined
  )
  if (!entry) return drop('single-entry', 'no way was found to call it twice at once')
  return describe(code, carried, entry)
}

function describe(code: Code, carried: CarriedWrite, entry: Entry): Candidate {
  const {place, read, pauses, write, copy} = carried
  const [pause] = pauses
  const what = code.show(pause.type === 'AwaitExpression' ? unwrap(pause.argument) : pause)
  const excused = commentNear(code, write, /race|concurren|sequential|one at a time|on purpose/i)
  const confidence = copy || !entry.sure ? 'medium' : 'high'
  const by = copy ? ` into \`${copy.name}\`` : ''
  return {
    ...located(code, write),
    startLine: code.line(read),
    resource: place.name,
    title: `overlapping calls of \`${code.symbolOf(write)}\` lose each other's changes of \`${place.text}\``,
    failureMode: `\`${place.text}\` is read${by} before the function waits for ${what}, and written from that afterwards. What another call has written in between is overwritten.`,
    precondition: `a second call changes \`${place.text}\` while the first waits; ${entry.reason}.`,
    failurePath: [
      `Call A reads \`${place.text}\`${by} (${code.at(read)}).`,
      `A waits for ${what} (${code.at(pause)}).`,
      `Call B reads the same value, and writes its own result to \`${place.text}\` (${code.at(write)}).`,
      `A writes a result that was made from the old value (${code.at(write)}): B's is gone.`
    ],
    silence: 'both calls succeed; that one change is missing shows only in the value.',
    silent: true,
    evidence: [
      ...evidenceOfRead(code, read, write),
      seen(code, pause, 'the pause'),
      seen(code, write, `write of \`${place.text}\``)
    ],
    challenged: [
      entry.sure ? survived('single-entry', entry.reason) : undecided('single-entry', entry.reason),
      survived('locked', 'no lock stands around it'),
      survived('claimed', `nothing writes \`${place.text}\` or another flag between the read and the pause`),
      survived('read-again', `\`${place.text}\` is not read after ${code.at(pauses.at(-1) ?? pause)}`)
    ],
    likelihood: 2,
    spread:
      place.lifetime === 'module' || place.lifetime === 'static' ? 3 : place.lifetime === 'closure' ? 1 : 2,
    confidence: excused === undefined ? confidence : lower(confidence),
    fix:
      copy === undefined
        ? `wait first, into a local variable, and change \`${place.text}\` in one statement without an \`await\`.`
        : `read \`${place.text}\` again after the \`await\`, in the statement that writes it.`,
    falsifiedBy: `two overlapping calls after which \`${place.text}\` holds both changes.`
  }
}

/** Both on one line are one piece of evidence. */
function evidenceOfRead(code: Code, read: Node, write: Node) {
  return code.line(read) === code.line(write) ? [] : [seen(code, read, 'the read')]
}
