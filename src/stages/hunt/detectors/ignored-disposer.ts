import type {CallExpression, Node} from '@oxc-project/types'
import {callName, isCall, receiverOf} from '../../../syntax/call-name.ts'
import {isClass} from '../../../syntax/enclosing.ts'
import {type FunctionNode, isFunction} from '../../../syntax/is-function.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import {stringValue} from '../../../syntax/string-value.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {type Candidate, type DetectorContext, defineDetector} from '../define-detector.ts'
import {contains} from '../machinery/awaits.ts'
import type {Code} from '../machinery/code.ts'
import {dropped, type Judged, located, seen, survived} from '../machinery/detection.ts'
import {effectsOf} from '../machinery/effects.ts'
import {callsOf} from '../machinery/entry.ts'
import {type Disposer, disposerOf} from '../machinery/obligations/disposers.ts'
import {placeOf} from '../machinery/place.ts'
import {reachedFrom, teardownsOf} from '../machinery/teardown.ts'
import {writesOf} from '../machinery/writes.ts'

/**
 * A registration whose result is the only way to undo it, and is dropped, in something that ends before what it
 * registers with: an effect of a component, or an object with a teardown method.
 *
 * At most one candidate for each call.
 */
export default defineDetector({
  id: 'ignored-disposer',
  code: 'L5',
  category: 'lifecycle',
  precision: 'B',
  kills: {
    'ends-together': 'Does what it registers with belong to the same object, and go with it?',
    'ends-by-signal': 'Does an abort signal or a single event end it?',
    'undone-otherwise': 'Does the teardown undo it in another way?',
    'lives-on': 'Is nothing seen that ends before what it registers with?'
  },
  judge: judgeModule
})

type Kill = 'ends-together' | 'ends-by-signal' | 'undone-otherwise' | 'lives-on'

function judgeModule(code: Code, context: DetectorContext): Judged[] {
  return code.nodes('ExpressionStatement').flatMap(statement => {
    const call = droppedCall(statement.expression)
    const disposer = call && code.functionOf(call) ? disposerOf(context, code, call) : undefined
    return call && disposer ? [judge(code, context, call, disposer)] : []
  })
}

/** A call whose result nobody gets, `void` looked through. */
function droppedCall(expression: Node): CallExpression | undefined {
  const node = unwrap(expression)
  if (node.type === 'UnaryExpression' && node.operator === 'void') return droppedCall(node.argument)
  return isCall(node) ? node : undefined
}

function judge(code: Code, context: DetectorContext, call: CallExpression, disposer: Disposer): Judged {
  const drop = (kill: Kill, node: Node, reason: string) =>
    dropped(code, call, kill, `${reason} at ${code.at(node)}`)
  const signalled = call.arguments.find(one => /\bsignal\b|\bonce\s*:\s*true/i.test(code.text(one)))
  if (signalled || /^once/.test(callName(call) ?? ''))
    return drop('ends-by-signal', signalled ?? call, 'it ends by itself')
  const end = endOf(code, call)
  if (!end) return drop('lives-on', call, 'nothing that ends holds it')
  const own = ownTarget(code, call, end.owner)
  if (own) return drop('ends-together', own, 'it registers with something of its own')
  const undone = end.teardown && undoneBy(code, context, call, end.teardown)
  if (undone) return drop('undone-otherwise', undone, 'it is undone')
  return describe(code, call, disposer, end)
}

interface End {
  /** The effect or the class that ends. */
  readonly owner: Node
  /** The function that runs then; undefined for an effect that returns nothing. */
  readonly teardown: readonly FunctionNode[] | undefined
  readonly reason: string
}

/** What ends while the registration stays: the effect or the object whose method it is in. */
function endOf(code: Code, call: CallExpression): End | undefined {
  const fn = code.functionOf(call)
  const effect = effectsOf(code).find(one => one.fn === fn)
  if (effect)
    return effect.open || effect.cleanup
      ? undefined
      : {
          owner: effect.fn,
          teardown: undefined,
          reason: `the effect at ${code.at(effect.call)} returns nothing that undoes it`
        }
  const owner = code.thisOwner(call)
  if (!isClass(owner)) return connectionEnd(code, call)
  const teardowns = teardownsOf(code, owner)
  const [first] = teardowns
  if (!first || teardowns.some(one => contains(one.fn, call))) return undefined
  return {
    owner,
    teardown: teardowns.map(one => one.fn),
    reason: `\`${first.name}\` at ${code.at(first.fn)} ends the object and does not undo it`
  }
}

/** A handler of `close` or `disconnect` in a function around the call, or around a call of that function. */
function connectionEnd(code: Code, call: CallExpression): End | undefined {
  const around = functionsAround(code, call)
  const callers = around
    .slice(0, 1)
    .flatMap(fn => callsOf(code, fn).flatMap(one => functionsAround(code, one)))
  for (const owner of [...around, ...callers]) {
    const ending = code
      .nodes('CallExpression')
      .find(one => code.functionOf(one) === owner && endsConnection(one))
    const handler = ending?.arguments[1]
    if (!ending || !handler || !isFunction(handler) || contains(handler, call)) continue
    return {
      owner,
      teardown: [handler],
      reason: `${code.show(ending.callee)} at ${code.at(ending)} handles the end and does not undo it`
    }
  }
  return undefined
}

function functionsAround(code: Code, node: Node): FunctionNode[] {
  return [...code.ancestorsOf(node)].filter(isFunction)
}

function endsConnection(call: CallExpression): boolean {
  const [event] = call.arguments
  return (
    /^(?:on|once|addEventListener|addListener)$/.test(callName(call) ?? '') &&
    /^(?:close|disconnect|end|exit)$/.test(stringValue(event) ?? '')
  )
}

/** The receiver, where the object or effect has made it itself: nothing else keeps it alive. */
function ownTarget(code: Code, call: CallExpression, owner: Node): Node | undefined {
  let target = receiverOf(call)
  if (!target) return undefined
  for (
    let inner = unwrap(target);
    inner.type === 'MemberExpression' && unwrap(inner.object).type !== 'ThisExpression';
    inner = unwrap(inner.object)
  )
    target = inner.object
  const root = unwrap(target)
  if (root.type === 'ThisExpression') return root
  const place = placeOf(code, root)
  if (place?.kind === 'field') {
    const made = writesOf(code, place).find(write => isMade(write.value))
    return made?.node ?? declaredWith(owner, place.name)
  }
  const definition = place?.binding?.definitions[0]?.node
  const isLocal = definition?.type === 'VariableDeclarator' && contains(owner, definition) && definition.init
  return isLocal && isMade(definition.init as Node) ? definition : undefined
}

function isMade(value: Node): boolean {
  const node = unwrap(value)
  return (
    node.type === 'NewExpression' ||
    (isCall(node) && /^(?:create|make|build|new|open|spawn|connect|fork)/.test(callName(node) ?? ''))
  )
}

function declaredWith(owner: Node, name: string): Node | undefined {
  if (!isClass(owner)) return undefined
  return owner.body.body.find(
    member =>
      member.type === 'PropertyDefinition' &&
      'name' in member.key &&
      `${member.key.type === 'PrivateIdentifier' ? '#' : ''}${member.key.name}` === name &&
      member.value !== null &&
      isMade(member.value)
  )
}

const UNDOES =
  /^(?:off|removeListener|removeAllListeners|removeEventListener|un\w+|clear\w*|remove\w*|delete|destroy|dispose\w*|close|end)$/

/** A call of the teardown that takes the registration back, by the last name of what it was registered with. */
function undoneBy(
  code: Code,
  context: DetectorContext,
  call: CallExpression,
  teardown: readonly FunctionNode[]
): Node | undefined {
  const receiver = receiverOf(call)
  const path = receiver && memberPath(receiver)
  if (path === undefined) return undefined
  const reached = teardown.flatMap(fn => reachedFrom(context, code, fn))
  return code.nodes('CallExpression').find(one => {
    if (!UNDOES.test(callName(one) ?? '') || !reached.some(fn => contains(fn, one))) return false
    const other = receiverOf(one)
    return other !== undefined && memberPath(other) === path
  })
}

function describe(code: Code, call: CallExpression, disposer: Disposer, end: End): Candidate {
  const name = callName(call) ?? code.text(call.callee)
  const target = receiverOf(call)
  const registered =
    target && memberPath(target) !== undefined
      ? `\`${memberPath(target)}\``
      : `what \`${name}\` registers with`
  return {
    ...located(code, call),
    resource: (memberPath(call.callee) ?? name).replaceAll('/', '.'),
    title: `what \`${name}\` returns is dropped, so that the registration stays`,
    failureMode: `${code.show(call)} registers a callback, and ${disposer.reason}. The result is dropped: when ${code.symbolOf(call) === 'module' ? 'its owner' : `\`${code.symbolOf(call)}\``} is over, the callback stays registered and goes on to run.`,
    precondition: `${registered} lives longer than what registers: ${end.reason}.`,
    failurePath: [
      `${code.show(call)} registers a callback (${code.at(call)}).`,
      `Its result, which takes the callback off, is dropped.`,
      `The owner ends: ${end.reason}.`,
      'The callback, and all that it refers to, stays; each new owner adds one.'
    ],
    silence:
      'a callback that should be gone runs for something that is over; nothing counts how many there are.',
    silent: true,
    evidence: [
      seen(code, call, 'the result is dropped'),
      {path: disposer.path, line: disposer.line, note: disposer.note}
    ],
    challenged: [
      survived('ends-by-signal', 'no abort signal or single event ends it'),
      survived('ends-together', `${registered} is not made by the owner`),
      survived(
        'undone-otherwise',
        end.teardown ? 'no call of the teardown takes it off' : 'the effect returns no cleanup'
      ),
      survived('lives-on', end.reason)
    ],
    likelihood: 2,
    spread: 2,
    confidence: disposer.sure ? 'medium' : 'low',
    fix: `keep what \`${name}\` returns, and ${end.teardown ? 'call it in the teardown' : 'return it from the effect'}.`,
    falsifiedBy: `the number of callbacks of ${registered} staying level over many owners.`
  }
}
