import type {Node} from '@oxc-project/types'
import {callName, isCall, receiverOf} from '../../../syntax/call-name.ts'
import {propertyName} from '../../../syntax/property-name.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {type Candidate, type DetectorContext, defineDetector} from '../define-detector.ts'
import {contains} from '../machinery/awaits.ts'
import {callersOf} from '../machinery/callees.ts'
import type {Code} from '../machinery/code.ts'
import {dropped, type Judged, located, seen, survived} from '../machinery/detection.ts'
import {concurrentEntry} from '../machinery/entry.ts'
import {type GivenPattern, givenPatterns} from '../machinery/given-patterns.ts'
import {isEntryExport} from '../machinery/instances.ts'
import {type Place, placeOf, usesOf} from '../machinery/place.ts'
import {initialValue} from '../machinery/promise.ts'

/**
 * A shared regular expression with `g` or `y` that is asked with `test` or `exec`.
 *
 * It keeps `lastIndex` from one text to the next, so a text that matches is refused now and then.
 * At most one candidate for each pattern, at its first such use. Also a pattern that callers give, which may be such a one.
 */
export default defineDetector({
  id: 'stateful-regexp',
  code: 'I7',
  category: 'idempotency',
  precision: 'A',
  kills: {
    reset: 'Is `lastIndex` set anywhere?',
    'loop-form': 'Is it run until it gives null, which sets `lastIndex` back?',
    flagless: 'Does each caller give a pattern without such a flag?'
  },
  judge: judgeModule
})

type Kill = 'reset' | 'loop-form' | 'flagless'

function judgeModule(code: Code, context: DetectorContext): Judged[] {
  const given = givenPatterns(code).flatMap(one => judgeGiven(code, context, one) ?? [])
  return [...ownPatterns(code), ...given]
}

function ownPatterns(code: Code): Judged[] {
  return code.nodes('Literal').flatMap(literal => {
    if (!('regex' in literal) || !/[gy]/.test(literal.regex.flags)) return []
    const place = sharedPlace(code, literal)
    const calls = place ? callsOn(code, place) : []
    const [first] = calls
    return place && first ? [judge(code, literal, place, first)] : []
  })
}

/** The module variable, static field or instance field that is declared with the pattern. */
function sharedPlace(code: Code, literal: Node): Place | undefined {
  const parent = code.parentOf(literal)
  if (parent?.type === 'VariableDeclarator' && parent.init === literal) {
    const binding = parent.id.type === 'Identifier' ? code.bindingOf(parent.id) : undefined
    if (!binding?.moduleLevel || parent.id.type !== 'Identifier') return undefined
    return {
      kind: 'variable',
      name: parent.id.name,
      text: parent.id.name,
      lifetime: 'module',
      owner: binding.owner,
      binding
    }
  }
  if (parent?.type !== 'PropertyDefinition' || parent.value !== literal) return undefined
  const name = propertyName(parent)
  const use = code
    .nodes('MemberExpression')
    .find(node => propertyName(node) === name && placeOf(code, node)?.owner === code.thisOwner(literal))
  return use && placeOf(code, use)
}

/** Calls of `test` and `exec` on the place inside functions: code at the top level runs once. */
function callsOn(code: Code, place: Place): (Node & {type: 'CallExpression'})[] {
  return usesOf(code, place).flatMap(use => {
    const member = code.parentOf(use)
    const call = member && code.parentOf(member)
    if (!isCall(call) || unwrap(call.callee) !== member || receiverOf(call) !== use) return []
    return /^(?:test|exec)$/.test(callName(call) ?? '') && code.functionOf(call) ? [call] : []
  })
}

function judge(
  code: Code,
  literal: Node & {type: 'Literal'},
  place: Place,
  call: Node & {type: 'CallExpression'}
): Judged {
  const drop = (kill: Kill, node: Node, reason: string) =>
    dropped(code, call, kill, `${reason} at ${code.at(node)}`)
  const reset = resetOf(code, place)
  if (reset) return drop('reset', reset, '`lastIndex` is used')
  const loops = callsOn(code, place).map(one => loopOf(code, one))
  const [loop] = loops
  if (loop && loops.every(Boolean)) return drop('loop-form', loop, 'it runs until it gives null')
  const single = callsOn(code, place).find(one => !loopOf(code, one)) ?? call
  return describe(code, literal, place, single)
}

function judgeGiven(code: Code, context: DetectorContext, given: GivenPattern): Judged | undefined {
  const {call, fn, index} = given
  const drop = (kill: Kill, reason: string) => dropped(code, call, kill, reason)
  const reset = code
    .nodes('MemberExpression')
    .find(node => propertyName(node) === 'lastIndex' && code.functionOf(node) === fn)
  if (reset) return drop('reset', `\`lastIndex\` is used at ${code.at(reset)}`)
  const loop = loopAround(code, call)
  if (loop) return drop('loop-form', `it runs in the loop at ${code.at(loop)}`)
  const callers = callersOf(context, {code, fn})
  const flags = callers.map(caller => flagsOf(caller.code, caller.call.arguments[index]))
  if (callers.length > 0 && flags.every(one => one !== undefined && !/[gy]/.test(one)))
    return drop('flagless', 'each caller gives a literal without `g` or `y`')
  const isSeen = flags.some(one => one !== undefined && /[gy]/.test(one))
  if (callers.length > 0 && !isSeen && isEntryExport(context, code.path, code.symbolOf(call)) !== true)
    return drop(
      'flagless',
      'no caller is seen to give one with `g` or `y`, and the package does not give the function out'
    )
  const entry = concurrentEntry(context, code, fn)
  return entry?.sure && /is exported/.test(entry.reason)
    ? describeGiven(code, given, entry.reason)
    : undefined
}

function flagsOf(code: Code, argument: Node | undefined): string | undefined {
  const value = argument && unwrap(initialValue(code, argument))
  return value?.type === 'Literal' && 'regex' in value ? value.regex.flags : undefined
}

function describeGiven(code: Code, {call, name, proof}: GivenPattern, reason: string): Candidate {
  return {
    ...located(code, call),
    resource: name,
    title: `\`${code.symbolOf(call)}\` answers wrongly for a pattern with the flag \`g\``,
    failureMode: `\`${name}\` comes from the caller and is asked with \`test\`. When it has the flag \`g\` or \`y\`, a match leaves \`lastIndex\` behind it in the caller's object, and the next \`test\` of the same pattern starts there.`,
    precondition: `a caller keeps one pattern with \`g\` or \`y\` and passes it more than once; ${reason}.`,
    failurePath: [
      `A caller passes a pattern with \`g\`, and \`test\` matches: \`lastIndex\` stands behind the match (${code.at(call)}).`,
      'The same pattern is passed for another text that matches.',
      `\`test\` starts at the old offset of the new text and may find nothing (${code.at(call)}).`
    ],
    silence: '`false` is an ordinary answer.',
    silent: true,
    evidence: [
      seen(code, proof, `\`${name}\` is a \`RegExp\` of the caller`),
      seen(code, call, '`test` without a reset')
    ],
    challenged: [
      survived('reset', `\`lastIndex\` is not used in the function`),
      survived('loop-form', 'the call stands in no loop'),
      survived('flagless', `nothing keeps callers from passing a pattern with \`g\``)
    ],
    likelihood: 1,
    spread: 1,
    confidence: 'medium',
    fix: `ask with \`text.search(${name}) !== -1\`, or set \`${name}.lastIndex = 0\` before.`,
    falsifiedBy:
      'two calls in a row with one pattern with `g` and the same matching text that give the same answer.'
  }
}

function resetOf(code: Code, place: Place): Node | undefined {
  return usesOf(code, place).find(use => {
    const member = code.parentOf(use)
    return (
      member?.type === 'MemberExpression' && member.object === use && propertyName(member) === 'lastIndex'
    )
  })
}

/** The loop that runs a call until it gives null: around it, or one that goes on with what the call before it gave. */
function loopOf(code: Code, call: Node): Node | undefined {
  return loopAround(code, call) ?? loopAfter(code, call)
}

/** `let match = p.exec(text); while (match) { …; match = p.exec(text) }` */
function loopAfter(code: Code, call: Node): Node | undefined {
  const holder = code.parentOf(call)
  const name =
    holder?.type === 'VariableDeclarator'
      ? holder.id
      : holder?.type === 'AssignmentExpression'
        ? holder.left
        : undefined
  const binding = name?.type === 'Identifier' ? code.bindingOf(name) : undefined
  const writes = binding?.uses.filter(use => use.write && use.identifier !== name) ?? []
  return code.nodes('WhileStatement').find(loop => {
    const asks = binding?.uses.some(use => contains(loop.test, use.identifier))
    return asks && writes.some(use => contains(loop.body, use.identifier))
  })
}

function loopAround(code: Code, call: Node): Node | undefined {
  let child = call
  for (const ancestor of code.ancestorsOf(call)) {
    if (ancestor.type === 'WhileStatement' || ancestor.type === 'DoWhileStatement') return ancestor
    if (ancestor.type === 'ForStatement') return ancestor
    if (
      ancestor.type === 'BlockStatement' &&
      code.functionOf(ancestor) &&
      code.parentOf(ancestor) === code.functionOf(child)
    )
      return undefined
    child = ancestor
  }
  return undefined
}

function describe(code: Code, literal: Node, place: Place, call: Node & {type: 'CallExpression'}): Candidate {
  const name = callName(call)
  return {
    ...located(code, call),
    resource: place.name,
    title: `\`${place.text}\` refuses a text that matches, every second time`,
    failureMode: `\`${place.text}\` is shared and has the flag \`g\` or \`y\`, so a match leaves \`lastIndex\` behind it. The next \`${name}\` on another text starts there, and not at its beginning.`,
    precondition: `\`${code.symbolOf(call)}\` is called twice in a row with texts that match.`,
    failurePath: [
      `The first \`${name}\` matches and sets \`lastIndex\` to the end of the match (${code.at(call)}).`,
      `The second one starts at that offset of the other text and finds nothing.`,
      '`lastIndex` goes back to 0, so that the third one works again.'
    ],
    silence: '`false` and `null` are ordinary answers.',
    silent: true,
    evidence: [
      seen(code, literal, `shared pattern ${code.show(literal)}`),
      seen(code, call, `\`${name}\` without a reset`)
    ],
    challenged: [
      survived('reset', `\`lastIndex\` of \`${place.text}\` is not used in this module`),
      survived('loop-form', 'the call stands in no loop that runs until it gives null')
    ],
    likelihood: 3,
    spread: 2,
    confidence: 'high',
    fix:
      name === 'test'
        ? 'leave out the flag `g`: `test` does not need it.'
        : 'make the pattern where it is used, or use `matchAll`.',
    falsifiedBy: 'two calls in a row with the same matching text that give the same answer.'
  }
}
