import type {CallExpression, Node} from '@oxc-project/types'
import {callName, isCall, receiverOf} from '../../../syntax/call-name.ts'
import {isLoop} from '../../../syntax/is-loop.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {type Candidate, type DetectorContext, defineDetector} from '../define-detector.ts'
import {queryOf} from '../machinery/api/queries.ts'
import type {Code} from '../machinery/code.ts'
import {dropped, type Judged, located, seen, survived} from '../machinery/detection.ts'
import {listOrigin} from '../machinery/list-origin.ts'
import {shortList} from '../machinery/list-size.ts'
import {initialValue} from '../machinery/promise.ts'

/**
 * A list that is as long as its input, spread into the arguments of a call.
 *
 * Arguments lie on the stack: engines throw a `RangeError` from some ten thousand on. At most one candidate for each call.
 */
export default defineDetector({
  id: 'spread-of-unknown-length',
  code: 'S8',
  category: 'scaling',
  precision: 'B',
  kills: {
    bounded: 'Is the list known to be short?',
    chunked: 'Is it a part of the list, taken piece by piece?',
    measured: 'Is its length tested before?'
  },
  judge: judgeModule
})

type Kill = 'bounded' | 'chunked' | 'measured'

interface Spread {
  readonly call: CallExpression
  readonly list: Node
  /** Why it may be long, as a clause. */
  readonly reason: string
  readonly sure: boolean
}

function judgeModule(code: Code, context: DetectorContext): Judged[] {
  return code.nodes('CallExpression').flatMap(call => {
    const list = spreadIn(call)
    if (!list) return []
    const short = shortList(code, list)
    if (short) return [dropped<Kill>(code, call, 'bounded', short)]
    const long = longBecause(context, code, call, list)
    return long ? [judge(code, {call, list, ...long})] : []
  })
}

const TAKES = /^(?:push|unshift|splice)$/
const CODES = /^String\.from(?:CharCode|CodePoint)$/

/** `push(...list)`, `Math.max(...list)`, `String.fromCharCode.apply(null, list)`. */
function spreadIn(call: CallExpression): Node | undefined {
  const callee = unwrap(call.callee)
  const path = memberPath(callee) ?? ''
  const last = call.arguments.at(-1)
  const applied =
    /^(?:(?:Array\.prototype|\[\])?\.?.*\.?push|Math\.(?:max|min)|String\.from(?:CharCode|CodePoint))\.apply$/.test(
      path
    )
  if (applied) return call.arguments[1] as Node | undefined
  if (last?.type !== 'SpreadElement') return undefined
  const isTaking = callee.type === 'MemberExpression' && TAKES.test(callName(call) ?? '')
  return isTaking || CODES.test(path) || /^Math\.(?:max|min)$/.test(path) ? last.argument : undefined
}

/** What is seen of the list that makes it long; undefined when nothing is. */
function longBecause(
  context: DetectorContext,
  code: Code,
  call: CallExpression,
  list: Node
): {reason: string; sure: boolean} | undefined {
  const made = initialValue(code, list)
  const value = made.type === 'AwaitExpression' ? unwrap(made.argument) : made
  const bytes = bytesOf(code, list, value)
  if (bytes) return {reason: bytes, sure: true}
  const lines = isCall(value) ? linesOf(code, value) : undefined
  if (lines) return {reason: lines, sure: true}
  const query = isCall(value) ? queryOf(context, code, value) : undefined
  if (
    query &&
    /^(?:find|findAll|findMany|findBy|query|all)$/.test(callName(query.call) ?? '') &&
    !/limit|take:/i.test(code.text(value))
  )
    return {reason: `${code.show(value)} gives as many rows as there are`, sure: query.sure}
  const origin = listOrigin(code, list)
  if (origin?.kind === 'listing') return {reason: origin.reason, sure: false}
  // Code points come from text that was taken apart, such as one name; bytes come from outside.
  return /^String\.fromCharCode(?:\.apply)?$/.test(memberPath(call.callee) ?? '')
    ? {reason: `${code.show(list)} holds one member for each character or byte`, sure: false}
    : undefined
}

function bytesOf(code: Code, list: Node, value: Node): string | undefined {
  const text = value.type === 'NewExpression' || isCall(value) ? code.text(value) : ''
  if (
    /^(?:new Uint(?:8|16|32)(?:Clamped)?Array\(|Buffer\.(?:from|concat)\(|new TextEncoder\(\)\.encode\()/.test(
      text
    )
  )
    return `${code.show(value)} holds one member for each byte`
  const node = unwrap(list)
  const name = node.type === 'Identifier' ? code.bindingOf(node)?.definitions[0]?.name : undefined
  const type =
    name && 'typeAnnotation' in name && name.typeAnnotation ? code.text(name.typeAnnotation as Node) : ''
  return /\b(?:Uint8Array|Buffer|ArrayBuffer|Float32Array)\b/.test(type)
    ? `${code.show(list)} holds one member for each byte or sample`
    : undefined
}

/** `text.split('\n')`, `text.match(/…/g)`. */
function linesOf(code: Code, call: CallExpression): string | undefined {
  const name = callName(call)
  const receiver = receiverOf(call)
  if (!receiver || receiver.type === 'Literal') return undefined
  const first = call.arguments[0]
  if (
    name === 'split' &&
    first?.type === 'Literal' &&
    /^(?:\\r\?)?\\n|^["'`](?:\\n|\\r\\n)?["'`]$/.test(code.text(first).replace(/^\//, ''))
  )
    return `${code.show(call)} gives one member for each line or character`
  return name === 'matchAll' ? `${code.show(call)} gives one member for each match` : undefined
}

function judge(code: Code, spread: Spread): Judged {
  const {call, list} = spread
  const drop = (kill: Kill, reason: string) => dropped(code, call, kill, reason)
  const part = pieceOf(code, call, list)
  if (part) return drop('chunked', part)
  const test = measuredAt(code, call)
  if (test) return drop('measured', `a length is tested at ${code.at(test)}`)
  return describe(code, spread)
}

function pieceOf(code: Code, call: CallExpression, list: Node): string | undefined {
  const text = `${code.text(list)} ${code.text(initialValue(code, list))}`
  const isPart = /\b(?:slice|subarray|splice)\(|chunk|batch/i.test(text)
  const isInLoop = [...code.ancestorsOf(call)].some(one => isLoop(one) && one.type !== 'ForOfStatement')
  return isPart && (isInLoop || /chunk|batch/i.test(text))
    ? `${code.show(list)} is a part of a list`
    : undefined
}

/** A comparison of a length before the call, in the same function. */
function measuredAt(code: Code, call: CallExpression): Node | undefined {
  const fn = code.functionOf(call)
  const isFew = (node: Node) => node.type === 'Literal' && typeof node.value === 'number' && node.value < 2
  return code
    .nodes('BinaryExpression')
    .find(
      test =>
        test.start < call.start &&
        /^[<>]=?$/.test(test.operator) &&
        code.functionOf(test) === fn &&
        !isLoop(code.parentOf(test) ?? test) &&
        /(?:length|size|count)\b/i.test(code.text(test)) &&
        !isFew(test.left) &&
        !isFew(test.right)
    )
}

function describe(code: Code, {call, list, reason, sure}: Spread): Candidate {
  const name = callName(call) ?? 'the call'
  const callee = code.show(call.callee)
  const isBytes = CODES.test((memberPath(call.callee) ?? '').replace(/\.apply$/, ''))
  return {
    ...located(code, call),
    resource: `${(memberPath(list) ?? name).replaceAll('/', '.')}.spread`,
    title: `${callee} gets all of ${code.show(list)} as arguments: a long list overflows the stack`,
    failureMode: `every member of ${code.show(list)} becomes one argument of ${callee} (${code.at(call)}), and arguments lie on the stack. From some ten thousand on, depending on the engine and the depth of the stack, the call throws a \`RangeError\`. ${reason}.`,
    precondition: `${code.show(list)} has more than about 65,000 members.`,
    failurePath: [
      `${reason} (${code.at(list)}).`,
      `${code.show(call)} puts them on the stack (${code.at(call)}).`,
      '`RangeError: Maximum call stack size exceeded`, which names no list.'
    ],
    silence: 'every smaller input works; the error looks like an endless recursion.',
    silent: false,
    evidence: [seen(code, call, 'spreads the list into arguments'), seen(code, list, reason)],
    challenged: [
      survived('bounded', reason),
      survived('chunked', 'the whole list is spread'),
      survived('measured', 'no length is compared before')
    ],
    likelihood: isBytes ? 3 : 1,
    spread: 1,
    confidence: sure ? 'high' : 'low',
    fix: isBytes
      ? 'decode with `TextDecoder`, or in slices of some thousand.'
      : TAKES.test(name)
        ? 'add the members in a loop, or make a new list with `concat`.'
        : 'use `reduce` or a loop.',
    falsifiedBy: `${code.show(call)} with 200,000 members.`
  }
}
