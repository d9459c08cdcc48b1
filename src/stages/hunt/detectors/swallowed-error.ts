import type {Node} from '@oxc-project/types'
import {callName, isCall} from '../../../syntax/call-name.ts'
import {isFunction} from '../../../syntax/is-function.ts'
import {propertyName} from '../../../syntax/property-name.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {type Candidate, defineDetector} from '../define-detector.ts'
import {type Catch, catchesOf, commentIn, doesNothing, ownNodes} from '../machinery/catches.ts'
import type {Code} from '../machinery/code.ts'
import {dropped, type Judged, located, seen, survived} from '../machinery/detection.ts'
import {commentNear, lower} from '../machinery/intent.ts'
import {fateOf} from '../machinery/promise-flow.ts'
import {aftermath} from '../machinery/success.ts'

/**
 * A failure that ends in a handler that does nothing, while the caller is told of success.
 *
 * Also a write whose promise is dropped with an empty handler: nothing at all shows that it failed. At most one
 * candidate for each handler.
 */
export default defineDetector({
  id: 'swallowed-error',
  code: 'E3',
  category: 'error-handling',
  precision: 'B',
  kills: {
    shown: 'Does the handler do anything with the failure?',
    'best-effort': 'Is the work a clean-up, a probe or a courtesy of which the failure does not matter?',
    'no-success': 'Is nobody told of success afterwards?',
    'other-way': 'Does other work follow that makes up for it?'
  },
  judge: judgeModule
})

type Kill = 'shown' | 'best-effort' | 'no-success' | 'other-way'

/** Words of names of which a failure does not matter. */
const COURTESY = new Set(
  [
    'close closes closing unlink rm rmdir remove removes kill destroy dispose release cleanup clean unsubscribe abort',
    'cancel disconnect detach stop end shutdown terminate teardown prefetch preload warm warmup telemetry track tracking',
    'analytics metric metrics log logs logger ping focus play scroll vibrate clear delete evict invalidate ignore silent',
    'silently quiet quietly try maybe attempt best optional optionally drain cache cached mkdir chmod utimes flush exit',
    'gossip announce pong beacon keepalive heartbeat record hint resume pause unref rollback history fallback gracefully safe safely noop swallow report touch'
  ].flatMap(words => words.split(' '))
)

function isCourtesy(name: string): boolean {
  const words = name.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g) ?? []
  return words.some(word => COURTESY.has(word.toLowerCase()))
}

const PROBE = /^(?:is|has|can|exists|check|detect|probe|supports?|validate|test|ensure|should)(?![a-z])/
const WRITES =
  /^(?:save|write|writeFile|insert|update|upsert|publish|send|sendMail|upload|persist|store|commit|enqueue|put|append|appendFile|open|start|connect|register|subscribe|import|migrate|apply|install)(?![a-z])/

/** What loses data when it fails; what only starts something is noticed when it is missing. */
const SAVES =
  /^(?:save|write|writeFile|insert|upsert|publish|send|sendMail|upload|persist|store|commit|enqueue|append|appendFile)(?![a-z])/

function judgeModule(code: Code): Judged[] {
  return catchesOf(code).flatMap(one => {
    const fate = one.whole.type === 'CallExpression' ? fateOf(code, one.whole).kind : undefined
    const judged = judge(code, one, fate === 'handled' ? 'handled' : whereItEnds(code, one))
    return judged ? [judged] : []
  })
}

/** The statement after which the function goes on as if nothing had been. */
function whereItEnds(code: Code, one: Catch): Node | undefined {
  if (one.whole.type === 'TryStatement') return one.whole
  let node: Node = one.whole
  for (const ancestor of code.ancestorsOf(node)) {
    if (ancestor.type === 'ExpressionStatement') return ancestor
    const passes =
      ancestor.type === 'AwaitExpression' || ancestor.type === 'UnaryExpression' || unwrap(ancestor) === node
    if (!passes) return undefined
    node = ancestor
  }
  return undefined
}

function judge(code: Code, one: Catch, ends: Node | 'handled' | undefined): Judged | undefined {
  if (!ends || ends === 'handled') return undefined
  const drop = (kill: Kill, reason: string) => dropped(code, one.node, kill, reason)
  const work = mainCall(one.work)
  if (!work) return undefined
  const {success, otherWork} = aftermath(code, ends)
  const isLostWrite = one.whole.type === 'CallExpression' && SAVES.test(nameOf(work))
  if (!doesNothing(one))
    return success ? drop('shown', `the handler at ${code.at(one.node)} does something`) : undefined
  const courtesy = courtesyOf(code, one, work)
  if (courtesy) return drop('best-effort', courtesy)
  if (!success && !isLostWrite) return drop('no-success', 'no statement after it tells of success')
  if (success && otherWork && !isLostWrite)
    return drop('other-way', `${code.show(otherWork)} follows (${code.at(otherWork)})`)
  return describe(code, one, work, success)
}

/** The last call of the work: what it is there for. */
function mainCall(work: Node): Node | undefined {
  const head = unwrap(work)
  if (isCall(head) || head.type === 'NewExpression') return head
  const calls = ownNodes(work, node => isCall(node))
  return calls.at(0)
}

function nameOf(call: Node): string {
  if (!isCall(call)) return ''
  const name = callName(call) ?? ''
  const callee = unwrap(call.callee)
  const inner = callee.type === 'MemberExpression' ? unwrap(callee.object) : undefined
  return /^(?:then|finally)$/.test(name) && inner && isCall(inner) ? nameOf(inner) : name
}

function courtesyOf(code: Code, one: Catch, work: Node): string | undefined {
  const name = nameOf(work)
  const excuse = commentIn(code, one)
  if (
    excuse &&
    !WRITES.test(name) &&
    /avoid|fine|\bok(?:ay)?\b|optional|best|intention|expected|safe|on purpose|not important|may fail|can fail|does ?n.t matter/i.test(
      excuse
    )
  )
    return 'a comment in the handler says why'
  if (isCourtesy(name) && !WRITES.test(name)) return `\`${name}\` is a courtesy by its name`
  const inFinally = [...code.ancestorsOf(one.node)].find(
    (ancestor, index, all) =>
      all[index + 1]?.type === 'TryStatement' && (all[index + 1] as {finalizer?: Node}).finalizer === ancestor
  )
  if (inFinally) return 'it stands in a `finally`'
  const around = namesAround(code, one.node).find(one => isCourtesy(one) || PROBE.test(one))
  return around && `\`${around}\` is there for clean-up or a probe, by its name`
}

/** The names of the functions around a node. */
function namesAround(code: Code, node: Node): string[] {
  const names: string[] = []
  for (const ancestor of code.ancestorsOf(node)) {
    if (!isFunction(ancestor)) continue
    const parent = code.parentOf(ancestor)
    if (ancestor.id) names.push(ancestor.id.name)
    else if (parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier')
      names.push(parent.id.name)
    else if (parent && propertyName(parent)) names.push(propertyName(parent) ?? '')
  }
  return names
}

/** Words of a comment that speaks of a failure, and not of the work. */
const EXCUSES =
  /ignor|fail|error|swallow|catch|best|silent|fine|\bok(?:ay)?\b|optional|does ?n.t matter|not important|harmless/i

function describe(code: Code, one: Catch, work: Node, success: Node | undefined): Candidate {
  const what = code.show(work)
  const comment =
    commentIn(code, one) ?? (commentNear(code, one.node, EXCUSES) === undefined ? undefined : 'beside it')
  const name = nameOf(work) || 'work'
  const isDropped = one.whole.type === 'CallExpression' && !success
  const told = success
    ? `${code.show(success)} (${code.at(success)}) tells the caller of success`
    : 'nothing tells the caller'
  return {
    ...located(code, one.node),
    startLine: code.line(isDropped ? one.whole : one.node),
    endLine: success ? Math.min(code.line(success), code.endLine(one.node) + 6) : code.endLine(one.node),
    symbol: code.symbolOf(one.node),
    resource: name,
    title: success
      ? `when ${what} fails, \`${code.symbolOf(one.node)}\` still tells of success`
      : `a failure of ${what} is dropped, and nothing shows it`,
    failureMode: `the handler at ${code.at(one.node)} takes every failure of ${what} and does nothing${comment ? ', as a comment says' : ''}; ${told}.`,
    precondition: `${what} fails once.`,
    failurePath: [
      `${what} fails (${code.at(work)}).`,
      `The handler takes the error and does nothing (${code.at(one.node)}).`,
      `${told.charAt(0).toUpperCase()}${told.slice(1)}.`
    ],
    silence: 'no log, no result and no exit code differs from that of a success.',
    silent: true,
    evidence: [
      seen(code, work, 'the work that may fail'),
      seen(code, one.node, 'a handler that does nothing'),
      ...(success ? [seen(code, success, 'tells of success')] : [])
    ],
    challenged: [
      survived('shown', 'the handler holds no statement that does anything'),
      survived(
        'best-effort',
        `neither \`${name}\` nor a function around it is named like a clean-up or a probe`
      ),
      survived('no-success', success ? told : `\`${name}\` changes something, by its name`),
      survived(
        'other-way',
        success ? 'no other work stands between the handler and the success' : 'its promise is dropped'
      )
    ],
    likelihood: success ? 2 : 1,
    spread: 1,
    confidence: comment ? lower('medium') : success ? 'high' : 'medium',
    fix: success
      ? `tell the caller of the failure in the handler, or at least log it.`
      : `log the failure, or await ${what} and let it reach the caller.`,
    falsifiedBy: `a failure of ${what} after which the caller, a log or the exit code differs.`
  }
}
