import type {CallExpression, Node} from '@oxc-project/types'
import {callName, isCall} from '../../../syntax/call-name.ts'
import {type FunctionNode, isFunction} from '../../../syntax/is-function.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import type {Binding} from '../../../syntax/scopes.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import type {Code} from './code.ts'

/** Something that answers once: a callback that takes an error first, a response, or the two ends of a promise. */
export interface Settler {
  readonly kind: 'callback' | 'response' | 'promise'
  readonly name: string
  readonly bindings: readonly Binding[]
  /** The function whose answer it is. */
  readonly owner: FunctionNode
  /** The call that settles it, from a use of its name; undefined for another use. */
  settledBy(code: Code, use: Node): CallExpression | undefined
}

/** The settlers of a module: parameters, the last of `arguments`, callbacks kept in a property, and those of `new Promise`. In source order. */
export function findSettlers(code: Code): Settler[] {
  return [...functionsOf(code).flatMap(fn => settlersOf(code, fn)), ...lastArguments(code)]
}

function functionsOf(code: Code): FunctionNode[] {
  return [
    ...code.nodes('FunctionDeclaration'),
    ...code.nodes('FunctionExpression'),
    ...code.nodes('ArrowFunctionExpression')
  ].filter(isFunction)
}

function settlersOf(code: Code, fn: FunctionNode): Settler[] {
  const parameters = fn.params.flatMap(parameter => {
    const name = parameter.type === 'AssignmentPattern' ? parameter.left : parameter
    const binding = name.type === 'Identifier' ? code.bindingOf(name) : undefined
    return binding ? [binding] : []
  })
  if (isExecutor(code, fn))
    return [
      {
        kind: 'promise',
        name: parameters.map(one => one.name).join(' and '),
        bindings: parameters,
        owner: fn,
        settledBy: calledAt
      }
    ]
  return parameters.flatMap((binding, index) => {
    if (isResponse(binding, parameters[index - 1])) return [response(binding, parameters[index + 1], fn)]
    return isErrorFirst(code, binding) ? [callback(binding, fn)] : []
  })
}

const ENDS_OF_PROMISE = /^(?:resolve|reject|fulfil|ful?fill|ok|fail|deferred)$|(?:Resolve|Reject)$/
const REPORTS = /^(?:report|log|warn|on[A-Z]|handle|emit|raise|print|track|notify)/

/** Those named like the ends of a promise are taken for them: a second answer does nothing. */
function callback(binding: Binding, owner: FunctionNode): Settler {
  const kind = ENDS_OF_PROMISE.test(binding.name) ? 'promise' : 'callback'
  return {kind, name: binding.name, bindings: [binding], owner, settledBy: calledAt}
}

/** A response, with the `next` beside it: an error given to that is answered as well. */
function response(binding: Binding, after: Binding | undefined, owner: FunctionNode): Settler {
  const next = after?.name === 'next' ? after : undefined
  return {
    kind: 'response',
    name: binding.name,
    bindings: next ? [binding, next] : [binding],
    owner,
    settledBy(code, use) {
      if (!next || code.bindingOf(use) !== next) return answeredAt(code, use)
      const call = calledAt(code, use)
      return call && call.arguments.length > 0 ? call : undefined
    }
  }
}

function isExecutor(code: Code, fn: FunctionNode): boolean {
  const made = code.parentOf(fn)
  return (
    made?.type === 'NewExpression' &&
    memberPath(made.callee) === 'Promise' &&
    !code.bindingOf(made.callee) &&
    made.arguments[0] === (fn as never)
  )
}

function isResponse(binding: Binding, before: Binding | undefined): boolean {
  return (
    /^(?:res|response|resp|reply)$/.test(binding.name) &&
    before !== undefined &&
    /^_?(?:req|request)$|^_\w*$/.test(before.name)
  )
}

/** `const done = args[args.length - 1]`, or `const {cb} = …` written as `const cb = job.cb`. */
function lastArguments(code: Code): Settler[] {
  return code.nodes('VariableDeclarator').flatMap(declarator => {
    const {id, init} = declarator
    if (id.type !== 'Identifier' || !init || !isTakenCallback(code, unwrap(init))) return []
    const binding = code.bindingOf(id)
    const owner = code.functionOf(declarator)
    return binding && owner && isErrorFirst(code, binding, true) ? [callback(binding, owner)] : []
  })
}

/** The last of the arguments, or a callback that was kept in a property of something. */
function isTakenCallback(code: Code, init: Node): boolean {
  return (
    isLastArgument(code, init) ||
    /^[^(]*\.(?:cb|callback|done)(?: : (?:null|undefined|noop))?$/.test(code.text(init))
  )
}

function isLastArgument(code: Code, init: Node): boolean {
  if (init.type === 'MemberExpression' && init.computed)
    return (
      /^(?:\w*args|arguments|params)\b/i.test(code.text(init.object)) &&
      !/['"]/.test(code.text(init.property))
    )
  return isCall(init) && /^\w*args\.(?:pop|at)$/i.test(memberPath(init.callee) ?? '')
}

/** `f(…)`, `f.call(…)` or `f.apply(…)`. */
function calledAt(code: Code, use: Node): CallExpression | undefined {
  const parent = code.parentOf(use)
  if (isCall(parent)) return unwrap(parent.callee) === use ? parent : undefined
  if (parent?.type === 'TSNonNullExpression') return calledAt(code, parent)
  if (parent?.type !== 'MemberExpression' || parent.object !== use) return undefined
  const call = code.parentOf(parent)
  return isCall(call) && call.callee === parent && /^(?:call|apply)$/.test(callName(call) ?? '')
    ? call
    : undefined
}

const ANSWERS = /^(?:send|json|jsonp|end|redirect|render|sendFile|sendStatus|download)$/

/** `res.send(…)` or `res.status(…).json(…)`. */
function answeredAt(code: Code, use: Node): CallExpression | undefined {
  const member = code.parentOf(use)
  const call =
    member?.type === 'MemberExpression' && member.object === use ? code.parentOf(member) : undefined
  if (!isCall(call) || call.callee !== member) return undefined
  return ANSWERS.test(callName(call) ?? '') ? call : answeredAt(code, call)
}

const CALLBACKS = /^(?:cb|callback|done|next)$|(?:Callback|Cb|Done|_cb|_callback)$/
const ERRORS = /^(?:err|error|reason|cause)\d*$|(?:Err|Error)$/

/** Whether each call gives an error, nothing, or `null` first, and its name or one of the calls shows that it answers. */
function isErrorFirst(code: Code, binding: Binding, isLast = false): boolean {
  const calls = binding.uses.flatMap(use => (use.read ? (calledAt(code, use.identifier) ?? []) : []))
  if (calls.some(call => isValueUsed(code, call))) return false
  const kinds = calls.map(call => kindOf(code, firstArgument(call)))
  if (kinds.length === 0 || kinds.includes('value')) return false
  if (CALLBACKS.test(binding.name) || ENDS_OF_PROMISE.test(binding.name)) return true
  // What only ever gets errors reports them; it may do so for each.
  return !REPORTS.test(binding.name) && kinds.includes('error') && (isLast || kinds.includes('none'))
}

function firstArgument(call: CallExpression): Node | undefined {
  const method = unwrap(call.callee).type === 'MemberExpression' ? callName(call) : undefined
  if (method === 'apply') return undefined
  return call.arguments[method === 'call' ? 1 : 0]
}

function kindOf(code: Code, first: Node | undefined): 'error' | 'none' | 'value' {
  if (!first) return 'none'
  const node = unwrap(first)
  if (node.type === 'Literal') return node.value === null && !('regex' in node) ? 'none' : 'value'
  if (node.type === 'Identifier') {
    if (node.name === 'undefined') return 'none'
    return ERRORS.test(node.name) || isCaught(code, node) ? 'error' : 'value'
  }
  if (node.type === 'LogicalExpression')
    return kindOf(code, node.left) === 'error' || kindOf(code, node.right) === 'error' ? 'error' : 'value'
  if (node.type === 'ConditionalExpression')
    return kindOf(code, node.consequent) === 'error' || kindOf(code, node.alternate) === 'error'
      ? 'error'
      : 'value'
  if (node.type === 'UnaryExpression') return node.operator === 'void' ? 'none' : 'value'
  const made = node.type === 'NewExpression' || isCall(node) ? (callName(node) ?? '') : ''
  return /Error|Exception|Err$/.test(made) ? 'error' : 'value'
}

/** A caught value, or `e` that a function takes first. */
function isCaught(code: Code, node: Node & {type: 'Identifier'}): boolean {
  const definition = code.bindingOf(node)?.definitions[0]
  if (definition?.kind === 'catch') return true
  const fn = definition?.kind === 'parameter' && isFunction(definition.node) ? definition.node : undefined
  return /^(?:e|ex)$/.test(node.name) && fn?.params[0] === definition?.name
}

/** Whether somebody needs what the call gives: an answer gives nothing. */
function isValueUsed(code: Code, call: Node): boolean {
  const parent = code.parentOf(call)
  if (parent?.type === 'CallExpression' || parent?.type === 'NewExpression')
    return parent.arguments.includes(call as never)
  return /^(?:VariableDeclarator|AssignmentExpression|BinaryExpression|MemberExpression|Property|SpreadElement|ArrayExpression|TemplateLiteral|IfStatement|AwaitExpression)$/.test(
    parent?.type ?? ''
  )
}
