import type {Node} from '@oxc-project/types'
import type {Evidence} from '../../../artifacts/danger-zone.ts'
import {callName, isCall} from '../../../syntax/call-name.ts'
import {wayOut} from '../../../syntax/control-flow/ways.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {walk} from '../../../syntax/walk.ts'
import {type Candidate, type DetectorContext, defineDetector} from '../define-detector.ts'
import {contains} from '../machinery/awaits.ts'
import type {Code} from '../machinery/code.ts'
import {dropped, type Judged, located, seen, survived, undecided} from '../machinery/detection.ts'
import {type Effect, effectsOf, type RefTimer, refTimer} from '../machinery/effects.ts'
import {concurrentEntry} from '../machinery/entry.ts'
import {mayThrow, throwReason} from '../machinery/may-throw.ts'
import {type Place, usesOf} from '../machinery/place.ts'
import {teardownsOf} from '../machinery/teardown.ts'
import {racesOf, timedPromise} from '../machinery/timed-promises.ts'
import {isClearOf, type Timer, timersOf} from '../machinery/timers.ts'

/**
 * A timer that runs on after the work it belongs to: its handle is dropped, or it is cleared on some ways only.
 *
 * A promise that something else settles as well, a `Promise.race`, a function whose `await` may fail before the clearing,
 * an interval nobody can stop, and an effect without cleanup. At most one candidate for each timer.
 */
export default defineDetector({
  id: 'dropped-timer',
  code: 'L7',
  category: 'lifecycle',
  precision: 'B',
  kills: {
    short: 'Is it due so soon that little is held?',
    unreferenced: 'Is it unreferenced, so that it does not keep the process?',
    cleared: 'Is it cleared on every way?',
    'only-end': 'Is the timer all that is waited for?',
    'for-life': 'Is it started once, for the life of the process?',
    fallback: 'Does it end by force what would not end by itself?'
  },
  judge: judgeModule
})

type Kill = 'short' | 'unreferenced' | 'cleared' | 'only-end' | 'for-life' | 'fallback'

/** Source: two seconds is what people wait for without a thought. */
const SHORT_MS = 2000

function judgeModule(code: Code, context: DetectorContext): Judged[] {
  if (timersOf(code).length === 0) return []
  const effects = effectsOf(code)
  return timersOf(code).flatMap(timer => {
    const ref = refTimer(code, timer.call, effects)
    if (ref) return ofRef(code, timer, ref) ?? []
    const effect = effects.find(one => contains(one.fn, timer.call))
    if (effect) return ofEffect(code, timer, effect) ?? []
    if (timer.kind === 'interval') return ofInterval(code, context, timer) ?? []
    return ofPromise(code, context, timer) ?? ofFunction(code, context, timer) ?? []
  })
}

function dropFor(code: Code, timer: Timer) {
  return (kill: Kill, reason: string) => dropped(code, timer.call, kill, reason)
}

/** Why a timer is harmless by itself. */
function harmless(code: Code, timer: Timer, delayMs = timer.delayMs): Judged | undefined {
  const drop = dropFor(code, timer)
  if (delayMs !== undefined && delayMs < SHORT_MS) return drop('short', `it is due after ${delayMs} ms`)
  if (timer.unref) return drop('unreferenced', `\`unref\` is called at ${code.at(timer.call)}`)
  const place = timer.place
  const unref =
    place &&
    code
      .nodes('CallExpression')
      .find(call => code.text(call.callee).replace(/[?!]/g, '') === `${place.text}.unref`)
  return unref && drop('unreferenced', `\`unref\` is called at ${code.at(unref)}`)
}

/** Where a call clears what the place holds. */
function clearsOf(code: Code, place: Place): Node[] {
  return usesOf(code, place).flatMap(use => {
    const call = code.parentOf(use)
    return call && isClearOf(code, call, place) ? [call] : []
  })
}

/** Whether somebody else gets the handle, and may clear it. */
function isGiven(code: Code, place: Place): boolean {
  return usesOf(code, place).some(use => {
    const parent = code.parentOf(use)
    if (!parent || isClearOf(code, parent, place)) return false
    return !(
      parent.type === 'IfStatement' ||
      (parent.type === 'AssignmentExpression' && parent.left === use) ||
      parent.type === 'VariableDeclarator' ||
      parent.type === 'UnaryExpression' ||
      parent.type === 'LogicalExpression' ||
      parent.type === 'BinaryExpression' ||
      (parent.type === 'MemberExpression' && parent.object === use)
    )
  })
}

/** A promise that its timer and something else settle, or that runs in a race. */
function ofPromise(code: Code, context: DetectorContext, timer: Timer): Judged | undefined {
  const promise = timedPromise(code, timer)
  if (!promise) return undefined
  const clears = timer.place ? clearsOf(code, timer.place) : []
  if (!timer.dropped && !timer.place) return undefined
  if (clears.length > 0 || (timer.place && isGiven(code, timer.place)))
    return dropFor(code, timer)('cleared', clearedAt(code, clears[0]))
  const races = promise.otherEnds.length > 0 ? [] : racesOf(context, code, promise)
  const [race] = races
  if (promise.otherEnds.length === 0 && !race)
    return dropFor(code, timer)('only-end', 'nothing but the timer settles its promise')
  const drop = harmless(code, timer, race?.delayMs)
  if (drop) return drop
  return race ? describeRace(code, timer, race) : describePromise(code, timer, promise.otherEnds)
}

function clearedAt(code: Code, clear: Node | undefined): string {
  return clear ? `it is cleared at ${code.at(clear)}` : 'its handle is given to somebody else'
}

/** A timer that its function clears, but not when what it waits for fails, or not on each way out. */
function ofFunction(code: Code, context: DetectorContext, timer: Timer): Judged | undefined {
  const fn = code.functionOf(timer.call)
  const {place} = timer
  if (!fn || place?.kind !== 'variable') return undefined
  const clears = clearsOf(code, place)
  const isClear = (node: Node) => clears.some(clear => contains(node, clear))
  if (!clears.some(clear => code.functionOf(clear) === fn && clear.start > timer.call.end)) return undefined
  if (isGiven(code, place) || clears.some(clear => code.functionOf(clear) !== fn && !isArgument(code, clear)))
    return dropFor(code, timer)('cleared', 'other functions clear it as well')
  const way = wayOut(fn, timer.call, {
    stops: isClear,
    mayThrow: node => mayThrow(code, node, context),
    assume: test => (usesOf(code, place).some(use => contains(test, use)) ? true : undefined)
  })
  if (!way) return dropFor(code, timer)('cleared', clearedAt(code, clears[0]))
  const thrown = way.steps.findLast(step => step.by === 'throw')?.node
  const drop = harmless(code, timer) ?? fallback(code, timer, way.thrownBy ?? thrown)
  if (drop) return drop
  const fails = way.exit === 'throw' || thrown !== undefined
  const last = way.thrownBy ?? thrown ?? way.steps.at(-1)?.node
  const clear = clears.find(one => code.functionOf(one) === fn)
  if (!last || !clear) return undefined
  const why = throwReason(code, last, context) ?? 'it leaves the function'
  return describe(code, timer, {
    end: isNear(code, timer.call, last) ? last : timer.call,
    title: `the timer of \`${code.symbolOf(timer.call)}\` runs on when ${fails ? 'the work fails' : 'it leaves early'}`,
    failureMode: `\`${place.text}\` is cleared at ${code.at(clear)}, and on the way through ${code.at(last)} it is not: ${work(code, timer)}`,
    precondition: `${code.show(last)} ${fails ? 'fails' : 'is reached'} (${why}).`,
    failurePath: [
      `The timer is started (${code.at(timer.call)}).`,
      fails
        ? `${code.show(last)} fails and control leaves (${code.at(last)}), past the clearing (${code.at(clear)}).`
        : `${code.show(last)} leaves the function (${code.at(last)}) without the clearing (${code.at(clear)}).`,
      `${after(code, timer)} its callback runs, for work that is over.`
    ],
    evidence: [
      seen(code, last, fails ? why : 'a way out without the clearing'),
      seen(code, clear, 'cleared here only')
    ],
    survivor: `a way from the timer to ${code.at(last)} leads past each clearing`,
    likelihood: 2,
    spread: 2,
    fix: `clear \`${place.text}\` in a \`finally\` around the work.`
  })
}

/** A timer that kills what failed to close: when that fails, it is needed. */
function fallback(code: Code, timer: Timer, failing: Node | undefined): Judged | undefined {
  const call = failing?.type === 'AwaitExpression' ? unwrap(failing.argument) : failing
  if (!isCall(call) || !ENDS.test(callName(call) ?? '')) return undefined
  const force = timer.callback && forceIn(timer.callback)
  return (
    force &&
    dropFor(code, timer)('fallback', `${code.show(force)} is for the case that ${code.show(call)} fails`)
  )
}

const ENDS =
  /^(?:wait_?(?:for|until)?_?)?(?:close|end|stop|quit|exit|disconnect|destroy|terminate|shut_?down|kill|drain)(?![a-z])/i
const FORCES = /^(?:kill|terminate|exit|abort|destroy|force\w*)$/i

function forceIn(callback: Node): Node | undefined {
  let found: Node | undefined
  walk(callback, node => {
    if (isCall(node) && FORCES.test(callName(node) ?? '')) found ??= node
  })
  return found
}

/** Whether a node stands in a function that is made for a call: `promise.finally(() => clearTimeout(timer))`. */
function isArgument(code: Code, node: Node): boolean {
  const fn = code.functionOf(node)
  const call = fn && code.parentOf(fn)
  return call?.type === 'CallExpression' && call.arguments.includes(fn as never)
}

/** A finding spans at most sixty lines. */
function isNear(code: Code, start: Node, end: Node): boolean {
  return end.start > start.end && code.endLine(end) - code.line(start) < 60
}

/** An interval of which nobody has the handle, started where it may be started again. */
function ofInterval(code: Code, context: DetectorContext, timer: Timer): Judged | undefined {
  const fn = code.functionOf(timer.call)
  const isLost = timer.dropped || (timer.place?.kind === 'variable' && usesOf(code, timer.place).length <= 1)
  if (!isLost) return undefined
  const drop = dropFor(code, timer)
  if (timer.unref) return drop('unreferenced', `\`unref\` is called at ${code.at(timer.call)}`)
  const owner = fn && code.thisOwner(timer.call)
  const [teardown] = owner ? teardownsOf(code, owner) : []
  const entry = fn && concurrentEntry(context, code, fn)
  const isHandler = entry !== undefined && /handler registered/.test(entry.reason)
  if (!entry || (!teardown && !isHandler))
    return drop('for-life', 'nothing shows that what it belongs to ends before the process')
  return describe(code, timer, {
    end: timer.call,
    title: `each call of \`${code.symbolOf(timer.call)}\` starts an interval that never ends`,
    failureMode: `${code.show(timer.call)} is started in each call, and nobody keeps its handle: ${work(code, timer)}`,
    precondition: `${teardown ? `\`${teardown.name}\` is called, or \`${code.symbolOf(timer.call)}\` a second time` : `it runs more than once: ${entry.reason}`}.`,
    failurePath: [
      `A call starts the interval (${code.at(timer.call)}); its handle is dropped.`,
      teardown
        ? `\`${teardown.name}\` ends the rest (${code.at(teardown.fn)}); the interval runs on.`
        : 'What it was started for ends, the interval does not.',
      'After the next call two of them run.'
    ],
    evidence: teardown ? [seen(code, teardown.fn, 'the teardown, which has no handle to clear')] : [],
    survivor: 'without its handle nothing can clear it',
    likelihood: 2,
    spread: 2,
    fix: 'keep the handle and clear it when the work ends.',
    open: !entry.sure
  })
}

/** A repeated or long timer of an effect whose cleanup does not clear it. */
function ofEffect(code: Code, timer: Timer, effect: Effect): Judged | undefined {
  if (code.functionOf(timer.call) !== effect.fn || timer.kind !== 'interval') return undefined
  const drop = dropFor(code, timer)
  const clear = clearIn(code, effect.cleanup)
  if (clear || effect.open) return drop('cleared', clearedAt(code, clear))
  return describe(code, timer, {
    end: timer.call,
    title: `the interval of \`${code.symbolOf(timer.call)}\` is not cleared when the effect ends`,
    failureMode: `the effect at ${code.at(effect.call)} starts an interval and ${effect.cleanup ? 'its cleanup clears none' : 'returns no cleanup'}: ${work(code, timer)}`,
    precondition: 'the component is taken down, or the effect runs again.',
    failurePath: [
      `The effect starts the interval (${code.at(timer.call)}).`,
      `The component goes, or a dependency changes; nothing clears it${effect.cleanup ? ` (${code.at(effect.cleanup)})` : ''}.`,
      'It runs on with what it saw, and each further run of the effect adds another.'
    ],
    evidence: [seen(code, effect.call, 'the effect')],
    survivor: effect.cleanup ? 'the cleanup clears no timer' : 'the effect returns no cleanup',
    likelihood: 3,
    spread: 2,
    fix: 'return a function from the effect that clears the interval.'
  })
}

/** A timer kept in a `ref`, in a component with effects of which none clears it. */
function ofRef(code: Code, timer: Timer, {ref, effects, cleared}: RefTimer): Judged | undefined {
  const drop = dropFor(code, timer)
  if (cleared) return drop('cleared', clearedAt(code, cleared))
  const [effect] = effects.filter(one => one.cleanup)
  if (
    !effect?.cleanup ||
    !effects.some(one => contains(one.fn, timer.call) || isNamedIn(code, one.fn, timer))
  )
    return undefined
  const brief = timer.kind === 'timeout' ? harmless(code, timer) : undefined
  if (brief) return brief
  return describe(code, timer, {
    end: timer.call,
    title: `the ${timer.kind} in \`${ref}.current\` is not cleared when the component goes`,
    failureMode: `an effect starts the ${timer.kind} and keeps it in \`${ref}.current\`; the cleanup at ${code.at(effect.cleanup)} undoes the rest and does not name \`${ref}\`.`,
    precondition: 'the component is taken down while the timer runs.',
    failurePath: [
      `The ${timer.kind} is started (${code.at(timer.call)}).`,
      `The component goes, and its cleanup runs (${code.at(effect.cleanup)}).`,
      `${after(code, timer)} the callback runs for a component that is gone.`
    ],
    evidence: [seen(code, effect.cleanup, `the cleanup, without \`${ref}\``)],
    survivor: `no cleanup of the component names \`${ref}\``,
    likelihood: 2,
    spread: 1,
    fix: `clear \`${ref}.current\` in the cleanup too.`
  })
}

/** Whether an effect names the function that starts the timer. */
function isNamedIn(code: Code, effect: Node, timer: Timer): boolean {
  for (const ancestor of code.ancestorsOf(timer.call)) {
    if (ancestor.type !== 'VariableDeclarator' && ancestor.type !== 'FunctionDeclaration') continue
    const uses = ancestor.id ? (code.bindingOf(ancestor.id as Node)?.uses ?? []) : []
    if (uses.some(use => contains(effect, use.identifier))) return true
  }
  return false
}

function clearIn(code: Code, cleanup: Node | undefined): Node | undefined {
  let found: Node | undefined
  if (!cleanup) return undefined
  walk(cleanup, node => {
    if (
      node.type === 'CallExpression' &&
      /(?:clear|stop|cancel|dispose|destroy|close)/i.test(code.text(node.callee))
    )
      found ??= node
  })
  return found
}

interface Wording {
  readonly end: Node
  readonly title: string
  readonly failureMode: string
  readonly precondition: string
  readonly failurePath: readonly string[]
  readonly evidence: readonly Evidence[]
  readonly survivor: string
  readonly likelihood: 1 | 2 | 3
  readonly spread: 1 | 2 | 3
  readonly fix: string
  readonly open?: boolean
}

function describePromise(code: Code, timer: Timer, otherEnds: readonly Node[]): Candidate {
  const [first] = otherEnds
  const other = first ?? timer.call
  return describe(code, timer, {
    end: timer.call,
    title: `the timer of \`${code.symbolOf(timer.call)}\` runs on after its promise is settled`,
    failureMode: `${code.show(timer.call)} is started and ${handleGone(timer)}. When the promise is settled at ${code.at(other)} first, ${work(code, timer)}`,
    precondition: `the promise is settled before the timer is due (${code.at(other)}): the usual case.`,
    failurePath: [
      `The timer is started (${code.at(timer.call)}); ${handleGone(timer)}.`,
      `The promise is settled by something else (${code.at(other)}).`,
      `${after(code, timer)} the callback runs all the same; until then it holds what it refers to${keepsProcess(code)}.`
    ],
    evidence: [seen(code, other, 'the promise is settled here as well')],
    survivor: `\`${code.text(other)}\` at ${code.at(other)} settles the promise without the timer`,
    likelihood: 3,
    spread: 1,
    fix: 'keep the handle, and clear it where the promise is settled.'
  })
}

function describeRace(
  code: Code,
  timer: Timer,
  race: {code: Code; call: Node; entrant: Node; delayMs: number | undefined}
): Candidate {
  const isHere = race.code === code && contains(race.call, timer.call)
  const at = isHere ? timer.call : race.call
  const made = describe(race.code, timer, {
    end: at,
    title: `the timer of a race in \`${race.code.symbolOf(race.call)}\` runs on when the work wins`,
    failureMode: `${race.code.show(race.call)} gives the first answer and leaves the timer of ${code.at(timer.call)} running: ${handleGone(timer)}, so nothing can clear it.`,
    precondition: `the other member of the race wins (${race.code.at(race.call)}): the usual case.`,
    failurePath: [
      `The race begins and starts the timer (${code.at(timer.call)}).`,
      `The work wins (${race.code.at(race.call)}), and the race forgets the other promise.`,
      `${after(code, timer, race.delayMs)} the callback runs all the same; until then the timer holds what it refers to${keepsProcess(race.code)}.`
    ],
    evidence: [
      {path: race.code.path, line: race.code.line(race.call), note: 'the race'},
      seen(code, timer.call, handleGone(timer))
    ],
    survivor: `${race.code.at(race.call)} waits for something else as well`,
    likelihood: 3,
    spread: 1,
    fix: 'keep the handle and clear it in a `finally` around the race.'
  })
  return {
    ...made,
    ...located(race.code, race.call),
    startLine: race.code.line(at),
    endLine: race.code.endLine(at)
  }
}

function handleGone(timer: Timer): string {
  return timer.place ? `\`${timer.place.text}\` is never cleared` : 'its handle is dropped'
}

/** A browser ends no process for want of timers. */
function keepsProcess(code: Code): string {
  const isBrowser =
    /\.[jt]sx$/.test(code.path) || /\b(?:window|document)\.|\buse(?:Effect|Ref)\(/.test(code.ast.text)
  return isBrowser ? '' : ', and keeps the process from ending'
}

/** What is bad about a timer that runs on, as a clause about it. */
function work(code: Code, timer: Timer): string {
  if (timer.kind === 'interval') return `it runs on and holds what it refers to${keepsProcess(code)}.`
  return `the callback still runs ${after(code, timer).replace(/^A/, 'a').replace(/,$/, '')}; until then it holds what it refers to${keepsProcess(code)}.`
}

function after(code: Code, timer: Timer, delayMs = timer.delayMs): string {
  if (delayMs !== undefined) return `After ${delayMs >= 1000 ? `${delayMs / 1000} s` : `${delayMs} ms`},`
  const delay = timer.call.arguments[1]
  return `After ${delay ? code.show(delay) : 'its delay'},`
}

function describe(code: Code, timer: Timer, wording: Wording): Candidate {
  const {survivor, evidence, end, open, ...texts} = wording
  return {
    ...located(code, timer.call),
    endLine: code.endLine(end),
    ...texts,
    resource: timer.place?.name ?? timer.kind,
    silence: 'a timer that runs on says nothing; its callback finds everything settled.',
    silent: true,
    evidence: [seen(code, timer.call, `the ${timer.kind} starts here`), ...evidence],
    challenged: [
      timer.delayMs === undefined && timer.kind === 'timeout'
        ? undecided('short', 'how long it runs is not seen in the module')
        : survived('short', `it is due ${after(code, timer).replace(/^A/, 'a').replace(/,$/, '')}`),
      survived('unreferenced', 'nothing calls `unref`'),
      survived('cleared', survivor),
      ...(open ? [undecided('for-life', 'no instance was seen to be shared')] : [])
    ],
    confidence: open || onlyLogs(code, timer) ? 'low' : 'medium',
    falsifiedBy: `a run after which no timer of ${code.at(timer.call)} is pending.`
  }
}

/** Whether all that is late is a line in a log. */
function onlyLogs(code: Code, {callback}: Timer): boolean {
  return (
    callback !== undefined && /=>\s*(?:console|debug|log|logger)[.\w]*\([^{}]*\)$/.test(code.text(callback))
  )
}
