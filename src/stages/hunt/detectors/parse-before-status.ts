import type {CallExpression, Node} from '@oxc-project/types'
import {callName, isCall, receiverOf} from '../../../syntax/call-name.ts'
import {type FunctionNode, isFunction} from '../../../syntax/is-function.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import {propertyName} from '../../../syntax/property-name.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {type Candidate, type DetectorContext, defineDetector} from '../define-detector.ts'
import {type Fetched, fetchedResponse, STATUS} from '../machinery/api/responses.ts'
import {contains} from '../machinery/awaits.ts'
import type {Code} from '../machinery/code.ts'
import {dropped, type Judged, located, seen, survived} from '../machinery/detection.ts'

/**
 * The body of a response parsed as JSON before its status is looked at, or without.
 *
 * `fetch` resolves for every status: a page of a proxy then surfaces as a parse error, and an error object as the answer.
 * At most one candidate for each call of `json`.
 */
export default defineDetector({
  id: 'parse-before-status',
  code: 'E10',
  category: 'error-handling',
  precision: 'B',
  kills: {
    own: 'Does the address name something that the program brings along?',
    checked: 'Is the status looked at, or the response handed to a check, before the body is parsed?',
    caught: 'Is a failure of the parse itself handled?',
    wrapped: 'Does the function that makes the request look at the status?'
  },
  judge: judgeModule
})

type Kill = 'own' | 'checked' | 'caught' | 'wrapped'

function judgeModule(code: Code, context: DetectorContext): Judged[] {
  return code.nodes('CallExpression').flatMap(parse => {
    if (callName(parse) !== 'json' || parse.arguments.length > 0) return []
    const response = receiverOf(parse)
    const fetched = response && fetchedResponse(context, code, response)
    return fetched ? [judge(code, parse, response, fetched)] : []
  })
}

function judge(code: Code, parse: CallExpression, response: Node, fetched: Fetched): Judged {
  const drop = (kill: Kill, reason: string) => dropped(code, parse, kill, reason)
  const own = ownAddress(code, fetched.call)
  if (own) return drop('own', own)
  if (fetched.checkedAt) return drop('wrapped', `the status is looked at, at ${fetched.checkedAt}`)
  const looks = looksAtStatus(code, response)
  const before = looks.find(look => look.start < parse.start)
  if (before) return drop('checked', `${code.show(before)} at ${code.at(before)}`)
  const handler = handlerOfParse(code, parse)
  if (handler) return drop('caught', `a body that is no JSON is handled at ${code.at(handler)}`)
  return describe(code, {parse, response, fetched, after: looks.find(look => look.start > parse.end)})
}

/** A file of the program, data in the address itself, or the same machine: no proxy and no other side. */
function ownAddress(code: Code, call: CallExpression): string | undefined {
  const [address] = call.arguments
  if (!address) return undefined
  const text = code.text(address)
  if (/import\.meta\.url/.test(text)) return 'the address is that of a file beside the module'
  const scheme = /^["'`](data|blob|file):/.exec(text)?.[1]
  if (scheme) return `the address is \`${scheme}:\``
  const host = /["'`]https?:\/\/(localhost|127\.0\.0\.1)\b/.exec(text)?.[1]
  if (host) return `the address is on \`${host}\``
  return /["'`](?:\.{0,2}\/)?(?!\/?api\b)[\w./-]+\.json["'`]/.test(text)
    ? `${code.show(address)} is a file that is served beside the program`
    : undefined
}

/** Where the status is read, and where the response as a whole is handed to something else. In source order. */
function looksAtStatus(code: Code, response: Node): Node[] {
  const binding = code.bindingOf(response)
  if (!binding) return []
  return binding.uses.flatMap(use => {
    const look = use.read ? lookAt(code, use.identifier) : undefined
    return look ? [look] : []
  })
}

function lookAt(code: Code, use: Node): Node | undefined {
  const parent = code.parentOf(use)
  if (parent?.type === 'MemberExpression' && parent.object === use) {
    const name = propertyName(parent)
    return name === undefined || STATUS.test(name) ? parent : undefined
  }
  if (isCall(parent) && parent.arguments.includes(use as never)) return parent
  if (parent?.type === 'VariableDeclarator' && parent.id.type === 'ObjectPattern') return parent
  return parent?.type === 'ReturnStatement' || parent?.type === 'Property' ? parent : undefined
}

/** `json().catch(…)`, the second argument of its `then`, or a `try` that holds the parse and not the request. */
function handlerOfParse(code: Code, parse: CallExpression): Node | undefined {
  const member = code.parentOf(parse)
  const call = member?.type === 'MemberExpression' ? code.parentOf(member) : undefined
  if (isCall(call)) {
    if (callName(call) === 'catch') return call
    if (callName(call) === 'then' && call.arguments.length > 1) return call
  }
  for (const ancestor of code.ancestorsOf(parse)) {
    if (isFunction(ancestor)) return undefined
    if (ancestor.type === 'TryStatement' && ancestor.handler && contains(ancestor.block, parse))
      return hasRequest(code, ancestor.block, parse) ? undefined : ancestor.handler
  }
  return undefined
}

/** Whether anything but the parse is waited for in the block: then its `catch` is not about the parse. */
function hasRequest(code: Code, block: Node, parse: Node): boolean {
  return code
    .nodes('AwaitExpression')
    .some(pause => contains(block, pause) && pause.start < parse.start && unwrap(pause.argument) !== parse)
}

interface Finding {
  readonly parse: CallExpression
  readonly response: Node
  readonly fetched: Fetched
  /** The first look at the status, after the parse. */
  readonly after: Node | undefined
}

function describe(code: Code, {parse, response, fetched, after}: Finding): Candidate {
  const {call, through} = fetched
  const request =
    callName(call) === undefined ? code.show(call) : `\`${memberPath(call.callee) ?? callName(call)}\``
  const body = dataOf(code, parse)
  const use = after ? undefined : shapeTest(code, body)
  const silent = !after && !use
  const inner = unwrap(response)
  const start = contains(code.functionOf(parse) ?? code.ast.program, call) ? call : parse
  return {
    ...located(code, parse),
    startLine: Math.min(code.line(parse), code.line(start)),
    resource: inner.type === 'Identifier' ? `${inner.name}.json` : 'response.json',
    title: after
      ? `an error page of ${address(code, call)} surfaces as a parse error, as the status is tested too late`
      : `an error response of ${address(code, call)} is parsed as if it were the answer`,
    failureMode: `${request}${through ? ` (through ${through})` : ''} resolves for every status. ${after ? `The body is parsed at ${code.at(parse)}, and the status is looked at only at ${code.at(after)}: a body that is no JSON throws before.` : `The body is parsed at ${code.at(parse)}, and nothing looks at the status: a body that is no JSON surfaces as a parse error, and one that is JSON ${use ? `is told apart only by its shape (${code.at(use)})` : 'is taken for the answer'}.`}`,
    precondition:
      'the other side, or a proxy before it, answers with a status such as 429 or 502; pages of proxies are HTML or empty.',
    failurePath: [
      `The request is answered with an error status, and ${request} resolves (${code.at(call)}).`,
      `${code.show(parse)} runs on the error's body (${code.at(parse)}).`,
      after
        ? `It throws a \`SyntaxError\`; the test at ${code.at(after)} and the status never reach the caller.`
        : `HTML throws a \`SyntaxError\` that names neither status nor address; JSON ${use ? `passes on to ${code.at(use)}` : 'passes on as if it were the answer'}.`
    ],
    silence: silent
      ? 'a JSON error body passes without a word; the first that fails is code that misses a property.'
      : 'the failure is reported as one of the parser, without status, and retries by status do not see it.',
    silent,
    evidence: [
      seen(code, call, 'resolves for every status'),
      seen(code, parse, 'parses the body'),
      ...(after ? [seen(code, after, 'looks at the status, too late')] : []),
      ...(use ? [seen(code, use, 'tells by the shape of the body')] : [])
    ],
    challenged: [
      survived('own', `${code.show(call.arguments[0] ?? call)} is no file of the program`),
      survived(
        'wrapped',
        through ? `${through} does not look at the status` : 'the request is made right here'
      ),
      survived(
        'checked',
        after
          ? `the first look at the status is at ${code.at(after)}`
          : 'nothing reads the status or is handed the response'
      ),
      survived('caught', 'no `catch` belongs to the parse alone')
    ],
    likelihood: 2,
    spread: 1,
    confidence: 'medium',
    fix: `test \`${inner.type === 'Identifier' ? inner.name : 'response'}.ok\` first, and throw an error that holds the status and the body as text.`,
    falsifiedBy: `a response of status 502 with an HTML body, whose status the caller gets to see.`
  }
}

function address(code: Code, call: CallExpression): string {
  const [first] = call.arguments
  return first ? code.show(first) : code.show(call)
}

/** The variable that holds the parsed body. */
function dataOf(code: Code, parse: CallExpression): Node | undefined {
  for (const ancestor of code.ancestorsOf(parse)) {
    if (ancestor.type === 'VariableDeclarator') return ancestor.id
    if (ancestor.type !== 'AwaitExpression' && unwrap(ancestor) === ancestor) return undefined
  }
  return undefined
}

/** Where the parsed body is tested in a condition. */
function shapeTest(code: Code, data: Node | undefined): Node | undefined {
  const binding = data?.type === 'Identifier' ? code.bindingOf(data) : undefined
  const fn: FunctionNode | undefined = data && code.functionOf(data)
  const uses = binding?.uses.filter(use => use.read && code.functionOf(use.identifier) === fn) ?? []
  return uses.map(use => testAround(code, use.identifier)).find(test => test !== undefined)
}

function testAround(code: Code, use: Node): Node | undefined {
  let child = use
  for (const ancestor of code.ancestorsOf(use)) {
    if (ancestor.type === 'IfStatement' || ancestor.type === 'ConditionalExpression')
      return ancestor.test === child ? ancestor.test : undefined
    if (isFunction(ancestor) || /Statement$|Declaration$/.test(ancestor.type)) return undefined
    child = ancestor
  }
  return undefined
}
