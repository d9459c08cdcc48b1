import type {Node} from '@oxc-project/types'
import {callName, isCall} from '../../../syntax/call-name.ts'
import {wayTo} from '../../../syntax/control-flow/ways.ts'
import {type Candidate, defineDetector} from '../define-detector.ts'
import type {Code} from '../machinery/code.ts'
import {dropped, type Judged, located, seen, survived, undecided} from '../machinery/detection.ts'
import {parameterAt, type SelfCall, selfCalls} from '../machinery/recursion.ts'
import {type LateNote, notedLate, type VisitedWalk, visitedWalks} from '../machinery/visited.ts'

/**
 * A recursion that comes back to where it was.
 *
 * Either it calls itself with its own arguments on a way on which nothing changes, or it walks a graph, notes what it
 * visited, and never asks, or asks and notes only when it comes back. At most one candidate for each self-call or set.
 */
export default defineDetector({
  id: 'recursion-without-progress',
  code: 'F5',
  category: 'fan-out',
  precision: 'A',
  kills: {
    asked: 'Is the set of what was visited asked anywhere: by `has`, its size, or other code?',
    changes: 'Does each way to the self-call change something that the function reads?'
  },
  judge: code => [...judgeWalks(code), ...judgeLate(code), ...judgeSelfCalls(code)]
})

function judgeWalks(code: Code): Judged[] {
  return visitedWalks(code).map(walk =>
    walk.asked
      ? dropped(
          code,
          walk.add,
          'asked',
          `\`${walk.set.name}\` is asked or handed on at ${code.at(walk.asked)}`
        )
      : describeWalk(code, walk)
  )
}

function judgeLate(code: Code): Judged[] {
  return notedLate(code).map(late =>
    late.early
      ? dropped(code, late.add, 'asked', `something is noted before, at ${code.at(late.early)}`)
      : describeLate(code, late)
  )
}

function judgeSelfCalls(code: Code): Judged[] {
  return selfCalls(code).flatMap((self): Judged[] => {
    if (self.handed || self.through.length > 0 || !hasSameArguments(code, self)) return []
    const way = wayTo(self.fn, 'entry', self.call, {mayThrow: () => false, stops: changes})
    if (way) return [describeSame(code, self)]
    return [dropped(code, self.call, 'changes', 'each way to it calls, waits for or writes something first')]
  })
}

/** Each parameter in its place, and none of them written in the function. */
function hasSameArguments(code: Code, {fn, call}: SelfCall): boolean {
  if (call.arguments.length !== fn.params.length) return false
  return call.arguments.every((argument, at) => {
    const parameter = parameterAt(fn, at)
    const binding = parameter && code.bindingOf(parameter)
    if (!binding || argument.type !== 'Identifier' || code.bindingOf(argument) !== binding) return false
    return binding.uses.every(use => !use.write || use.init)
  })
}

const READS =
  /^(?:is[A-Z]?|has|should|can|includes|startsWith|endsWith|every|some|isArray|keys|values|entries)/

function changes(node: Node): boolean {
  if (
    /^(?:AssignmentExpression|UpdateExpression|AwaitExpression|YieldExpression|NewExpression)$/.test(
      node.type
    )
  )
    return true
  if (node.type === 'UnaryExpression' && node.operator === 'delete') return true
  return isCall(node) && !READS.test(callName(node) ?? '')
}

function describeWalk(code: Code, {set, add, onward, name}: VisitedWalk): Candidate {
  const what = code.show(add.arguments[0] as Node)
  return {
    ...located(code, add),
    startLine: Math.min(code.line(add), code.line(onward)),
    endLine: Math.max(code.endLine(add), Math.min(code.endLine(onward), code.line(add) + 20)),
    resource: set.name,
    title: `\`${set.name}\` is filled, and nothing asks it before the walk goes on`,
    failureMode: `the walk notes each ${what} in \`${set.name}\` (${code.at(add)}) but never tests whether it is there. Where the data lead back to something that was visited, it goes round for ever.`,
    precondition: 'the data have a circle.',
    failurePath: [
      `\`${name}\` notes ${what} in \`${set.name}\` (${code.at(add)}).`,
      `It goes on to what comes next (${code.at(onward)}).`,
      `In a circle that is ${what} again; nothing asks \`${set.name}\`, so that the walk never ends.`
    ],
    silence: 'data without a circle give the right answer; those with one end in a `RangeError` or never.',
    silent: false,
    evidence: [
      seen(code, add, `\`${set.name}\` is filled`),
      seen(code, onward, 'the walk goes on without a question')
    ],
    challenged: [
      survived('asked', `no other use of \`${set.name}\` was found than to fill it and to pass it on`),
      undecided('changes', 'whether the data can have a circle lies in the data')
    ],
    likelihood: 1,
    spread: 3,
    confidence: 'high',
    fix: `leave when \`${set.name}\` has ${what} already, before it is added.`,
    falsifiedBy: 'data with a circle through which the walk ends.'
  }
}

function describeLate(code: Code, {set, asked, add, onward, name}: LateNote): Candidate {
  const what = code.show(add.arguments[0] as Node)
  return {
    ...located(code, onward),
    startLine: code.line(asked),
    endLine: Math.min(code.endLine(add), code.line(asked) + 20),
    resource: set.name,
    title: `\`${set.name}\` learns of ${what} only when the walk comes back from it`,
    failureMode: `\`${name}\` asks \`${set.name}\` (${code.at(asked)}) and goes on to ${what} (${code.at(onward)}) before it notes it (${code.at(add)}). In a circle the walk is at ${what} again while nothing of the circle is noted.`,
    precondition: 'the data have a circle.',
    failurePath: [
      `\`${set.name}\` does not have ${what} (${code.at(asked)}).`,
      `The walk goes on to it (${code.at(onward)}); the note would come after (${code.at(add)}).`,
      `The circle leads to ${what} again; \`${set.name}\` still does not have it, and the stack overflows.`
    ],
    silence: 'data without a circle give the right answer; those with one end in a `RangeError`.',
    silent: false,
    evidence: [
      seen(code, asked, 'asked before'),
      seen(code, onward, 'goes on'),
      seen(code, add, 'noted after')
    ],
    challenged: [
      survived('asked', 'nothing else is noted before the walk goes on'),
      undecided('changes', 'whether the data can have a circle lies in the data')
    ],
    likelihood: 2,
    spread: 3,
    confidence: 'high',
    fix: `add ${what} to \`${set.name}\` before the walk goes on to it.`,
    falsifiedBy: 'data with a circle through which the walk ends.'
  }
}

function describeSame(code: Code, self: SelfCall): Candidate {
  const {call, name, fn} = self
  const what = code.show(call)
  return {
    ...located(code, call),
    resource: name,
    title: `\`${name}\` calls itself with what it was given, and nothing has changed`,
    failureMode: `${what} passes the function its own arguments on a way from its beginning (${code.at(fn)}) on which nothing is written, waited for or called that could change the answer: the inner call takes the same way.`,
    precondition: `a call takes the way to ${code.at(call)}.`,
    failurePath: [
      `\`${name}\` begins (${code.at(fn)}).`,
      `It gets to ${what} without a change of anything (${code.at(call)}).`,
      'The inner call has the same arguments and the same state, and does the same, until the stack overflows.'
    ],
    silence: 'other ways through the function work; this one ends in a `RangeError`.',
    silent: false,
    evidence: [seen(code, call, 'the same arguments'), seen(code, fn, 'no change since here')],
    challenged: [
      survived('asked', 'no set of what was visited stands on this way'),
      survived(
        'changes',
        'the way from the beginning was followed: it holds no write, no pause and no call but tests'
      )
    ],
    likelihood: 2,
    spread: 2,
    confidence: 'high',
    fix: `call what was meant: the wrapped object, the base class, or the function with what is left to do.`,
    falsifiedBy: `a call over ${code.at(call)} that returns.`
  }
}
