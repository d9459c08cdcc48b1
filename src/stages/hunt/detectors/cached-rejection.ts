import type {Node} from '@oxc-project/types'
import {isFunction} from '../../../syntax/is-function.ts'
import {type Candidate, type DetectorContext, defineDetector} from '../define-detector.ts'
import type {Code} from '../machinery/code.ts'
import {detectIn, dropped, type Judged, located, seen, survived, undecided} from '../machinery/detection.ts'
import {callsOf} from '../machinery/entry.ts'
import {commentNear, lower} from '../machinery/intent.ts'
import {findKeyedInits, type KeyedInit} from '../machinery/keyed-init.ts'
import {findLazyInits} from '../machinery/lazy-init.ts'
import {type Place, usesOf} from '../machinery/place.ts'
import {
  cannotReject,
  initialValue,
  isTypedAsPromise,
  type PromiseProof,
  promiseProof,
  startsNoWork
} from '../machinery/promise.ts'
import {isEmptyValue, isResetOnFailure, runsOnFailure} from '../machinery/writes.ts'

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
    bounded: 'Is it forgotten after a time, or does it end with the call that made it?',
    'cannot-reject': 'Is it a promise that never rejects?',
    'same-again': 'Does it only wait for what is there already, so that a new attempt would give the same?',
    'module-system': 'Does the module system remember the failure anyway?'
  },
  detect: context => detectIn(context, judgeModule)
})

type Kill = 'evicts' | 'bounded' | 'cannot-reject' | 'same-again' | 'module-system'

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
    return proof ? [judge(code, store, proof)] : []
  })
}

function typeProof(code: Code, store: Store): PromiseProof | undefined {
  if (!isTypedAsPromise(code, store.place)) return undefined
  return {reason: `\`${store.place.text}\` is declared to hold promises`, made: undefined}
}

function judge(code: Code, store: Store, proof: PromiseProof): Judged {
  const drop = (kill: Kill, reason: string) => dropped(code, store.write, kill, reason)
  const value = initialValue(code, store.value)
  if (value.type === 'ImportExpression')
    return drop('module-system', 'a module that failed to load stays failed')
  const safe = cannotReject(code, store.value, proof)
  if (safe) return drop('cannot-reject', safe)
  if (startsNoWork(proof)) return drop('same-again', 'it starts no work of its own')
  if (isEvicted(code, store)) return drop('evicts', `\`${store.place.text}\` is emptied after a failure`)
  const short = endsWithItsCall(code, store.place)
  if (short) return drop('bounded', short)
  const timed = timedRemoval(code, store.place)
  if (timed) return drop('bounded', `it is forgotten by a timer at ${code.at(timed)}`)
  return describe(code, store, proof)
}

/** Whether a failure empties the place: by a write or `delete`, or by a method of the collection. */
function isEvicted(code: Code, store: Store): boolean {
  if (isResetOnFailure(code, store.place)) return true
  return removals(code, store.place).some(node => runsOnFailure(code, node))
}

function timedRemoval(code: Code, place: Place): Node | undefined {
  return removals(code, place).find(node => {
    for (const ancestor of code.ancestorsOf(node))
      if (
        ancestor.type === 'CallExpression' &&
        /^(?:\w+\.)?set(?:Timeout|Interval)$/.test(code.text(ancestor.callee))
      )
        return true
    return false
  })
}

/** Where the place is emptied, or something is taken out of it. */
function removals(code: Code, place: Place): Node[] {
  return usesOf(code, place).filter(use => {
    const parent = code.parentOf(use)
    if (parent?.type === 'AssignmentExpression') return parent.left === use && isEmptyValue(parent.right)
    if (parent?.type !== 'MemberExpression' || parent.object !== use) return false
    const call = code.parentOf(parent)
    if (call?.type === 'UnaryExpression') return call.operator === 'delete'
    return (
      call?.type === 'CallExpression' &&
      /\.(?:delete|clear|remove|evict|invalidate)$/.test(code.text(call.callee))
    )
  })
}

/** A closure variable ends with the function that owns it, when that function is called inside of others. */
function endsWithItsCall(code: Code, place: Place): string | undefined {
  if (place.lifetime !== 'closure' || !isFunction(place.owner)) return undefined
  if (code.functionOf(place.owner)) return `\`${place.text}\` is made anew inside ${code.at(place.owner)}`
  const inner = callsOf(code, place.owner).find(call => code.functionOf(call))
  return inner && `\`${place.text}\` is made anew at ${code.at(inner)}`
}

/** Whether its lifetime or its being emptied elsewhere leaves open how long the failure stays. */
function openQuestion(code: Code, place: Place) {
  if (place.lifetime === 'closure')
    return undecided(
      'bounded',
      `\`${place.text}\` lives as long as what \`${code.symbolOf(place.owner)}\` returns`
    )
  const removal = removals(code, place)[0]
  if (removal) return undecided('bounded', `${code.at(removal)} empties it, but not because it failed`)
  return survived('bounded', 'no timer removes it, nothing empties it')
}

function describe(code: Code, store: Store, proof: PromiseProof): Candidate {
  const {place, write, test} = store
  const one = store.key ? `the promise for ${code.show(store.key)}` : 'the promise'
  const what = code.show(initialValue(code, store.value))
  const excused = commentNear(code, write, /reject|fail|on purpose|negative/i)
  const confidence = openQuestion(code, place).verdict === 'undecided' ? 'medium' : 'high'
  return {
    ...located(code, write),
    startLine: code.line(test),
    resource: place.name,
    title: store.key
      ? `a key of \`${place.text}\` that failed once fails for ever`
      : `after one failure every later call of \`${code.symbolOf(write)}\` fails`,
    failureMode: `${one} is kept in \`${place.text}\` before it settles, and also when it rejects: from then on every caller gets the old error.`,
    precondition: `${what} rejects once for a passing reason (a time-out, a refused connection, a file not there yet).`,
    failurePath: [
      `The first call stores ${one} (${code.at(write)}).`,
      'It rejects; nothing takes it out.',
      `Later calls find \`${place.text}\` filled (${code.at(test)}) and get the same rejection.`,
      `This lasts until ${place.lifetime === 'instance' ? 'the instance is replaced' : 'the process restarts'}.`
    ],
    silence:
      'it is not: each caller sees an error. But the error looks fresh; nothing says that no new attempt was made.',
    silent: false,
    evidence: [
      seen(code, test, `test of \`${place.text}\``),
      seen(code, write, 'stored before it settles, no removal on rejection')
    ],
    challenged: [
      survived(
        'evicts',
        `no write or removal of \`${place.text}\` in a \`catch\`, \`finally\` or rejection handler of this module`
      ),
      survived('cannot-reject', `${proof.reason}; nothing catches all its errors`),
      openQuestion(code, place)
    ],
    likelihood: 2,
    spread: place.lifetime === 'instance' || place.lifetime === 'closure' ? 2 : 3,
    confidence: excused === undefined ? confidence : lower(confidence),
    fix: `forget ${one} in \`${place.text}\` when it rejects, while it is still the one stored; go on sharing it while it is pending.`,
    falsifiedBy: `a call that succeeds after ${what} rejected once.`
  }
}
