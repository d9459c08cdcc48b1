import type {Node} from '@oxc-project/types'
import {sortedUnique} from '../../../base/compare.ts'
import {type FunctionNode, isFunction} from '../../../syntax/is-function.ts'
import {propertyName} from '../../../syntax/property-name.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {type Candidate, type DetectorContext, defineDetector} from '../define-detector.ts'
import {contains, pausesOf} from '../machinery/awaits.ts'
import type {Code} from '../machinery/code.ts'
import {dropped, type Judged, located, seen, survived, undecided} from '../machinery/detection.ts'
import {callsOf} from '../machinery/entry.ts'
import {forgottenElsewhere, forgottenOnFailure} from '../machinery/forgetting.ts'
import {isHandedOut} from '../machinery/handing-out.ts'
import {commentNear, lower} from '../machinery/intent.ts'
import {findKeyedInits, type KeyedInit} from '../machinery/keyed-init.ts'
import {findLazyInits} from '../machinery/lazy-init.ts'
import {neverRejects} from '../machinery/never-rejects.ts'
import type {Place} from '../machinery/place.ts'
import {
  cannotReject,
  initialValue,
  isTypedAsPromise,
  type PromiseProof,
  promiseProof,
  startsNoWork
} from '../machinery/promise.ts'
import {isEmptyValue} from '../machinery/writes.ts'

/**
 * A promise that is remembered before it settles, and not forgotten when it rejects.
 *
 * The first failure, however passing its cause, is given to every later caller. At most one candidate for each place.
 */
export default defineDetector({
  id: 'cached-rejection',
  code: 'K3',
  category: 'cache-staleness',
  precision: 'A',
  kills: {
    evicts: 'Is it forgotten when it rejects?',
    bounded: 'Is it forgotten or replaced for another reason, or does it end with the call that made it?',
    'cannot-reject': 'Is it a promise that never rejects?',
    'not-handed-out': 'Does no caller get the promise or wait for it?',
    'same-again': 'Does it only wait for what is there already, so that a new attempt would give the same?',
    'module-system': 'Does the module system remember the failure anyway?'
  },
  judge: judgeModule,
  join
})

type Kill = 'evicts' | 'bounded' | 'cannot-reject' | 'not-handed-out' | 'same-again' | 'module-system'

/** A promise stored in a place, alone or under a key. */
interface Store {
  readonly place: Place
  readonly write: Node
  readonly value: Node
  readonly test: Node
  readonly key: Node | undefined
}

function judgeModule(code: Code, context: DetectorContext): Judged[] {
  const stores: Store[] = [
    ...findLazyInits(code).map(init => ({...init, key: undefined})),
    ...findKeyedInits(code).map((init: KeyedInit) => ({...init}))
  ]
  return stores.flatMap(store => {
    if (isEmptyValue(store.value) || initialValue(code, store.value).type === 'AwaitExpression') return []
    const proof = promiseProof(context, code, store.value) ?? typeProof(code, store)
    return proof ? [judge(context, code, store, proof)] : []
  })
}

function typeProof(code: Code, store: Store): PromiseProof | undefined {
  if (!isTypedAsPromise(code, store.place)) return undefined
  return {reason: `\`${store.place.text}\` is declared to hold promises`, made: undefined}
}

function judge(context: DetectorContext, code: Code, store: Store, proof: PromiseProof): Judged {
  const drop = (kill: Kill, reason: string) => dropped(code, store.write, kill, reason)
  const value = initialValue(code, store.value)
  if (value.type === 'ImportExpression')
    return drop('module-system', 'a module that failed to load stays failed')
  const safe = cannotReject(code, store.value, proof)
  if (safe) return drop('cannot-reject', safe)
  if (proof.made && neverRejects(context, proof.made))
    return drop('cannot-reject', `all that ${proof.made.code.at(proof.made.fn)} waits for is caught`)
  if (proof.made && waitsForImportsOnly(proof.made.fn))
    return drop('module-system', `${proof.made.code.at(proof.made.fn)} waits for \`import()\` only`)
  if (!store.key && !isHandedOut(code, store.place, store.write, store.value))
    return drop('not-handed-out', `nothing returns \`${store.place.text}\` or waits for it`)
  if (startsNoWork(proof)) return drop('same-again', 'it starts no work of its own')
  const evicted = forgottenOnFailure(context, code, store.place)
  if (evicted) return drop('evicts', evicted)
  const end = endsItsOwner(code, store)
  if (end) return drop('bounded', end)
  const short = endsWithItsCall(code, store.place)
  if (short) return drop('bounded', short)
  const elsewhere = forgottenElsewhere(context, code, store.place)
  if (elsewhere) return drop('bounded', elsewhere)
  return describe(code, store, proof)
}

function waitsForImportsOnly(fn: FunctionNode): boolean {
  const awaited = pausesOf(fn).map(pause =>
    pause.type === 'AwaitExpression' ? unwrap(pause.argument).type : pause.type
  )
  return fn.async && awaited.length > 0 && awaited.every(type => type === 'ImportExpression')
}

const ENDS =
  /^(?:#|_)*(?:close|stop|end|quit|dispose|destroy|shutdown|shutDown|disconnect|terminate|teardown|tearDown|finish)(?![a-z])/

/** What a method that ends its owner keeps ends with it: nobody tries to end something twice. */
function endsItsOwner(code: Code, {write}: Store): string | undefined {
  const name = code.symbolOf(write).split('.').at(-1) ?? ''
  return ENDS.test(name) ? `\`${name}\` ends what holds it` : undefined
}

/** A closure variable ends with the function that owns it, when that function is called inside of others. */
function endsWithItsCall(code: Code, place: Place): string | undefined {
  if (place.lifetime !== 'closure' || !isFunction(place.owner)) return undefined
  if (code.functionOf(place.owner)) return `\`${place.text}\` is made anew inside ${code.at(place.owner)}`
  const then = thenIn(code, place.owner)
  if (then)
    return `what ${code.at(place.owner)} returns is a promise itself (${code.at(then)}), and settles once`
  const inner = callsOf(code, place.owner).find(call => code.functionOf(call))
  return inner && `\`${place.text}\` is made anew at ${code.at(inner)}`
}

/** The method `then` of what a function makes. */
function thenIn(code: Code, owner: Node): Node | undefined {
  return code
    .nodes('Property')
    .find(one => contains(owner, one) && propertyName(one) === 'then' && isFunction(one.value))
}

/** A place that lives with something handed out: how long, only its users know. */
function openQuestion(code: Code, place: Place) {
  if (place.lifetime === 'closure')
    return undecided(
      'bounded',
      `\`${place.text}\` lives as long as what \`${code.symbolOf(place.owner)}\` returns`
    )
  return survived('bounded', 'no timer removes it, nothing empties or replaces it')
}

function describe(code: Code, store: Store, proof: PromiseProof): Candidate {
  const {place, write, test} = store
  const one = store.key ? `the promise for ${code.show(store.key)}` : 'the promise'
  const what = code.show(initialValue(code, store.value))
  const excused = commentNear(code, write, /reject|fail|on purpose|negative/i)
  const question = openQuestion(code, place)
  const confidence = question.verdict === 'undecided' ? 'medium' : 'high'
  const certainty = excused === undefined ? confidence : lower(confidence)
  return {
    ...located(code, write),
    startLine: code.line(test),
    resource: place.name,
    cause: [store.key ? 'key' : 'whole', place.lifetime, certainty].join(' '),
    title: store.key
      ? `a key of \`${place.text}\` that failed once fails for ever`
      : `after one failure every later call of \`${code.symbolOf(write)}\` fails`,
    failureMode: `${one} is kept in \`${place.text}\` before it settles, and also when it rejects: from then on every caller gets the old error.`,
    precondition: `${what} rejects once for a reason that passes.`,
    failurePath: [
      `The first call stores ${one} (${code.at(write)}).`,
      'It rejects; nothing takes it out.',
      `Later calls find \`${place.text}\` filled (${code.at(test)}) and get the same rejection.`,
      `This lasts until ${place.lifetime === 'instance' ? 'the instance is replaced' : place.lifetime === 'closure' ? 'what holds it is made anew' : 'the process restarts'}.`
    ],
    silence:
      'it is not: each caller sees an error. But the error looks fresh; nothing says that no new attempt was made.',
    silent: false,
    evidence: [
      seen(code, test, `test of \`${place.text}\``),
      seen(code, write, `stored in \`${place.text}\` before it settles, no removal on rejection`)
    ],
    challenged: [
      survived('evicts', noRemoval([place.name])),
      survived('cannot-reject', `${proof.reason}, and nothing catches all its errors`),
      question
    ],
    likelihood: 2,
    spread: place.lifetime === 'instance' || place.lifetime === 'closure' ? 2 : 3,
    confidence: certainty,
    fix: howToForget(`\`${place.text}\``),
    falsifiedBy: `a call that succeeds after ${what} rejected once.`
  }
}

function noRemoval(fields: readonly string[]): string {
  return `no write or removal of ${listed(fields, 'or')} after a failure, here or in a function that is called then`
}

function howToForget(fields: string): string {
  return `forget a rejected promise in ${fields}; take it out while it is still the one stored, and go on sharing it while it is pending.`
}

/** So many fields can be named in one breath. */
const FEW = 3

function howToForgetAll(fields: readonly string[]): string {
  if (fields.length <= FEW) return howToForget(listed(fields))
  return `forget rejected promises in ${fields.length} fields; take each out while it is still the one stored, and go on sharing it while it is pending: ${listed(fields)}.`
}

/** `` `a`, `b` and `c` `` */
function listed(names: readonly string[], last: 'and' | 'or' = 'and'): string {
  const spans = sortedUnique(names).map(name => `\`${name}\``)
  return spans.length < 2 ? spans.join('') : `${spans.slice(0, -1).join(', ')} ${last} ${spans.at(-1)}`
}

/** Several fields of one module with the same fault: one fix, in one place. */
function join(same: readonly [Candidate, ...Candidate[]]): Candidate {
  const [first] = same
  const fields = listed(same.map(one => one.resource))
  const callers = listed(same.map(one => one.symbol))
  const isKeyed = first.cause?.startsWith('key') ?? false
  const lines = (index: number) =>
    same
      .flatMap(({evidence}) => evidence[index] ?? [])
      .map(({path, line}) => `\`${path}:${line}\``)
      .join(', ')
  return {
    ...first,
    title: isKeyed
      ? `a key of ${listed(
          same.map(one => one.resource),
          'or'
        )} that failed once fails for ever`
      : `${callers} go on failing after one failure`,
    failureMode: `${fields} each keep ${isKeyed ? 'the promise of a key' : 'a promise'} before it settles, and also when it rejects: from then on every caller of ${isKeyed ? 'that key' : 'that method'} gets the old error.`,
    precondition: 'the work behind one of them rejects once for a reason that passes.',
    failurePath: [
      `The first call stores its promise (${lines(1)}).`,
      'It rejects; nothing takes it out.',
      `Later calls of the same function${isKeyed ? ' for that key' : ''} find it (${lines(0)}) and get the same rejection.`,
      ...first.failurePath.slice(3)
    ],
    evidence: same.flatMap(({evidence}) => evidence),
    challenged: [
      survived('evicts', noRemoval(same.map(one => one.resource))),
      ...first.challenged
        .slice(1)
        .map((challenge, index) => ({...challenge, evidence: evidenceOf(same, index + 1)}))
    ],
    fix: howToForgetAll(same.map(one => one.resource)),
    falsifiedBy: 'a second call of one of these functions that succeeds after the first one rejected.'
  }
}

function evidenceOf(same: readonly Candidate[], index: number): string {
  return sortedUnique(same.flatMap(({challenged}) => challenged[index]?.evidence ?? [])).join('; ')
}
