import type {CallExpression, Node} from '@oxc-project/types'
import type {Confidence} from '../../../artifacts/danger-zone.ts'
import {callName, isCall, receiverOf} from '../../../syntax/call-name.ts'
import type {FunctionNode} from '../../../syntax/is-function.ts'
import {isLoop} from '../../../syntax/is-loop.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import {propertyName} from '../../../syntax/property-name.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {type Candidate, type DetectorContext, defineDetector} from '../define-detector.ts'
import {runIn} from '../machinery/api/call-search.ts'
import {calledFunction} from '../machinery/api/called-function.ts'
import {type Query, queryOf} from '../machinery/api/queries.ts'
import {contains} from '../machinery/awaits.ts'
import type {Code} from '../machinery/code.ts'
import {dropped, type Judged, located, seen, survived} from '../machinery/detection.ts'
import {callsOf} from '../machinery/entry.ts'
import {commentNear, lower} from '../machinery/intent.ts'
import {shortList} from '../machinery/list-size.ts'
import type {Located} from '../machinery/resolve.ts'
import {bindingsIn, mentions, type Turns, turnsAround} from '../machinery/turns.ts'

/**
 * A query for one key in each turn of a loop, or in each call of a recursion over rows, where one query for all keys would do.
 *
 * At most one candidate for each loop, its first query, and for each recursive function.
 */
export default defineDetector({
  id: 'query-in-loop',
  code: 'F1',
  category: 'fan-out',
  precision: 'B',
  kills: {
    bounded: 'Is the list known to be short?',
    leaves: 'Does the loop end at the first hit?',
    dependent: 'Does a turn need the result of the one before?',
    chunked: 'Is each turn about many keys already?',
    cached: 'Does a loader or a map keep what was read?',
    locked: 'Is each row locked on purpose?'
  },
  judge: judgeModule
})

type Kill = 'bounded' | 'leaves' | 'dependent' | 'chunked' | 'cached' | 'locked'

/** A query that runs once for each member of a list. */
interface Repeated {
  readonly query: Query
  /** The call inside the loop: the query, or the call of a function that makes it. */
  readonly call: CallExpression
  readonly through: Located | undefined
  readonly turns: Turns
}

function judgeModule(code: Code, context: DetectorContext): Judged[] {
  const judged: Judged[] = []
  const reported = new Set<Node>()
  for (const call of code.nodes('CallExpression')) {
    const own = queryOf(context, code, call)
    const recursion = own && recursionOf(code, own)
    if (recursion) {
      judged.push(judgeRecursion(code, own, recursion))
      continue
    }
    const repeated = repeatedAt(context, code, call, own)
    if (!repeated || reported.has(repeated.turns.node)) continue
    const verdict = judge(code, repeated)
    judged.push(verdict)
    if (!('kill' in verdict)) reported.add(repeated.turns.node)
  }
  return judged
}

function repeatedAt(
  context: DetectorContext,
  code: Code,
  call: CallExpression,
  own: Query | undefined
): Repeated | undefined {
  const turns = call.arguments.length > 0 ? turnsAround(code, call) : undefined
  if (!turns || !call.arguments.some(argument => mentions(code, argument, turns.items))) return undefined
  if (own) return {query: own, call, through: undefined, turns}
  const through = calledFunction(context, code, call)
  if (!through || (through.code === code && contains(through.fn, call))) return undefined
  const query = queryInside(context, through)
  return query && {query, call, through, turns}
}

const insides = new WeakMap<FunctionNode, Query | null>()

/** The one query of a function that its parameters are the key of. */
function queryInside(context: DetectorContext, {code, fn}: Located): Query | undefined {
  const known = insides.get(fn)
  if (known !== undefined) return known ?? undefined
  const parameters = new Set(fn.params.flatMap(parameter => bindingsIn(code, parameter as Node)))
  const queries = runIn(code, fn).flatMap(call => (isCall(call) ? (queryOf(context, code, call) ?? []) : []))
  const [first] = queries
  const found =
    first &&
    !turnsAround(code, first.call) &&
    first.call.arguments.some(each => mentions(code, each, parameters))
      ? first
      : undefined
  insides.set(fn, found ?? null)
  return found
}

function judge(code: Code, repeated: Repeated): Judged {
  const {call, turns, query, through} = repeated
  const drop = (kill: Kill, reason: string) => dropped(code, call, kill, reason)
  if (turns.parallel && query.pipelined)
    return drop('chunked', 'the client sends what is asked at once in one round')
  const short = shortList(code, turns.list)
  if (short) return drop('bounded', short)
  const chunks = chunked(code, call, turns)
  if (chunks) return drop('chunked', chunks)
  const exit = leavesEarly(code, call, turns)
  if (exit) return drop('leaves', `the loop may end at ${code.at(exit)}`)
  const carried = carriedOver(code, call, turns)
  if (carried)
    return drop('dependent', `${code.show(carried)} at ${code.at(carried)} is made by an earlier turn`)
  const cache = cachedBy(code, call, turns, through)
  if (cache) return drop('cached', cache)
  const lock = lockOf(query)
  if (lock) return drop('locked', lock)
  return describe(code, repeated)
}

/** The loop goes over parts of a list, or the key is a list itself. */
function chunked(code: Code, call: CallExpression, turns: Turns): string | undefined {
  const text = code.text(turns.list)
  if (/chunk|batch|partition|pages?\b/i.test(text)) return `${code.show(turns.list)} holds parts of a list`
  const words = call.arguments.map(argument => code.text(argument)).join(' ')
  return /\b(?:Op\.in|In\(|\$in\b|in:|ANY\()/.test(words)
    ? `${code.show(call)} asks for many keys`
    : undefined
}

/** A `return` or `break` of the loop itself, after the query. */
function leavesEarly(code: Code, call: Node, turns: Turns): Node | undefined {
  if (isCall(turns.node))
    return /^(?:some|every|find)$/.test(callName(turns.node) ?? '') ? turns.node : undefined
  const fn = code.functionOf(turns.body)
  const exits: readonly Node[] = [...code.nodes('ReturnStatement'), ...code.nodes('BreakStatement')]
  return exits.find(
    exit =>
      exit.end > call.end &&
      contains(turns.body, exit) &&
      code.functionOf(exit) === fn &&
      (exit.type === 'ReturnStatement' || breaks(code, exit) === turns.node)
  )
}

/** The loop or `switch` that a `break` ends. */
function breaks(code: Code, exit: Node): Node | undefined {
  for (const ancestor of code.ancestorsOf(exit))
    if (isLoop(ancestor) || ancestor.type === 'SwitchStatement') return ancestor
  return undefined
}

/** A variable of outside the loop that a turn writes, and that the query asks with. */
function carriedOver(code: Code, call: CallExpression, turns: Turns): Node | undefined {
  return code.nodes('AssignmentExpression').find(({left, start, end}) => {
    if (left.type !== 'Identifier' || start < turns.body.start || end > turns.body.end) return false
    const binding = code.bindingOf(left)
    const isOuter = binding && !binding.definitions.some(({name}) => contains(turns.node, name))
    return isOuter === true && call.arguments.some(argument => mentions(code, argument, new Set([binding])))
  })
}

const KEEPS = /cache|memo|loader/i

function cachedBy(
  code: Code,
  call: CallExpression,
  turns: Turns,
  through: Located | undefined
): string | undefined {
  if (KEEPS.test(code.text(call.callee))) return `${code.show(call.callee)} keeps what was read, by its name`
  const test = code
    .nodes('CallExpression')
    .find(
      one =>
        contains(turns.body, one) &&
        one.start < call.start &&
        /^(?:has|get)$/.test(callName(one) ?? '') &&
        one.arguments.length === 1 &&
        isStored(code, one, turns)
    )
  if (test) return `${code.show(test)} at ${code.at(test)} is asked first`
  const inner = through && /\b\w*(?:cache|memo|loader)\w*\b/i.exec(through.code.text(through.fn))?.[0]
  return inner && `\`${inner}\` in ${through.code.at(through.fn)} keeps what was read, by its name`
}

/** Whether the same map is also filled in the turn. */
function isStored(code: Code, test: CallExpression, turns: Turns): boolean {
  const receiver = receiverOf(test)
  const name = receiver && memberPath(receiver)
  return (
    name !== undefined &&
    code
      .nodes('CallExpression')
      .some(
        one =>
          contains(turns.body, one) &&
          /^(?:set|add)$/.test(callName(one) ?? '') &&
          memberPath(receiverOf(one) ?? one) === name
      )
  )
}

function lockOf({call}: Query): string | undefined {
  const [first] = call.arguments
    .flatMap(argument => (argument.type === 'ObjectExpression' ? argument.properties : []))
    .filter(each => each.type === 'Property' && /^(?:lock|skipLocked)$/.test(propertyName(each) ?? ''))
  return first && 'its options lock the row'
}

/** A self-call of the query's function, for rows that the query gave. */
interface Recursion {
  readonly fn: FunctionNode
  readonly rows: Turns
  readonly again: CallExpression
}

function recursionOf(code: Code, {call}: Query): Recursion | undefined {
  const fn = code.functionOf(call)
  if (!fn || turnsAround(code, call)) return undefined
  const parameters = new Set(fn.params.flatMap(parameter => bindingsIn(code, parameter as Node)))
  if (!call.arguments.some(argument => mentions(code, argument, parameters))) return undefined
  const rows = rowsOf(code, call)
  for (const again of callsOf(code, fn)) {
    const turns = contains(fn, again) ? turnsAround(code, again) : undefined
    if (
      !turns ||
      !contains(fn, turns.node) ||
      !again.arguments.some(each => mentions(code, each, turns.items))
    )
      continue
    if (contains(turns.list, call) || mentions(code, turns.list, rows)) return {fn, rows: turns, again}
  }
  return undefined
}

/** The variables that hold what the query gave. */
function rowsOf(code: Code, call: Node): ReadonlySet<NonNullable<ReturnType<Code['bindingOf']>>> {
  for (const ancestor of code.ancestorsOf(call)) {
    if (ancestor.type === 'VariableDeclarator') return new Set(bindingsIn(code, ancestor.id))
    if (ancestor.type !== 'AwaitExpression' && unwrap(ancestor) === ancestor) break
  }
  return new Set()
}

function judgeRecursion(code: Code, query: Query, {fn, rows, again}: Recursion): Judged {
  const name = callName(again) ?? 'it'
  const what = targetOf(code, query.call)
  return {
    ...located(code, fn),
    resource: `${what}.recursion`,
    title: `\`${name}\` makes one query of \`${what}\` for each row of the tree below it`,
    failureMode: `\`${name}\` reads the rows below one key (${code.at(query.call)}) and calls itself for each of them (${code.at(again)}). A tree of n rows costs n + 1 queries, one after the other.`,
    precondition: 'a tree of some hundred rows, or a connection with some milliseconds of delay.',
    failurePath: [
      `${code.show(query.call)} reads the rows of one key (${code.at(query.call)}).`,
      `For each row \`${name}\` is called again (${code.at(again)}).`,
      `Each call makes a query of its own, also for rows that have nothing below them: the time grows with the number of rows.`
    ],
    silence: 'each query is fast by itself; slow-query logs stay empty.',
    silent: true,
    evidence: [
      seen(code, query.call, `a query for one key; ${query.reason}`),
      seen(code, again, 'calls itself for each row')
    ],
    challenged: [
      survived('bounded', `${code.show(rows.list)} is what the query gave`),
      survived('chunked', 'the query asks for one key'),
      survived('cached', 'nothing keeps what was read')
    ],
    likelihood: 3,
    spread: 2,
    confidence: intended(code, query.call, query.sure ? 'high' : 'medium'),
    fix: `read a whole level with ${query.batch}, or the tree with one recursive query, and go on with what was read.`,
    falsifiedBy: 'a number of queries that does not grow with the number of rows.'
  }
}

function describe(code: Code, {query, call, through, turns}: Repeated): Candidate {
  const what = targetOf(code, through ? call : query.call)
  const list = code.show(turns.list)
  const isScript = /(?:^|\/)(?:scripts?|migrations?|seeds?|seeders|bin|tools)\//.test(code.path)
  return {
    ...located(code, call),
    startLine: Math.max(code.line(turns.node), code.line(call) - 20),
    resource: what,
    title: `one query of \`${what}\` for each member of ${list}`,
    failureMode: `${turns.parallel ? 'all members' : 'each turn'} of the ${isCall(turns.node) ? `\`${callName(turns.node)}\`` : 'loop'} over ${list} (${code.at(turns.node)}) ${turns.parallel ? 'ask' : 'asks'} for one key at ${code.at(call)}${through ? `, through ${through.code.at(through.fn)}` : ''}. A list of n members costs n queries${turns.parallel ? ' at once' : ', one after the other'}.`,
    precondition: `${list} holds more than a few members.`,
    failurePath: [
      `The ${isCall(turns.node) ? 'callback' : 'loop'} begins a turn for each member of ${list} (${code.at(turns.node)}).`,
      `${code.show(call)} asks for that member alone (${code.at(call)})${through ? `; the query is at ${through.code.at(query.call)}` : ''}.`,
      turns.parallel
        ? 'All queries wait for the same pool of connections, and other requests wait behind them.'
        : 'The delays add up: the time grows with the number of members.'
    ],
    silence: 'each query is fast by itself; slow-query logs stay empty.',
    silent: true,
    evidence: [
      seen(code, turns.node, `runs for each member of ${list}`),
      seen(code, call, through ? 'leads to a query for one key' : `a query for one key; ${query.reason}`),
      ...(through ? [seen(through.code, query.call, query.reason)] : [])
    ],
    challenged: [
      survived('bounded', `nothing limits ${list}`),
      survived('chunked', 'each turn is about one key'),
      survived('leaves', 'no `return` or `break` ends the loop'),
      survived('dependent', 'no turn writes what another asks with'),
      survived('cached', 'nothing keeps what was read'),
      survived('locked', 'the query locks no row')
    ],
    likelihood: isScript ? 1 : through ? 2 : 3,
    spread: turns.parallel ? 2 : 1,
    confidence: intended(code, turns.node, query.sure && !through ? 'high' : 'medium'),
    fix: `collect the keys, make ${query.batch}, and look the rows up in a map.`,
    falsifiedBy: `a number of queries that does not grow with ${list}.`
  }
}

function intended(code: Code, node: Node, confidence: Confidence): Confidence {
  const reason = commentNear(
    code,
    node,
    /one (?:at a time|by one)|sequential|in order|rate|on purpose|n\s*\+\s*1|small/i
  )
  return reason === undefined ? confidence : lower(confidence)
}

function targetOf(code: Code, call: CallExpression): string {
  const path = memberPath(call.callee)
  return path === undefined || path.length > 40
    ? (callName(call) ?? code.show(call.callee))
    : path.replace(/^this\./, '')
}
