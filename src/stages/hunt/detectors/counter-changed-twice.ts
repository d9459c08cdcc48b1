import type {Node} from '@oxc-project/types'
import {callName, isCall, receiverOf} from '../../../syntax/call-name.ts'
import type {FunctionNode} from '../../../syntax/is-function.ts'
import {stringValue} from '../../../syntax/string-value.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {type Candidate, defineDetector} from '../define-detector.ts'
import {contains} from '../machinery/awaits.ts'
import type {Code} from '../machinery/code.ts'
import {dropped, type Judged, located, seen, survived} from '../machinery/detection.ts'
import {type Place, placeOf} from '../machinery/place.ts'
import {functionOfBinding} from '../machinery/resolve.ts'

/**
 * A counter that is changed by the same step in two handlers of one emitter or promise, both of which run for one end.
 *
 * At most one candidate for each counter and emitter.
 */
export default defineDetector({
  id: 'counter-changed-twice',
  code: 'T5',
  category: 'state-machine',
  precision: 'B',
  kills: {
    guarded: 'Does a condition keep the second change out?',
    removed: 'Does the first handler take the second one off, or is each on another subject?',
    'not-both': 'Do the two handlers not run for one end?'
  },
  judge: judgeModule
})

type Kill = 'guarded' | 'removed' | 'not-both'

interface Change {
  readonly node: Node
  readonly place: Place
  readonly step: string
  readonly handler: FunctionNode
  readonly call: Node & {type: 'CallExpression'}
  /** The event, or `then`, `catch` or `finally`. */
  readonly event: string
  /** Text of the emitter, or the root of the promise chain. */
  readonly subject: string
}

function judgeModule(code: Code): Judged[] {
  const changes = changesOf(code)
  const judged = changes.flatMap((first, index) =>
    changes
      .slice(index + 1)
      .filter(second => isPair(code, first, second))
      .map(second => judge(code, first, second))
  )
  const seenPairs = new Set<string>()
  return judged.filter(one => {
    if ('kill' in one) return true
    const key = `${one.resource} ${one.startLine}`
    if (seenPairs.has(key)) return false
    seenPairs.add(key)
    return true
  })
}

/** Changes by one, or by the same amount, inside a handler; in source order of the handlers' registrations. */
function changesOf(code: Code): Change[] {
  const nodes: Node[] = [...code.nodes('UpdateExpression'), ...code.nodes('AssignmentExpression')]
  return nodes
    .flatMap(node => {
      const target =
        node.type === 'UpdateExpression'
          ? node.argument
          : node.type === 'AssignmentExpression'
            ? node.left
            : node
      const step = stepOf(code, node)
      const place = step === undefined ? undefined : placeOf(code, target)
      const fn = code.functionOf(node)
      if (!place || !fn || step === undefined || code.bindingOf(target)?.owner === fn) return []
      return registrationsOf(code, fn).flatMap(call => {
        const about = aboutOf(code, call)
        return about ? [{node, place, step, handler: fn, call, ...about}] : []
      })
    })
    .sort((a, b) => a.call.end - b.call.end)
}

/** `- 1` for `n--` and `n -= 1`; `- size` for `n -= size`. */
function stepOf(code: Code, node: Node): string | undefined {
  if (node.type === 'UpdateExpression') return `${node.operator[0]} 1`
  if (node.type !== 'AssignmentExpression' || !/^[+-]=$/.test(node.operator)) return undefined
  const right = unwrap(node.right)
  const isNumber = right.type === 'Literal' ? typeof right.value === 'number' : node.operator === '-='
  return isNumber ? `${node.operator[0]} ${code.text(right)}` : undefined
}

/** The calls a function is given to: as a literal, or by its name. */
function registrationsOf(code: Code, fn: FunctionNode): (Node & {type: 'CallExpression'})[] {
  const parent = code.parentOf(fn)
  if (isCall(parent) && parent.arguments.includes(fn as never)) return [parent]
  const name =
    fn.type === 'FunctionDeclaration' ? fn.id : parent?.type === 'VariableDeclarator' ? parent.id : undefined
  const binding = name?.type === 'Identifier' ? code.bindingOf(name) : undefined
  if (!binding || functionOfBinding(binding) !== fn) return []
  return binding.uses.flatMap(use => {
    const call = code.parentOf(use.identifier)
    return isCall(call) && call.arguments.includes(use.identifier as never) ? [call] : []
  })
}

function aboutOf(
  code: Code,
  call: Node & {type: 'CallExpression'}
): {event: string; subject: string} | undefined {
  const name = callName(call) ?? ''
  const receiver = receiverOf(call)
  if (!receiver) return undefined
  if (/^(?:on|once|addListener)$/.test(name)) {
    const event = stringValue(call.arguments[0])
    return event === undefined ? undefined : {event, subject: `${code.text(emitterOf(receiver))}`}
  }
  if (name !== 'then' && name !== 'catch' && name !== 'finally') return undefined
  return {event: name, subject: `promise ${rootOf(receiver).start}`}
}

/** `socket` of `socket.on(…).on(…)`. */
function emitterOf(node: Node): Node {
  const inner = unwrap(node)
  const receiver =
    isCall(inner) && /^(?:on|once|addListener)$/.test(callName(inner) ?? '') ? receiverOf(inner) : undefined
  return receiver ? emitterOf(receiver) : inner
}

/** The call at the start of a chain of `then`, `catch` and `finally`. */
function rootOf(node: Node): Node {
  const inner = unwrap(node)
  const receiver =
    isCall(inner) && /^(?:then|catch|finally)$/.test(callName(inner) ?? '') ? receiverOf(inner) : undefined
  return receiver ? rootOf(receiver) : inner
}

function isPair(code: Code, first: Change, second: Change): boolean {
  return first.node !== second.node || first.call !== second.call
    ? first.step === second.step &&
        first.place.name === second.place.name &&
        first.place.owner === second.place.owner &&
        first.subject === second.subject &&
        code.functionOf(first.call) === code.functionOf(second.call) &&
        first.event !== second.event
    : false
}

function judge(code: Code, first: Change, second: Change): Judged {
  const drop = (kill: Kill, reason: string) => dropped(code, second.node, kill, reason)
  const both = bothRun(first, second)
  if (!both) return drop('not-both', `\`${first.event}\` and \`${second.event}\` need not both come`)
  const guard = [first, second].map(one => guardOf(code, one)).find(Boolean)
  if (guard) return drop('guarded', `a condition decides at ${code.at(guard)}`)
  const removal = removalIn(code, first, second)
  if (removal) return drop('removed', `a handler is taken off at ${code.at(removal)}`)
  return describe(code, first, second, both)
}

const CHAINS: readonly (readonly [string, string, string])[] = [
  ['error', 'close', 'a socket, stream or request that fails emits `error` and then `close`'],
  ['end', 'close', 'a stream that ends emits `end` and then `close`'],
  ['finish', 'close', 'a stream that is written to its end emits `finish` and then `close`'],
  ['exit', 'close', 'a child process emits `exit` and then `close`'],
  ['timeout', 'close', 'a socket that is destroyed after `timeout` emits `close`'],
  ['abort', 'close', 'an aborted request emits `close` as well'],
  ['then', 'finally', '`finally` runs after `then` as well'],
  ['catch', 'finally', '`finally` runs after `catch` as well'],
  ['end', 'finish', 'a stream in both directions emits `end` and `finish`']
]

/** Why both handlers run for one end; undefined when nothing says so. */
function bothRun(first: Change, second: Change): string | undefined {
  const pair = CHAINS.find(
    ([a, b]) => (a === first.event && b === second.event) || (b === first.event && a === second.event)
  )
  if (!pair || (pair[0] === 'then' && pair[1] === 'finally' && first.event === 'finally')) return undefined
  return pair[2]
}

/** A condition around the change inside of its handler, or an early leave before it. */
function guardOf(code: Code, {node, handler}: Change): Node | undefined {
  for (const ancestor of code.ancestorsOf(node)) {
    if (ancestor === handler) break
    if (/^(?:IfStatement|ConditionalExpression|LogicalExpression|SwitchStatement)$/.test(ancestor.type))
      return ancestor
  }
  return code
    .nodes('IfStatement')
    .find(
      one =>
        code.functionOf(one) === handler &&
        one.end <= node.start &&
        /\b(?:return|throw)\b/.test(code.text(one.consequent))
    )
}

function removalIn(code: Code, first: Change, second: Change): Node | undefined {
  return code
    .nodes('CallExpression')
    .find(
      call =>
        (contains(first.handler, call) || contains(second.handler, call)) &&
        /^(?:off|removeListener|removeAllListeners|removeEventListener|cleanup|unsubscribe)$/.test(
          callName(call) ?? ''
        )
    )
}

function describe(code: Code, first: Change, second: Change, both: string): Candidate {
  const {place} = first
  const name = `\`${place.text}\``
  const [a, b] = first.node.start <= second.node.start ? [first, second] : [second, first]
  const isOne = a.node === b.node
  const proper = code.line(b.node) - code.line(a.node) < 55
  return {
    ...located(code, b.node),
    startLine: proper ? code.line(a.node) : code.line(b.node),
    resource: place.name,
    title: `${name} is changed twice for one \`${second.event}\``,
    failureMode: `the handlers of \`${first.event}\` and of \`${second.event}\` both do ${code.show(a.node)}, and ${both}: ${name} is one off from then on.`,
    precondition: `\`${first.event}\` comes, and \`${second.event}\` after it, as for each such end.`,
    failurePath: [
      `\`${first.event}\` comes, and ${code.show(first.node)} runs (${code.at(first.node)}).`,
      `\`${second.event}\` follows: ${both} (${code.at(second.call)}).`,
      `${code.show(second.node)} runs for the same end (${code.at(second.node)}), and ${name} does not fit what is there any more.`
    ],
    silence: 'a number that is one off raises no error.',
    silent: true,
    evidence: [
      seen(code, a.node, `changed in the handler of \`${a.event}\``),
      ...(isOne ? [] : [seen(code, b.node, `changed in the handler of \`${b.event}\``)]),
      seen(code, second.call, 'registered here')
    ],
    challenged: [
      survived('guarded', 'no condition in either handler decides about the change'),
      survived('removed', 'neither handler takes the other one off'),
      survived('not-both', both)
    ],
    likelihood: 2,
    spread: place.lifetime === 'module' || place.lifetime === 'static' ? 3 : 2,
    confidence: 'medium',
    fix: `change ${name} in one of the two handlers, or behind a flag that is set by the first.`,
    falsifiedBy: `a failing run that emits both events, after which ${name} is what it was before.`
  }
}
