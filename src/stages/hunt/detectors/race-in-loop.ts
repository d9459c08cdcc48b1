import type {CallExpression, Node} from '@oxc-project/types'
import {isCall} from '../../../syntax/call-name.ts'
import {isFunction} from '../../../syntax/is-function.ts'
import {isLoop, type LoopNode} from '../../../syntax/is-loop.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {type Candidate, type DetectorContext, defineDetector} from '../define-detector.ts'
import {contains} from '../machinery/awaits.ts'
import type {Code} from '../machinery/code.ts'
import {dropped, type Judged, located, seen, survived, undecided} from '../machinery/detection.ts'
import {type Place, placeOf} from '../machinery/place.ts'
import {isTypedAsPromise, promiseProof} from '../machinery/promise.ts'
import {writesOf} from '../machinery/writes.ts'

/**
 * A `Promise.race` in each round of a loop, over a promise that lives as long as the loop.
 *
 * `race` adds a reaction to each member and takes none back. At most one candidate for each race.
 */
export default defineDetector({
  id: 'race-in-loop',
  code: 'L10',
  category: 'lifecycle',
  precision: 'B',
  kills: {
    fresh: 'Is the promise made anew in each round?',
    bounded: 'Does the loop end after a few rounds?',
    'not-a-promise': 'Is it unknown whether it is a promise at all?',
    leaves: 'Does each round that the other member wins leave the loop?'
  },
  judge: judgeModule
})

type Kill = 'fresh' | 'bounded' | 'not-a-promise' | 'leaves'

function judgeModule(code: Code, context: DetectorContext): Judged[] {
  return code.nodes('CallExpression').flatMap(call => {
    const loop = memberPath(call.callee) === 'Promise.race' ? loopAround(code, call) : undefined
    const list = call.arguments[0] && unwrap(call.arguments[0])
    if (!loop || list?.type !== 'ArrayExpression' || list.elements.length < 2) return []
    const judged = list.elements.flatMap(element =>
      element ? (judge(code, context, call, loop, element) ?? []) : []
    )
    return judged.find(one => !('kill' in one)) ?? judged[0] ?? []
  })
}

/** The nearest loop of the same function; its initialiser and iterated list run once. */
function loopAround(code: Code, call: Node): LoopNode | undefined {
  let child = call
  for (const ancestor of code.ancestorsOf(call)) {
    if (isFunction(ancestor)) return undefined
    if (isLoop(ancestor) && !('right' in ancestor && ancestor.right === child)) return ancestor
    child = ancestor
  }
  return undefined
}

function judge(
  code: Code,
  context: DetectorContext,
  race: CallExpression,
  loop: LoopNode,
  element: Node
): Judged | undefined {
  const place =
    unwrap(element).type === 'Identifier' || unwrap(element).type === 'MemberExpression'
      ? placeOf(code, element)
      : undefined
  const proof = place ? proofOf(context, code, place) : memberProof(code, element)
  const drop = (kill: Kill, reason: string) => dropped(code, race, kill, reason)
  if (!place && !proof) return undefined
  const fresh = place && madeIn(code, place, loop)
  if (fresh)
    return drop('fresh', `${code.show(element)} is given a new value at ${code.at(fresh)}, in the loop`)
  if (!proof) return drop('not-a-promise', `nothing shows that ${code.show(element)} is a promise`)
  const few = fewRounds(code, loop)
  if (few) return drop('bounded', few)
  const exit = exitAfter(code, loop, race)
  if (exit) return drop('leaves', `${code.at(exit)} leaves the loop after the race`)
  return describe(code, race, loop, element, proof, place)
}

interface Proof {
  readonly at: Node
  readonly reason: string
  /** Whether it may be settled soon. */
  readonly longLived: boolean
}

/** A value that the place is given and that is a promise. */
function proofOf(context: DetectorContext, code: Code, place: Place): Proof | undefined {
  for (const {at, value} of valuesOf(code, place)) {
    const proof = promiseProof(context, code, value)
    if (proof) return {at, reason: proof.reason, longLived: unwrap(value).type === 'NewExpression'}
    if (/\.withResolvers\b/.test(code.text(value)))
      return {at, reason: '`Promise.withResolvers` makes it', longLived: true}
  }
  const [definition] = place.binding?.definitions ?? []
  const at = definition?.name ?? declaredField(place)
  return at && isTypedAsPromise(code, place)
    ? {at, reason: 'it is declared as a promise', longLived: true}
    : undefined
}

function declaredField(place: Place): Node | undefined {
  if (place.owner.type !== 'ClassDeclaration' && place.owner.type !== 'ClassExpression') return undefined
  return place.owner.body.body.find(
    member => 'key' in member && (member.key as {name?: string}).name === place.name.replace(/^#/, '')
  )
}

function valuesOf(code: Code, place: Place): {at: Node; value: Node}[] {
  const declared = (place.binding?.definitions ?? []).flatMap(({node}) =>
    node.type === 'VariableDeclarator' && node.init ? [{at: node as Node, value: node.init as Node}] : []
  )
  const field = place.kind === 'field' ? declaredField(place) : undefined
  const initial =
    field?.type === 'PropertyDefinition' && field.value
      ? [{at: field as Node, value: field.value as Node}]
      : []
  return [
    ...declared,
    ...initial,
    ...writesOf(code, place).map(write => ({at: write.node as Node, value: write.value}))
  ]
}

/** `deferred.promise` of a variable whose name says what it is. */
function memberProof(code: Code, element: Node): Proof | undefined {
  const path = memberPath(element)
  if (path === undefined || !/\.(?:promise|closed)$/.test(path)) return undefined
  const root = rootOf(element)
  const binding = root && code.bindingOf(root)
  const definition = binding?.definitions[0]
  if (definition?.node.type !== 'VariableDeclarator' || !definition.node.init) return undefined
  return /withResolvers|[dD]eferred|[gG]etReader|[gG]etWriter/.test(code.text(definition.node.init))
    ? {at: definition.node, reason: `${code.show(definition.node.init)} makes it`, longLived: true}
    : undefined
}

function rootOf(node: Node): Node | undefined {
  const inner = unwrap(node)
  return inner.type === 'MemberExpression'
    ? rootOf(inner.object)
    : inner.type === 'Identifier'
      ? inner
      : undefined
}

/** Where the loop gives the place a new value, or declares it. */
function madeIn(code: Code, place: Place, loop: LoopNode): Node | undefined {
  return valuesOf(code, place).find(({at}) => contains(loop, at))?.at ?? boundIn(place, loop)
}

function boundIn(place: Place, loop: LoopNode): Node | undefined {
  return place.binding?.definitions.find(({name}) => contains(loop, name))?.name
}

function fewRounds(code: Code, loop: LoopNode): string | undefined {
  if (loop.type === 'ForInStatement') return 'it goes over the names of one object'
  if (loop.type === 'ForOfStatement') {
    if (loop.await) return undefined
    return `it goes over ${code.show(loop.right)}, and then it ends`
  }
  const limit =
    loop.test && /<=?\s*(?:\d{1,2}\b|max|[\w.]*(?:retries|attempts|limit)\b)/i.exec(code.text(loop.test))
  return limit ? `its test ${code.show(loop.test as Node)} bounds it` : undefined
}

/** A `return` or `break` that each round comes to. */
function exitAfter(code: Code, loop: LoopNode, race: Node): Node | undefined {
  const {body} = loop
  if ([...code.ancestorsOf(race)].some(one => one.type === 'ReturnStatement' && contains(loop, one)))
    return race
  const statements: readonly Node[] = body.type === 'BlockStatement' ? body.body : [body]
  return statements.find(
    one =>
      one.start >= race.end &&
      (one.type === 'ReturnStatement' || one.type === 'BreakStatement' || one.type === 'ThrowStatement')
  )
}

function describe(
  code: Code,
  race: CallExpression,
  loop: LoopNode,
  element: Node,
  proof: Proof,
  place: Place | undefined
): Candidate {
  const name = code.show(element)
  const others = isCall(race) ? code.show(race) : 'the race'
  const endless = /^(?:while \(true\)|for \(;\s*;\s*\)|while \(1\))/.test(code.text(loop))
  return {
    ...located(code, race),
    startLine: Math.max(code.line(loop), code.line(race) - 5),
    resource: place?.name ?? memberPath(element)?.split('.').slice(-2).join('.') ?? 'race',
    title: `each round of a loop in \`${code.symbolOf(race)}\` leaves a reaction on ${name}`,
    failureMode: `${others} adds a reaction to each of its members, and none is taken back when another one wins. ${name} is the same promise in each round, so they add up.`,
    precondition: `the loop at ${code.at(loop)} makes many rounds before ${name} is settled.`,
    failurePath: [
      `${name} is made outside of the loop (${code.at(proof.at)}); ${proof.reason}.`,
      `A round races it (${code.at(race)}), and another member wins.`,
      `The next round of ${code.at(loop)} adds one more reaction, which holds what the race gave.`
    ],
    silence: 'memory grows with the rounds; nothing warns of many reactions on a promise.',
    silent: true,
    evidence: [
      seen(code, loop, 'the loop'),
      seen(code, race, 'the race'),
      seen(code, proof.at, proof.reason)
    ],
    challenged: [
      survived('fresh', `the loop gives ${name} no new value`),
      survived('not-a-promise', proof.reason),
      endless
        ? survived('bounded', 'the loop has no end of its own')
        : undecided('bounded', 'how many rounds it makes is not seen'),
      survived('leaves', 'a round may end without leaving the loop')
    ],
    likelihood: endless ? 3 : 2,
    spread: 2,
    confidence: proof.longLived ? 'medium' : 'low',
    fix: `wait for ${name} once, outside of the loop, and let it set a flag or abort the wait of the round.`,
    falsifiedBy: 'a heap that stays level over many rounds.'
  }
}
