import type {Node} from '@oxc-project/types'
import {callName} from '../../../syntax/call-name.ts'
import {type Candidate, defineDetector} from '../define-detector.ts'
import {contains} from '../machinery/awaits.ts'
import type {Code} from '../machinery/code.ts'
import {dropped, type Judged, located, seen, survived} from '../machinery/detection.ts'
import {type Settling, settlingsOf} from '../machinery/exclusive-calls.ts'
import {
  flagOn,
  harmlessReason,
  onceWrapper,
  type Pair,
  perElement,
  stoppedBy,
  wayBetween,
  wayUnderConditions,
  workOn
} from '../machinery/second-settling.ts'
import {findSettlers, type Settler} from '../machinery/settlers.ts'
import {findThrownBack, type ThrownBack} from '../machinery/thrown-back.ts'

/**
 * A callback, response or promise that is settled a second time on one way through a function.
 *
 * Most often a `return` is missing after the call. At most one candidate for each settler and function.
 */
export default defineDetector({
  id: 'settle-twice',
  code: 'I1',
  category: 'idempotency',
  precision: 'A',
  kills: {
    'per-element': 'Is it called for each element, so that it does not answer once?',
    once: 'Is it replaced by something that runs once?',
    exclusive: 'Do the conditions of the two calls exclude each other?',
    flag: 'Does a state that the first call goes with keep the second one out?',
    harmless: 'Does the second call do nothing, with no other work before it?'
  },
  judge: judgeModule
})

type Kill = 'per-element' | 'once' | 'exclusive' | 'flag' | 'harmless'

/** Lines of a finding at most: the defect is at its beginning. */
const MAX_SPAN = 40

function judgeModule(code: Code): Judged[] {
  return findSettlers(code).flatMap(settler => {
    const settlings = settlingsOf(code, settler)
    const fns = [...new Set(settlings.map(one => one.fn))]
    const judged = fns.flatMap(fn =>
      judgePairs(
        code,
        settler,
        settlings.filter(one => one.fn === fn)
      ).slice(0, 1)
    )
    return judged.some(one => !('kill' in one))
      ? judged
      : [...judged, ...judgeThrown(code, settler, settlings)]
  })
}

/** At most one: a callback whose own exception comes back to it. */
function judgeThrown(code: Code, settler: Settler, settlings: readonly Settling[]): Judged[] {
  // `next` and `done` belong to frameworks that catch what their handlers throw.
  if (settler.kind !== 'callback' || /^(?:next|done)$/.test(settler.name)) return []
  const [found] = findThrownBack(code, settler, settlings)
  if (!found) return []
  const loop = perElement(code, settler, [found.first])
  if (loop)
    return [dropped(code, found.second, 'per-element', `it is called for each element at ${code.at(loop)}`)]
  const wrapper = onceWrapper(code, settler)
  if (wrapper)
    return [dropped(code, found.second, 'once', `\`${settler.name}\` is replaced at ${code.at(wrapper)}`)]
  return [describeThrown(code, settler, found)]
}

function describeThrown(code: Code, settler: Settler, {first, second, handler}: ThrownBack): Candidate {
  const name = `\`${settler.name}\``
  return {
    ...located(code, first.node),
    resource: `${settler.name} thrown back`,
    title: `${name} is called again when it throws itself`,
    failureMode: `${code.show(first.node)} runs where exceptions are caught (${code.at(handler)}), so an exception of the code behind ${name} comes back and calls it a second time, as if the work had failed.`,
    precondition: `the code behind ${name} throws.`,
    failurePath: [
      `The work succeeds, and ${code.show(first.node)} is called (${code.at(first.node)}).`,
      `What is behind ${name} throws; the handler at ${code.at(handler)} takes it for a failure of the work.`,
      `${name} runs again, with its own exception (${code.at(second)}).`
    ],
    silence: `the exception never reaches the handler of the process: it arrives as the error of a call that succeeded.`,
    silent: true,
    evidence: [
      seen(code, first.node, `${name} is called on success`),
      seen(code, handler, 'exceptions are caught here'),
      seen(code, second, `${name} is called with what was caught`)
    ],
    challenged: [
      survived('per-element', 'it is not called for each element'),
      survived('once', `${name} is not replaced by the result of a call`),
      survived(
        'exclusive',
        `no condition in the handler at ${code.at(handler)} decides about the second call`
      ),
      survived('flag', 'no state is set with the first call and tested before the second'),
      survived('harmless', 'a plain callback runs again')
    ],
    likelihood: 1,
    spread: 1,
    confidence: 'medium',
    fix: `call ${name} outside of what catches its exceptions, for instance in \`setImmediate\` or after the \`try\`.`,
    falsifiedBy: `a ${name} that throws and is called once.`
  }
}

/** Candidates before what was dropped, so that the first one tells most. */
function judgePairs(code: Code, settler: Settler, settlings: readonly Settling[]): Judged[] {
  const judged = settlings.flatMap(first =>
    settlings.flatMap(second => {
      const way = first.node.start < second.node.start ? wayBetween(settlings, first, second) : undefined
      return way && !contains(second.node, first.node) && !contains(first.node, second.node)
        ? [judge(code, {settler, first, second, way})]
        : []
    })
  )
  return judged.sort((a, b) => Number('kill' in a) - Number('kill' in b))
}

function judge(code: Code, pair: Pair): Judged {
  const {settler, first, second} = pair
  const drop = (kill: Kill, reason: string) => dropped(code, second.node, kill, reason)
  const loop = perElement(code, settler, [first, second])
  if (loop) return drop('per-element', `it is called for each element at ${code.at(loop)}`)
  const wrapper = onceWrapper(code, settler)
  if (wrapper) return drop('once', `\`${settler.name}\` is replaced at ${code.at(wrapper)}`)
  const way = wayUnderConditions(code, first, second)
  if (!way)
    return drop('exclusive', `no way from ${code.at(first.node)} leads to it under the same conditions`)
  const flag = flagOn(code, pair, way)
  if (flag)
    return drop('flag', `${code.show(flag)} is tested at ${code.at(flag)}, and changed with the first call`)
  const stop = stoppedBy(code, pair)
  if (stop) return drop('flag', `${code.show(stop)} at ${code.at(stop)} ends what would settle it again`)
  const harmless = harmlessReason(code, pair, way)
  if (harmless) return drop('harmless', harmless)
  return describe(code, {...pair, way})
}

function describe(code: Code, pair: Pair): Candidate {
  const {settler, first, second, way} = pair
  const name = `\`${settler.name}\``
  const branches = way.steps.filter(step => step.by === 'true' || step.by === 'false')
  const work = settler.kind === 'promise' ? workOn(code, pair) : undefined
  const conditions = conditionsOf(code, pair)
  const sure = first.how === 'called' && second.how === 'called' && settler.kind !== 'promise'
  return {
    ...located(code, second.node),
    startLine: code.line(first.node),
    endLine: Math.min(code.endLine(second.node), code.line(first.node) + MAX_SPAN),
    resource: settler.name.split(' ')[0] ?? settler.name,
    title: titleOf(code, pair, work),
    failureMode: modeOf(code, pair, work),
    precondition: conditions
      ? `\`${code.symbolOf(first.node)}\` runs with ${conditions}.`
      : `\`${code.symbolOf(first.node)}\` gets as far as ${code.at(first.node)}.`,
    failurePath: [
      `${code.show(first.node)} ${verb(first, settler)} (${code.at(first.node)}); nothing leaves the function after it.`,
      ...branchTexts(code, pair, branches).slice(0, 4),
      ...(work && work !== second.node ? [`${code.show(work)} runs all the same (${code.at(work)}).`] : []),
      `${code.show(second.node)} ${verb(second, settler)} ${settler.kind === 'promise' ? 'and changes nothing any more' : 'again'} (${code.at(second.node)}).`
    ],
    silence: silenceOf(settler),
    silent: settler.kind !== 'response',
    evidence: [
      seen(code, first.node, `${name} is settled here first`),
      ...(first.at === first.node || contains(first.node, first.at)
        ? []
        : [seen(code, first.at, `called by what ${code.at(first.node)} calls`)]),
      seen(code, second.node, 'and here again'),
      ...(contains(second.node, second.at)
        ? []
        : [seen(code, second.at, `called by what ${code.at(second.node)} calls`)])
    ],
    challenged: [
      survived('per-element', 'neither call stands in a callback that runs for each element'),
      survived('once', `${name} is not replaced by the result of a call`),
      survived(
        'exclusive',
        `under the conditions of ${code.at(first.node)} control reaches ${code.at(second.node)}`
      ),
      survived('flag', 'no test on that way reads what was written with the first call'),
      survived('harmless', work ? `${code.show(work)} runs in between or after it` : secondEffect(settler))
    ],
    likelihood: 2,
    spread: settler.kind === 'response' ? 2 : 1,
    confidence: sure && !first.perhaps && !second.perhaps ? 'high' : 'medium',
    fix:
      first.how === 'called'
        ? `\`return\` after ${code.show(first.node)}, or put the rest into \`else\`.`
        : `let one function answer, and let it do so once.`,
    falsifiedBy: `a run of \`${code.symbolOf(first.node)}\` under that condition that settles ${name} once.`
  }
}

/** Each condition once and whole, with its outcome: that of a part says little. */
function branchTexts(code: Code, {second}: Pair, steps: Pair['way']['steps']): string[] {
  const texts = steps.map(({node, by}) => {
    const statement = ifOf(code, node)
    if (!statement || statement.test === node) return `${code.show(node)} is ${by} (${code.at(node)}).`
    const isInside = (at: Node) => contains(statement.consequent, at)
    const outcome = isInside(second.node) || steps.some(step => isInside(step.node))
    return `${code.show(statement.test)} is ${outcome} (${code.at(statement.test)}).`
  })
  return [...new Set(texts)]
}

/** The `if` of whose condition a node is a part. */
function ifOf(code: Code, part: Node): (Node & {type: 'IfStatement'}) | undefined {
  for (const ancestor of code.ancestorsOf(part)) {
    if (ancestor.type === 'IfStatement') return contains(ancestor.test, part) ? ancestor : undefined
    if (/Statement$|Function/.test(ancestor.type)) return undefined
  }
  return undefined
}

function verb(one: Settling, settler: Settler): string {
  if (one.how === 'called' && settler.kind !== 'response') return 'is called'
  if (one.how === 'called') return callName(one.node) === 'next' ? 'lets the error handler answer' : 'answers'
  const call = one.perhaps ? 'may call' : one.how === 'handed' ? 'will call' : 'calls'
  return `${call} \`${settler.name}\``
}

function titleOf(code: Code, {settler, first, second}: Pair, work: Node | undefined): string {
  const where = `\`${code.symbolOf(first.node)}\``
  if (work) return `${where} goes on with ${code.show(work)} after it has settled its promise`
  if (settler.kind === 'response') return `${where} answers twice through \`${settler.name}\``
  return first.how === 'called' && second.how === 'called'
    ? `${where} calls \`${settler.name}\` twice`
    : `${where} leads to two calls of \`${settler.name}\``
}

function modeOf(code: Code, {settler, first, second}: Pair, work: Node | undefined): string {
  const start = `after ${code.show(first.node)} (${code.at(first.node)}) control goes on`
  if (work)
    return `${start} to ${code.show(work)} (${code.at(work)}): the promise is settled, and the work for the other outcome runs with it.`
  if (settler.kind === 'response')
    return `${start} to ${code.show(second.node)} (${code.at(second.node)}): the first answer is out by then, and the second one is refused with an error.`
  return `${start} to ${code.show(second.node)} (${code.at(second.node)}): whoever passed \`${settler.name}\` gets two answers to one question.`
}

function conditionsOf(code: Code, {first}: Pair): string | undefined {
  for (const ancestor of code.ancestorsOf(first.node)) {
    if (ancestor === first.fn) return undefined
    if (ancestor.type === 'IfStatement')
      return contains(ancestor.consequent, first.node)
        ? `${code.show(ancestor.test)} being true`
        : `${code.show(ancestor.test)} being false`
  }
  return undefined
}

function silenceOf({kind, name}: Settler): string {
  if (kind === 'promise') return 'a second `resolve` or `reject` is ignored without a word.'
  if (kind === 'response')
    return 'the client has its first answer; only the server sees the error of the second.'
  return `a function may be called twice; what runs after \`${name}\` simply runs again, the second time with another outcome.`
}

function secondEffect({kind}: Settler): string {
  return kind === 'response' ? 'a second answer is an error' : 'a plain callback runs again'
}
