import type {Node} from '@oxc-project/types'
import {callName, isCall} from '../../../syntax/call-name.ts'
import {type Candidate, defineDetector} from '../define-detector.ts'
import {contains} from '../machinery/awaits.ts'
import type {Code} from '../machinery/code.ts'
import {dropped, type Judged, located, seen, survived, undecided} from '../machinery/detection.ts'
import {type LinearStep, linearSteps} from '../machinery/linear-steps.ts'
import {shortness, soundsLong} from '../machinery/list-length.ts'

/**
 * A step that goes through a whole list, for each item of the same list.
 *
 * A search in the list itself or in one that grows with it, or a copy of everything so far to add one item: the time
 * grows with the square. At most one candidate for each step.
 */
export default defineDetector({
  id: 'quadratic-lookup',
  code: 'S2',
  category: 'scaling',
  precision: 'B',
  onlyOnRequest: true,
  kills: {
    'short-list': 'Is the list short by its making or its name, or does nothing say that it is long?',
    'few-times': 'Is the step made for few of the items only?',
    waits: 'Is something waited for in each turn, which takes longer than the step?'
  },
  judge: code => linearSteps(code).map(step => judge(code, step))
})

type Kill = 'short-list' | 'few-times' | 'waits'

function judge(code: Code, step: LinearStep): Judged {
  const drop = (kill: Kill, reason: string) => dropped(code, step.node, kill, reason)
  const short = shortness(code, step.items) ?? shortness(code, step.list)
  if (short) return drop('short-list', short)
  if (!soundsLong(code, step.items) && !soundsLong(code, step.list))
    return drop('short-list', `nothing says that ${code.show(step.items)} is long`)
  const rare = rareStep(code, step)
  if (rare) return drop('few-times', rare)
  const wait = waitIn(code, step)
  return wait ? drop('waits', `each turn waits at ${code.at(wait)}`) : describe(code, step)
}

/** What the turn that makes the step waits for itself. */
function waitIn(code: Code, {node, around}: LinearStep): Node | undefined {
  const fn = code.functionOf(node)
  return code
    .nodes('AwaitExpression')
    .find(wait => contains(around, wait) && !contains(node, wait) && code.functionOf(wait) === fn)
}

/** A step in the branch of a failure, or before the loop is left. */
function rareStep(code: Code, {node, around}: LinearStep): string | undefined {
  for (const ancestor of code.ancestorsOf(node)) {
    if (ancestor === around) return undefined
    if (
      ancestor.type === 'CatchClause' ||
      ancestor.type === 'ThrowStatement' ||
      ancestor.type === 'BreakStatement'
    )
      return `it is made in ${code.show(ancestor)} only`
    if (
      ancestor.type === 'ReturnStatement' &&
      around.type === 'ForOfStatement' &&
      code.functionOf(around) === code.functionOf(ancestor)
    )
      return `the loop is left with it at ${code.at(ancestor)}`
  }
  return undefined
}

function describe(code: Code, {kind, node, list, around, items, reason}: LinearStep): Candidate {
  const step = code.show(node)
  const what = code.show(items)
  const copies = kind === 'copy'
  const structure =
    isCall(node) && /^(?:find|findIndex|some|filter)$/.test(callName(node) ?? '') ? 'Map' : 'Set'
  return {
    ...located(code, node),
    endLine: Math.min(code.endLine(node), code.line(node) + 6),
    resource: code.text(list),
    title: `${copies ? `everything in ${code.show(list)} is copied` : `${code.show(list)} is searched`} once for each item of ${what}`,
    failureMode: `${step} goes through all of ${code.show(list)}, and runs for each item of ${what} (${code.at(around)}); ${reason}. With ten times the items it takes a hundred times as long.`,
    precondition: `${what} has some ten thousand items.`,
    failurePath: [
      `${what} is gone through (${code.at(around)}).`,
      `For each item ${step} ${copies ? 'copies' : 'goes through'} ${code.show(list)} (${code.at(node)}).`,
      `${capital(reason)}: the work grows with the square of the items, on one thread.`
    ],
    silence: 'the result is right; only the time shows it, and only with many items.',
    silent: true,
    evidence: [
      seen(code, around, 'for each item'),
      seen(code, node, copies ? 'a copy of all so far' : 'a search from the start')
    ],
    challenged: [
      undecided('short-list', `nothing limits how long ${what} is`),
      survived('few-times', 'it stands on the usual way through the loop'),
      survived('waits', 'no `await` stands in the loop')
    ],
    likelihood: 1,
    spread: 2,
    confidence: copies ? 'medium' : 'low',
    fix: copies
      ? `add to ${code.show(list)} in place; it is made here and nobody else has it yet.`
      : `fill a \`${structure}\` before the loop, and ask that.`,
    falsifiedBy: `a run with 10,000 and one with 100,000 items of which the second takes about ten times as long.`
  }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
