import type {Node} from '@oxc-project/types'
import {callName, isCall} from '../../../syntax/call-name.ts'
import {type FunctionNode, isFunction} from '../../../syntax/is-function.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {type Candidate, type DetectorContext, defineDetector} from '../define-detector.ts'
import {contains} from '../machinery/awaits.ts'
import type {Code} from '../machinery/code.ts'
import {dropped, type Judged, located, seen, survived} from '../machinery/detection.ts'
import {isExported} from '../machinery/entry.ts'
import {resolveFunction} from '../machinery/resolve.ts'

/**
 * A walk down an object by keys that come from outside, which writes at the end: `__proto__` leads it to `Object.prototype`.
 *
 * Two shapes: a merge that calls itself with `target[key]`, and a loop over the parts of a path. At most one candidate for each function.
 */
export default defineDetector({
  id: 'polluting-key',
  code: 'T10',
  category: 'state-machine',
  precision: 'B',
  kills: {
    'key-tested': 'Is the key compared with a list, `__proto__` or the own properties of the target?',
    'no-prototype': 'Is the target a `Map`, or an object without a prototype?',
    'own-names': 'Are the keys names of the program itself?'
  },
  judge: judgeModule
})

type Kill = 'key-tested' | 'no-prototype' | 'own-names'

interface Walk {
  readonly fn: FunctionNode
  readonly key: string
  /** Where the key comes from. */
  readonly source: Node
  /** Where the walk goes one level down. */
  readonly down: Node
  readonly write: Node
  readonly target: string
  readonly merge: boolean
}

function judgeModule(code: Code, context: DetectorContext): Judged[] {
  const done = new Set<FunctionNode>()
  return [...mergesIn(code, context), ...pathsIn(code)].flatMap(walk => {
    if (done.has(walk.fn)) return []
    done.add(walk.fn)
    return [judge(code, context, walk)]
  })
}

/** A variable that loops over the keys of something, with that something. */
interface Keys {
  readonly name: string
  readonly source: Node
  readonly body: Node
  readonly loop: Node
}

function keysOf(code: Code): Keys[] {
  const loops = [...code.nodes('ForInStatement'), ...code.nodes('ForOfStatement')].flatMap(loop => {
    const {left, right, body} = loop
    const declared = left.type === 'VariableDeclaration' ? left.declarations[0]?.id : left
    const pattern = declared?.type === 'ArrayPattern' ? declared.elements[0] : declared
    const source = loop.type === 'ForInStatement' ? right : listedBy(right)
    return pattern?.type === 'Identifier' && source
      ? [{name: pattern.name, source, body: body as Node, loop: loop as Node}]
      : []
  })
  const calls = code.nodes('CallExpression').flatMap(call => {
    const callee = unwrap(call.callee)
    const [callback] = call.arguments
    if (
      callName(call) !== 'forEach' ||
      callee.type !== 'MemberExpression' ||
      !callback ||
      !isFunction(callback)
    )
      return []
    const [first] = callback.params
    const pattern = first?.type === 'ArrayPattern' ? first.elements[0] : first
    const source = listedBy(callee.object)
    return pattern?.type === 'Identifier' && source && callback.body
      ? [{name: pattern.name, source, body: callback.body as Node, loop: call as Node}]
      : []
  })
  return [...loops, ...calls]
}

/** `x` of `Object.keys(x)`, `Object.entries(x)`, `Reflect.ownKeys(x)`, directly or through a variable. */
function listedBy(list: Node): Node | undefined {
  const node = unwrap(list)
  const path = isCall(node) ? memberPath(node.callee) : undefined
  return isCall(node) &&
    /^(?:Object\.(?:keys|entries|getOwnPropertyNames)|Reflect\.ownKeys)$/.test(path ?? '')
    ? node.arguments[0]
    : undefined
}

/** `merge(target[key], source[key])` inside `merge`, beside a write of `target[key]`. */
function mergesIn(code: Code, context: DetectorContext): Walk[] {
  return keysOf(code).flatMap(({name, source, body, loop}) => {
    const fn = namedFunction(code, loop)
    const from = unwrap(source)
    if (!fn || from.type !== 'Identifier' || !isParameterOf(code, from, fn)) return []
    const down = code
      .nodes('CallExpression')
      .find(
        call =>
          contains(body, call) &&
          resolveFunction(context, code, call.callee)?.fn === fn &&
          targetOf(code, call, name) !== undefined
      )
    const target = down && targetOf(code, down, name)
    const write = target === undefined ? undefined : writeTo(code, body, target, name)
    if (!down || target === undefined || !write || target === from.name) return []
    return [{fn, key: name, source: loop, down, write, target, merge: true}]
  })
}

function namedFunction(code: Code, node: Node): FunctionNode | undefined {
  let fn = code.functionOf(node)
  while (fn) {
    const parent = code.parentOf(fn)
    if (!isCall(parent) || !parent.arguments.includes(fn as never)) return fn
    fn = code.functionOf(fn)
  }
  return fn
}

function isParameterOf(code: Code, node: Node, fn: FunctionNode): boolean {
  const binding = code.bindingOf(node)
  return binding?.definitions[0]?.kind === 'parameter' && binding.owner === fn
}

/** The name of the object whose property of that key a call gets to write on. */
function targetOf(code: Code, call: Node & {type: 'CallExpression'}, key: string): string | undefined {
  const [first] = call.arguments
  const node = first && unwrap(first)
  if (node?.type !== 'MemberExpression' || !node.computed || code.text(node.property) !== key)
    return undefined
  const object = unwrap(node.object)
  return object.type === 'Identifier' ? object.name : undefined
}

function writeTo(code: Code, body: Node, target: string, key: string): Node | undefined {
  return code
    .nodes('AssignmentExpression')
    .find(
      one => contains(body, one) && /^\?*=$/.test(one.operator) && code.text(one.left) === `${target}[${key}]`
    )
}

/** `at = at[part]` or `at = at[part] ??= {}` in a loop over the parts of a text, with a write of `at[…]`. */
function pathsIn(code: Code): Walk[] {
  return code.nodes('AssignmentExpression').flatMap(down => {
    const left = unwrap(down.left)
    const step = steppedBy(code, down.right)
    if (left.type !== 'Identifier' || step?.object !== left.name) return []
    const loop = [...code.ancestorsOf(down)].find(one => /^(?:For|While)/.test(one.type))
    const fn = code.functionOf(down)
    const parts = loop && fn && partsFrom(code, fn, step.key, loop)
    if (!loop || !fn || !parts) return []
    const write = code
      .nodes('AssignmentExpression')
      .find(
        one =>
          one !== down &&
          one.start > down.start &&
          code.functionOf(one) === fn &&
          code.text(one.left).startsWith(`${left.name}[`)
      )
    return write ? [{fn, key: step.key, source: parts, down, write, target: left.name, merge: false}] : []
  })
}

/** The object and key of `at[key]`, `at[key] ??= {}`, `at[key] || {}` or `(at[key] = at[key] || {})`. */
function steppedBy(code: Code, value: Node): {object: string; key: string} | undefined {
  const node = unwrap(value)
  if (node.type === 'AssignmentExpression') return steppedBy(code, node.left)
  if (node.type === 'LogicalExpression') return steppedBy(code, node.left)
  if (node.type !== 'MemberExpression' || !node.computed) return undefined
  const object = unwrap(node.object)
  return object.type === 'Identifier' ? {object: object.name, key: code.text(node.property)} : undefined
}

/** The `split` of a parameter, whose parts are the keys. */
function partsFrom(code: Code, fn: FunctionNode, key: string, loop: Node): Node | undefined {
  return code.nodes('CallExpression').find(call => {
    if (callName(call) !== 'split' || code.functionOf(call) !== fn || call.start > loop.end) return false
    const callee = unwrap(call.callee)
    const object = callee.type === 'MemberExpression' ? unwrap(callee.object) : callee
    if (object.type !== 'Identifier' || !isParameterOf(code, object, fn)) return false
    const declarator = code.parentOf(call)
    const name =
      declarator?.type === 'VariableDeclarator' && declarator.id.type === 'Identifier'
        ? declarator.id.name
        : undefined
    return (
      contains(loop, call) ||
      (name !== undefined &&
        (key.startsWith(`${name}[`) ||
          new RegExp(`\\b(?:of\\s+${name}|${name}\\.shift|${name}\\[)`).test(code.text(loop))))
    )
  })
}

function judge(code: Code, context: DetectorContext, walk: Walk): Judged {
  const {fn, write} = walk
  const drop = (kill: Kill, reason: string) => dropped(code, write, kill, reason)
  const test = keyTest(code, walk)
  if (test) return drop('key-tested', `the key is tested at ${code.at(test)}`)
  const bare = code
    .nodes('CallExpression')
    .find(call => memberPath(call.callee) === 'Object.create' && contains(fn, call))
  if (bare) return drop('no-prototype', `\`Object.create\` is used at ${code.at(bare)}`)
  const name = code.symbolOf(fn)
  if (!isGivenOut(context, code, fn, name))
    return drop('own-names', `\`${name}\` is not exported, and its keys are those of the module`)
  return describe(code, walk, name)
}

const SAFE =
  /__proto__|prototype|hasOwn|isSafe|isUnsafe|safe|forbidden|dangerous|blocked|allowed|reserved|valid|includes|\bin\b|\.has\(|isPollut/i

/** A condition in the function, or a call of a test, that looks at the key before the write. */
function keyTest(code: Code, {fn, key}: Walk): Node | undefined {
  const tests: Node[] = [
    ...code.nodes('IfStatement').map(one => one.test),
    ...code.nodes('ConditionalExpression').map(one => one.test),
    ...code.nodes('LogicalExpression').map(one => one.left),
    ...code
      .nodes('CallExpression')
      .filter(call =>
        /^(?:filter|some|every|assert\w*|validate\w*|check\w*|sanitize\w*)$/.test(callName(call) ?? '')
      )
  ]
  const text = key.replace(/\[.*$/, '')
  return tests.find(one => {
    if (!contains(fn, one)) return false
    const source = code.text(one)
    return (
      (SAFE.test(source) && new RegExp(`(?<![\\w$])${text.replace(/[$]/g, '\\$')}(?![\\w$])`).test(source)) ||
      /__proto__/.test(source)
    )
  })
}

function isGivenOut(context: DetectorContext, code: Code, fn: FunctionNode, name: string): boolean {
  const parent = code.parentOf(fn)
  if (parent?.type === 'MethodDefinition') return true
  return (
    isExported(context, code, name) ||
    isExported(context, code, 'default') ||
    isExported(context, code, 'module.exports')
  )
}

function describe(code: Code, {fn, key, source, down, write, target, merge}: Walk, name: string): Candidate {
  return {
    ...located(code, write),
    startLine: Math.min(code.line(down), code.line(write)),
    endLine: Math.max(code.endLine(down), code.endLine(write)),
    resource: key.replace(/[^\w$]+/g, '.').replace(/^\.|\.$/g, ''),
    title: `\`${name}\` writes to \`Object.prototype\` when a key is \`__proto__\``,
    failureMode: `${merge ? `the keys of the source are taken as they come, and \`${target}[${key}]\` is walked into` : `each part of the path is taken as a key, and the walk goes on in what it finds`}. For \`__proto__\` that is \`Object.prototype\`, and what is written there is a property of every object of the process.`,
    precondition: merge
      ? 'the source comes from `JSON.parse` or another parser that makes an own property `__proto__`.'
      : 'the path is, or begins with, a text from outside.',
    failurePath: [
      `\`${key}\` is \`__proto__\` (${code.at(source)}).`,
      `${code.show(down)} goes on in \`Object.prototype\` (${code.at(down)}).`,
      `${code.show(write)} writes there (${code.at(write)}).`,
      'Every object of the process has the property from now on.'
    ],
    silence:
      'a write to a prototype is an ordinary write; what breaks is code far away that finds a property where none was.',
    silent: true,
    evidence: [
      seen(code, source, 'the keys come from here'),
      seen(code, down, 'one level down, by the key'),
      seen(code, write, 'written by the key')
    ],
    challenged: [
      survived('key-tested', `no condition of \`${name}\` compares \`${key}\` with anything`),
      survived('no-prototype', `no \`Object.create\` in \`${name}\``),
      survived('own-names', `\`${code.symbolOf(fn)}\` is given out, and takes what it is called with`)
    ],
    likelihood: 1,
    spread: 3,
    confidence: 'medium',
    fix: 'leave out `__proto__`, `constructor` and `prototype`, or use a `Map` or an object without a prototype.',
    falsifiedBy: `a call with the key \`__proto__\` after which \`({})\` has no new property.`
  }
}
