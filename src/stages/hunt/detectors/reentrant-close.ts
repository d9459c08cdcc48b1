import type {CallExpression, Node} from '@oxc-project/types'
import {callName, isCall, receiverOf} from '../../../syntax/call-name.ts'
import {isClass} from '../../../syntax/enclosing.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {walk} from '../../../syntax/walk.ts'
import {type Candidate, type DetectorContext, defineDetector} from '../define-detector.ts'
import {contains} from '../machinery/awaits.ts'
import type {Code} from '../machinery/code.ts'
import {dropped, type Judged, located, seen, survived} from '../machinery/detection.ts'
import {type Place, placeOf, usesOf} from '../machinery/place.ts'
import {memberFunction} from '../machinery/resolve.ts'
import {reachedFrom, type Teardown, teardownsOf} from '../machinery/teardown.ts'
import {writesOf} from '../machinery/writes.ts'

/**
 * A teardown that calls back its user, who may call it again: nothing stops the second call.
 *
 * Reads methods of classes and object literals that end their life, and calls of fields such as `this.onclose`.
 * At most one candidate for each teardown.
 */
export default defineDetector({
  id: 'reentrant-close',
  code: 'I3',
  category: 'idempotency',
  precision: 'B',
  kills: {
    guarded: 'Is a state tested, and changed before the callback, so that a second call leaves early?',
    'own-callback': 'Is the callback one of the class itself?',
    'taken-out': 'Is the callback taken out before it is called?'
  },
  judge: judgeModule
})

type Kill = 'guarded' | 'own-callback' | 'taken-out'

function judgeModule(code: Code, context: DetectorContext): Judged[] {
  return ownersOf(code).flatMap(owner =>
    teardownsOf(code, owner).flatMap(teardown => {
      const call = callsBack(code, teardown)
      return call ? [judge(code, context, owner, teardown, call)] : []
    })
  )
}

function ownersOf(code: Code): Node[] {
  return [
    ...code.nodes('ClassDeclaration'),
    ...code.nodes('ClassExpression'),
    ...code.nodes('ObjectExpression')
  ]
}

const ABOUT_THE_END =
  /^[#_]*on_?(?:\w*_)?(?:close|closed|end|ended|disconnect|disconnected|destroy|dispose|stop|stopped|terminate|exit|shutdown)$/i

/** Of the class, or of what its user gave it; a method of another object of its own is no callback. */
const HOLDS_CALLBACKS =
  /^this\.(?:[#_]*(?:options|opts|props|config|settings|handlers?|callbacks?|hooks|events|delegate|params)\.)*[#\w]+$/

/** The first call of a field such as `this.onclose` or `this.options.onClose` by the teardown itself. */
function callsBack(code: Code, {fn}: Teardown): CallExpression | undefined {
  return code.nodes('CallExpression').find(call => {
    if (!contains(fn, call) || code.functionOf(call) !== fn) return false
    return HOLDS_CALLBACKS.test(memberPath(call.callee) ?? '') && ABOUT_THE_END.test(callName(call) ?? '')
  })
}

function judge(
  code: Code,
  context: DetectorContext,
  owner: Node,
  teardown: Teardown,
  call: CallExpression
): Judged {
  const drop = (kill: Kill, reason: string) => dropped(code, call, kill, reason)
  const own = ownCallback(code, owner, call)
  if (own) return drop('own-callback', own)
  const field = placeOf(code, call.callee)
  const taken = field && writesOf(code, field).find(write => isBefore(code, write.node, teardown, call))
  if (taken) return drop('taken-out', `it is replaced at ${code.at(taken.node)}, before the call`)
  const guard = guardOf(code, context, teardown, call)
  if (guard) return drop('guarded', guard)
  return describe(code, owner, teardown, call)
}

function isBefore(code: Code, node: Node, {fn}: Teardown, call: Node): boolean {
  return contains(fn, node) && code.functionOf(node) === fn && node.end <= call.start
}

/** A method of the class, or a field that only the class itself fills. */
function ownCallback(code: Code, owner: Node, call: CallExpression): string | undefined {
  const name = callName(call) ?? ''
  if (unwrap(receiverOf(call) ?? call).type !== 'ThisExpression') return undefined
  if (memberFunction(owner, name) || hasMethod(code, owner, name)) return `\`${name}\` is its own`
  const field = placeOf(code, call.callee)
  const filled = field && writesOf(code, field).find(write => isMadeHere(write.value))
  return filled && `\`${name}\` is filled at ${code.at(filled.node)} with a function of its own`
}

/** A class that inherits may have it as a method of its base; one that declares it abstract has it in each subclass. */
function hasMethod(code: Code, owner: Node, name: string): boolean {
  if (!isClass(owner)) return false
  return owner.body.body.some(
    member =>
      (member.type === 'TSAbstractMethodDefinition' || member.type === 'MethodDefinition') &&
      code.text(member.key) === name
  )
}

function isMadeHere(value: Node): boolean {
  const inner = unwrap(value)
  return /Function|Arrow/.test(inner.type) || (isCall(inner) && callName(inner) === 'bind')
}

/** A state that is tested on the way to the callback, and that the teardown changes before it. */
function guardOf(code: Code, context: DetectorContext, teardown: Teardown, call: Node): string | undefined {
  const reached = reachedFrom(context, code, teardown.fn)
  for (const test of testsBefore(code, teardown, call)) {
    for (const place of placesIn(code, test)) {
      const changed = usesOf(code, place).find(
        use =>
          use.start !== test.start &&
          isChange(code, use) &&
          (isBefore(code, use, teardown, call) ||
            reached.some(fn => fn !== teardown.fn && contains(fn, use) && code.functionOf(use) === fn))
      )
      if (changed)
        return `\`${place.text}\` is tested at ${code.at(test)} and changed at ${code.at(changed)}, before the callback`
    }
  }
  return undefined
}

function testsBefore(code: Code, {fn}: Teardown, call: Node): Node[] {
  const tests = [
    ...code.nodes('IfStatement').map(one => one.test),
    ...code.nodes('ConditionalExpression').map(one => one.test),
    ...code.nodes('LogicalExpression').map(one => one.left),
    ...code.nodes('SwitchStatement').map(one => one.discriminant)
  ]
  return tests.filter(test => test.start < call.start && contains(fn, test) && code.functionOf(test) === fn)
}

function placesIn(code: Code, test: Node): Place[] {
  const places: Place[] = []
  walk(test, node => {
    const place =
      node.type === 'MemberExpression' || node.type === 'Identifier' ? placeOf(code, node) : undefined
    if (place && place.lifetime !== 'local') places.push(place)
  })
  return places
}

/** Assigned, deleted, or a member of it is called that empties it. */
function isChange(code: Code, use: Node): boolean {
  const parent = code.parentOf(use)
  if (parent?.type === 'AssignmentExpression') return parent.left === use
  if (parent?.type === 'UnaryExpression') return parent.operator === 'delete'
  if (parent?.type === 'UpdateExpression') return true
  if (parent?.type !== 'MemberExpression' || parent.object !== use) return false
  const outer = code.parentOf(parent)
  return (
    (isCall(outer) &&
      outer.callee === parent &&
      /^(?:abort|delete|clear|set|add|cancel)$/.test(callName(outer) ?? '')) ||
    (outer?.type === 'AssignmentExpression' && outer.left === parent)
  )
}

/** A callback may be a method of the base class, of which nothing is seen here. */
function maybeInherited(code: Code, owner: Node, name: string): boolean {
  if (!isClass(owner) || !owner.superClass) return false
  return !owner.body.body.some(member => 'key' in member && code.text(member.key) === name)
}

function describe(code: Code, owner: Node, teardown: Teardown, call: CallExpression): Candidate {
  const path = memberPath(call.callee) ?? 'the callback'
  const name = code.symbolOf(teardown.fn)
  const isAsync = teardown.fn.async
  const field = callName(call) ?? ''
  const isField = path === `this.${field}`
  return {
    ...located(code, teardown.fn),
    startLine: Math.max(code.line(teardown.fn), code.endLine(call) - 58),
    endLine: code.endLine(call),
    symbol: name,
    resource: path.replace(/^this\./, ''),
    title: `\`${name}\` calls \`${path}\`, which may call \`${teardown.name}\` again`,
    failureMode: `\`${name}\` tests no state that it changes before it calls \`${path}\`. A callback that closes in turn enters it again, and that call makes the callback once more.`,
    precondition: `the user's \`${path.replace(/^this\./, '')}\` calls \`${teardown.name}\`, as one that cleans up does, or \`${teardown.name}\` is called twice.`,
    failurePath: [
      `\`${teardown.name}\` is called and releases what it holds (${code.at(teardown.fn)}).`,
      `It calls \`${path}\` (${code.at(call)}).`,
      `The callback calls \`${teardown.name}\`; nothing tells that it has begun.`,
      isAsync
        ? `It comes to ${code.at(call)} again: the two call each other until the stack overflows, or for ever where one of them waits.`
        : `It comes to ${code.at(call)} again: the two call each other until the stack overflows.`
    ],
    silence:
      'as long as no callback closes in turn nothing is to be seen; after that it is a stack overflow far from its cause.',
    silent: true,
    evidence: [
      seen(code, teardown.fn, `\`${teardown.name}\`, without a test of a state that it sets`),
      seen(code, call, 'the callback of the user')
    ],
    challenged: [
      survived(
        'own-callback',
        `\`${path}\` is no method of \`${name.replace(/\.[^.]*$/, '')}\` and it fills it with no function of its own`
      ),
      survived('taken-out', `\`${path}\` still holds the callback when it is called`),
      survived('guarded', `no state is tested and changed before ${code.at(call)}`)
    ],
    likelihood: 2,
    spread: 2,
    confidence: isField && (/^[#_]/.test(field) || maybeInherited(code, owner, field)) ? 'low' : 'medium',
    fix: `begin with \`if (this.closed) return\` and set the flag in the same turn, before anything is released or called back.`,
    falsifiedBy: `a callback that calls \`${teardown.name}\` and runs once.`
  }
}
