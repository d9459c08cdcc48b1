import type {Node} from '@oxc-project/types'
import type {FunctionNode} from '../../../syntax/is-function.ts'
import {type Candidate, type DetectorContext, defineDetector} from '../define-detector.ts'
import {contains} from '../machinery/awaits.ts'
import type {Code} from '../machinery/code.ts'
import {dropped, type Judged, located, seen, survived, undecided} from '../machinery/detection.ts'
import {callsOf} from '../machinery/entry.ts'
import {commentNear, lower} from '../machinery/intent.ts'
import {type Change, changesOf, type MemoField, memoFields} from '../machinery/memo-fields.ts'
import {usesOf} from '../machinery/place.ts'

/**
 * A field that remembers what was made from others, and a method that changes those and leaves it as it is, while
 * another method forgets it.
 *
 * At most one candidate for each field and method.
 */
export default defineDetector({
  id: 'missing-invalidation',
  code: 'K4',
  category: 'cache-staleness',
  precision: 'B',
  kills: {
    'never-forgotten': 'Is the field never forgotten anywhere, so that it may be meant to stay?',
    forgets: 'Does the method, or what it calls or is called by, forget or renew the field?',
    'same-turn': 'Is the field made only where the others no longer change?'
  },
  judge: judgeModule
})

type Kill = 'never-forgotten' | 'forgets' | 'same-turn'

function judgeModule(code: Code, context: DetectorContext): Judged[] {
  return memoFields(code).flatMap(memo => judge(code, context, memo))
}

function judge(code: Code, _context: DetectorContext, memo: MemoField): Judged[] {
  const {init, sources} = memo
  const drop = (kill: Kill, reason: string) => dropped(code, init.write, kill, reason)
  const touches = touchesOf(code, memo)
  const forgets = touches.filter(change => change.fn !== init.fn)
  const [forgotten] = forgets
  const judged: Judged[] = []
  const methods = new Set<FunctionNode>()
  for (const {place, read} of sources)
    for (const change of changesOf(code, place)) {
      if (change.fn === init.fn || methods.has(change.fn) || contains(init.fn, change.node)) continue
      methods.add(change.fn)
      if (!forgotten) {
        judged.push(drop('never-forgotten', `nothing forgets \`${init.place.text}\``))
        continue
      }
      const does = reaches(code, change.fn, new Set(forgets.map(one => one.fn)))
      if (does) judged.push(drop('forgets', does))
      else if (isLocked(code, change, memo))
        judged.push(drop('same-turn', `\`${place.text}\` is tested before at ${code.at(change.node)}`))
      else judged.push(describe(code, memo, place.text, read, change, forgotten))
    }
  return judged
}

/** Writes of the memo, those that only fill it left out. */
function touchesOf(code: Code, {init}: MemoField): Change[] {
  return changesOf(code, init.place).filter(change => change.node !== init.write)
}

/** How a function reaches one that forgets the field: itself, what it calls, or all that call it. */
function reaches(code: Code, fn: FunctionNode, forgets: ReadonlySet<FunctionNode>): string | undefined {
  if (forgets.has(fn)) return `it is renewed or forgotten in ${code.at(fn)} too`
  for (const other of forgets) {
    const call = callsOf(code, other).find(one => contains(fn, one))
    if (call) return `${code.at(call)} forgets it`
    for (const middle of callsOf(code, other)) {
      const holder = code.functionOf(middle)
      const outer = holder && callsOf(code, holder).find(one => contains(fn, one))
      if (outer) return `${code.at(outer)} forgets it`
    }
  }
  const callers = callsOf(code, fn).map(call => code.functionOf(call))
  const isCovered =
    callers.length > 0 &&
    callers.every(caller => caller && (forgets.has(caller) || callsForgetting(code, caller, forgets)))
  return isCovered ? `each caller of ${code.at(fn)} forgets it` : undefined
}

function callsForgetting(code: Code, caller: FunctionNode, forgets: ReadonlySet<FunctionNode>): boolean {
  return [...forgets].some(other => callsOf(code, other).some(call => contains(caller, call)))
}

/** Whether the method asks the memo itself, so that it knows of it. */
function isLocked(code: Code, {fn}: Change, {init}: MemoField): boolean {
  return usesOf(code, init.place).some(use => contains(fn, use))
}

function describe(
  code: Code,
  {init}: MemoField,
  source: string,
  read: Node,
  change: Change,
  forgotten: Change
): Candidate {
  const {place, write} = init
  const method = code.symbolOf(change.node)
  const stated = commentNear(code, change.node, /cache|memo|stale|on purpose|keep/i)
  return {
    ...located(code, change.node),
    symbol: method,
    resource: place.name,
    title: `\`${method}\` changes \`${source}\` and leaves \`${place.text}\`, which was made from it`,
    failureMode: `\`${place.text}\` remembers what was made from \`${source}\`. \`${code.symbolOf(forgotten.node)}\` forgets it, but \`${method}\` changes \`${source}\` and does not.`,
    precondition: `\`${place.text}\` is filled when \`${method}\` is called.`,
    failurePath: [
      `\`${code.symbolOf(write)}\` makes \`${place.text}\` from \`${source}\` (${code.at(write)}).`,
      `\`${method}\` changes \`${source}\` (${code.at(change.node)}), and not \`${place.text}\`.`,
      `The next call of \`${code.symbolOf(write)}\` gives what was made from the old \`${source}\`.`
    ],
    silence: 'what is remembered has the right shape, and nothing compares it with what it was made from.',
    silent: true,
    evidence: [
      seen(code, write, `\`${place.text}\` is made`),
      seen(code, read, `\`${source}\` is read for it`),
      seen(code, change.node, `\`${source}\` is changed`),
      seen(code, forgotten.node, `\`${place.text}\` is forgotten here`)
    ],
    challenged: [
      survived('never-forgotten', `\`${place.text}\` is forgotten at ${code.at(forgotten.node)}`),
      survived('forgets', `\`${method}\` neither writes \`${place.text}\` nor calls what does`),
      undecided('same-turn', `whether \`${method}\` is called after \`${place.text}\` is filled`)
    ],
    likelihood: 2,
    spread: place.lifetime === 'instance' ? 2 : 3,
    confidence: stated === undefined ? 'medium' : lower('medium'),
    fix: `forget \`${place.text}\` in \`${method}\` too.`,
    falsifiedBy: `a call of \`${code.symbolOf(write)}\` after \`${method}\` that gives a new value.`
  }
}
