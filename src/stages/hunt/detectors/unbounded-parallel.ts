import type {Node} from '@oxc-project/types'
import {callName, isCall} from '../../../syntax/call-name.ts'
import {isFunction} from '../../../syntax/is-function.ts'
import {isLoop} from '../../../syntax/is-loop.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {type Candidate, type DetectorContext, defineDetector} from '../define-detector.ts'
import type {Call, FoundCall} from '../machinery/api/call-search.ts'
import {runIn} from '../machinery/api/call-search.ts'
import {type Handle, openHandle} from '../machinery/api/open-handles.ts'
import {contains} from '../machinery/awaits.ts'
import type {Code} from '../machinery/code.ts'
import {dropped, type Judged, located, seen, survived} from '../machinery/detection.ts'
import {commentNear, lower} from '../machinery/intent.ts'
import {type ListOrigin, listOrigin} from '../machinery/list-origin.ts'
import {shortList} from '../machinery/list-size.ts'
import {type ParallelWork, parallelWork} from '../machinery/parallel-work.ts'
import {resolveFunction} from '../machinery/resolve.ts'

/**
 * Files, connections or processes opened for all members of a list at once, where the list is as long as the input.
 *
 * At most one candidate for each list of promises.
 */
export default defineDetector({
  id: 'unbounded-parallel',
  code: 'F2',
  category: 'fan-out',
  precision: 'B',
  kills: {
    bounded: 'Is the list known to be short?',
    chunked: 'Is the list a part of a longer one, taken piece by piece?',
    limited: 'Does a limiter, queue or semaphore hold the work back?',
    browser: 'Does a browser run it, which limits connections itself?'
  },
  judge: judgeModule
})

type Kill = 'bounded' | 'chunked' | 'limited' | 'browser'

interface Fan {
  readonly work: ParallelWork
  /** The call in the body that leads to the handle. */
  readonly call: Call
  readonly opened: FoundCall<Handle>
  readonly origin: ListOrigin
}

function judgeModule(code: Code, context: DetectorContext): Judged[] {
  const seenTurns = new Set<Node>()
  return parallelWork(code).flatMap(work => {
    if (seenTurns.has(work.turns)) return []
    seenTurns.add(work.turns)
    const opening = firstHandle(context, code, work.body)
    if (!opening) return []
    const short = shortList(code, work.list)
    if (short) return [dropped(code, work.all, 'bounded', short)]
    const origin = listOrigin(code, work.list)
    return origin && isWorth(origin, opening.opened) ? [judge(code, {work, origin, ...opening})] : []
  })
}

/** Folders that are listed, and functions that are only named so, are doubtful for lists that were only handed in. */
function isWorth(origin: ListOrigin, {value, call}: FoundCall<Handle>): boolean {
  return origin.kind === 'listing' || (value.sure && callName(call) !== 'readdir')
}

/** The first call of what runs for each member that holds something open. */
function firstHandle(
  context: DetectorContext,
  code: Code,
  body: Node
): {call: Call; opened: FoundCall<Handle>} | undefined {
  const located = resolveFunction(context, code, body)
  const fn =
    located?.fn ?? (isCall(body) && isFunction(unwrap(body.callee)) ? unwrap(body.callee) : undefined)
  const inside = located?.code ?? code
  const calls: readonly Call[] =
    fn && isFunction(fn)
      ? runIn(inside, fn)
      : code.nodes('CallExpression').filter(call => contains(body, call))
  for (const call of calls) {
    const opened = openHandle(context, inside, call)
    if (opened) return {call, opened}
  }
  return undefined
}

function judge(code: Code, fan: Fan): Judged {
  const drop = (kill: Kill, reason: string) => dropped(code, fan.work.all, kill, reason)
  const piece = pieceOf(code, fan.work)
  if (piece) return drop('chunked', piece)
  const limit = limiter(code, fan)
  if (limit) return drop('limited', limit)
  if (fan.opened.value.kind === 'connection' && isBrowserCode(code))
    return drop('browser', 'the module renders or asks the window')
  return describe(code, fan)
}

const PIECES = /chunk|batch|\bslice\(|\bsplice\(|\bpage\b|group/i

/** `chunk`, `files.slice(at, at + 10)`, and a list named so. */
function pieceOf(code: Code, {list, turns}: ParallelWork): string | undefined {
  const node = unwrap(list)
  const made = node.type === 'Identifier' ? code.bindingOf(node)?.definitions[0]?.node : undefined
  const init = made?.type === 'VariableDeclarator' ? made.init : undefined
  const text = `${code.text(node)} ${init ? code.text(init) : ''}`
  if (!PIECES.test(text)) return undefined
  const isInLoop = [...code.ancestorsOf(turns)].some(isLoop)
  return isInLoop || /chunk|batch/i.test(text) ? `${code.show(list)} is a part of a list` : undefined
}

const LIMITS = /limit|throttl|queue|pool|sema(?:phore)?|concurren|schedul|bottleneck|mutex|slots?\b|worker/i

/** A call around the work that is named like a limiter, or an acquire before it. */
function limiter(code: Code, {work, call, opened}: Fan): string | undefined {
  for (const ancestor of [call, ...code.ancestorsOf(call)]) {
    if (ancestor === work.turns) break
    if (isCall(ancestor) && LIMITS.test(code.text(ancestor.callee)))
      return `${code.show(ancestor.callee)} at ${code.at(ancestor)} holds it back, by its name`
  }
  const acquire = code
    .nodes('CallExpression')
    .find(one => contains(work.body, one) && /^(?:acquire|take|wait|enter)/.test(callName(one) ?? ''))
  if (acquire) return `${code.show(acquire)} at ${code.at(acquire)} waits for a turn`
  const hop = opened.through.find(each =>
    LIMITS.test(each.code.text(each.fn).replace(/\/\/.*|\/\*[\s\S]*?\*\//g, ''))
  )
  return hop && `${hop.code.at(hop.fn)} holds it back, by the names in it`
}

function isBrowserCode(code: Code): boolean {
  return /\.[jt]sx$/.test(code.path) || /\b(?:window|document)\.|['"]use client['"]/.test(code.ast.text)
}

const COSTS = {
  file: {
    what: 'a file',
    many: 'files',
    end: 'the process runs out of file descriptors (`EMFILE`), also for everything else it does'
  },
  connection: {
    what: 'a connection',
    many: 'connections',
    end: 'the other side answers with 429 or resets, and sockets and memory grow with the list'
  },
  process: {
    what: 'a child process',
    many: 'processes',
    end: 'the machine runs out of processes or memory (`EAGAIN`, `ENOMEM`)'
  }
}

function describe(code: Code, {work, call, opened, origin}: Fan): Candidate {
  const {kind, sure} = opened.value
  const cost = COSTS[kind]
  const list = code.show(work.list)
  const where = opened.through.length > 0 ? `, which leads to ${opened.code.at(opened.call)}` : ''
  const isScript = /(?:^|\/)(?:scripts?|bench\w*|tools)\//.test(code.path)
  const excused = commentNear(code, work.all, /on purpose|few|small|at most|bounded/i)
  const confidence = !sure ? 'low' : origin.kind === 'listing' ? 'high' : 'medium'
  const inTurns = contains(work.turns, call) ? call : work.turns
  const start = Math.max(Math.min(code.line(work.all), code.line(inTurns)), code.endLine(work.all) - 40)
  return {
    ...located(code, work.all),
    startLine: Math.min(start, code.line(work.all)),
    resource: callName(opened.call) ?? kind,
    title: `${cost.many} are opened for all members of ${list} at once`,
    failureMode: `${code.show(call)} is begun for every member of ${list} before the first is done (${code.at(call)}${where}); each holds ${cost.what} open. Nothing limits how many run at once, and the list is as long as the input: ${origin.reason}.`,
    precondition: `${list} holds some thousand members.`,
    failurePath: [
      `${origin.reason}.`,
      `For each member ${code.show(call)} begins (${code.at(call)}${where}).`,
      `All are waited for together only afterwards (${code.at(work.all)}): ${cost.end}.`
    ],
    silence:
      'it works with the lists of tests; the limit of the machine is met at once, and by chance elsewhere.',
    silent: false,
    evidence: [
      seen(code, work.turns, `one turn for each member of ${list}`),
      seen(
        opened.code,
        opened.call,
        sure ? `holds ${cost.what} open` : `by its name holds ${cost.what} open`
      ),
      seen(code, work.all, 'waits for all')
    ],
    challenged: [
      survived('bounded', origin.reason),
      survived('chunked', `${list} is the whole list`),
      survived('limited', 'no limiter, queue or semaphore stands between'),
      survived(
        'browser',
        kind === 'connection' ? 'nothing shows that a browser runs it' : 'it does not run in a browser'
      )
    ],
    likelihood: isScript ? 1 : origin.kind === 'listing' ? 3 : 2,
    spread: kind === 'connection' ? 2 : 3,
    confidence: excused === undefined ? confidence : lower(confidence),
    fix: 'run a fixed number at a time, with a limiter (`p-limit`) or in slices.',
    falsifiedBy: `a list of ten thousand members during which at most a fixed number of ${cost.many} are open.`
  }
}
