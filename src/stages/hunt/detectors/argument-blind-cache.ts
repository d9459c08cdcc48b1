import type {Node} from '@oxc-project/types'
import {callName, isCall} from '../../../syntax/call-name.ts'
import {isFunction} from '../../../syntax/is-function.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import type {Binding} from '../../../syntax/scopes.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {walk} from '../../../syntax/walk.ts'
import {type Candidate, type DetectorContext, defineDetector} from '../define-detector.ts'
import {contains} from '../machinery/awaits.ts'
import {type Caller, callersOf} from '../machinery/callees.ts'
import type {Code} from '../machinery/code.ts'
import {dropped, type Judged, located, seen, survived} from '../machinery/detection.ts'
import {isExported} from '../machinery/entry.ts'
import {inputsOf} from '../machinery/inputs.ts'
import {commentNear, lower} from '../machinery/intent.ts'
import {findLazyInits, type LazyInit} from '../machinery/lazy-init.ts'
import {loadedFirst} from '../machinery/loaded-first.ts'
import {isPlace, usesOf} from '../machinery/place.ts'
import {isEmptyValue} from '../machinery/writes.ts'

/**
 * A module's variable that is built from an argument once and handed out whatever the argument is later.
 *
 * The second caller, with other options, gets what the first one asked for. At most one candidate for each place.
 */
export default defineDetector({
  id: 'argument-blind-cache',
  code: 'K2',
  category: 'cache-staleness',
  precision: 'A',
  kills: {
    compared: 'Is the argument looked at before the remembered value is handed out?',
    'single-value': 'Does every caller pass the same value?',
    'not-selecting': 'Is the argument only a log, a signal, or a callback for progress?'
  },
  judge: judgeModule
})

type Kill = 'compared' | 'single-value' | 'not-selecting'

function judgeModule(code: Code, context: DetectorContext): Judged[] {
  return findLazyInits(code).flatMap(init => {
    if (init.place.lifetime !== 'module' && init.place.lifetime !== 'static') return []
    if (isEmptyValue(init.value) || !handsOut(code, init)) return []
    const parameter = parametersOf(code, init).find(one => feeds(code, init, one))
    return parameter ? [judge(code, context, init, parameter)] : []
  })
}

/** Whether the function returns the place. */
function handsOut(code: Code, init: LazyInit): boolean {
  const {body} = init.fn
  if (body && body.type !== 'BlockStatement') return contains(body, init.write)
  return usesOf(code, init.place).some(use => {
    if (code.functionOf(use) !== init.fn) return false
    for (const ancestor of code.ancestorsOf(use)) {
      if (ancestor.type === 'ReturnStatement') return true
      if (!PASSES_ON.has(ancestor.type)) return false
    }
    return false
  })
}

const PASSES_ON = new Set([
  'AssignmentExpression',
  'AwaitExpression',
  'LogicalExpression',
  'ConditionalExpression',
  'TSNonNullExpression',
  'TSAsExpression'
])

/** The parameters of the function and of those around it: a closure of each outer call shares the one place. */
function parametersOf(code: Code, init: LazyInit): Binding[] {
  const bindings = new Set<Binding>()
  const functions = [init.fn, ...[...code.ancestorsOf(init.fn)].filter(isFunction)]
  for (const fn of functions)
    for (const parameter of fn.params)
      walk(parameter as Node, node => {
        const binding = node.type === 'Identifier' ? code.bindingOf(node) : undefined
        if (binding?.definitions[0]?.kind === 'parameter' && binding.owner === fn) bindings.add(binding)
      })
  return [...bindings]
}

/** Whether the value is built from the parameter, directly or through local variables. */
function feeds(code: Code, init: LazyInit, parameter: Binding): boolean {
  return [init.value, ...localsIn(code, init)].some(node => mentions(code, node, parameter))
}

function mentions(code: Code, node: Node, binding: Binding): boolean {
  let found = false
  walk(node, child => {
    if (child.type === 'Identifier' && code.bindingOf(child) === binding) found = true
  })
  return found
}

/** Initialisers of the local variables that the value names, and of those that they name. */
function localsIn(code: Code, init: LazyInit): Node[] {
  const initial: Node[] = []
  const pending: Node[] = [init.value]
  for (let next = pending.pop(); next; next = pending.pop())
    walk(next, node => {
      const binding = node.type === 'Identifier' ? code.bindingOf(node) : undefined
      const declarator = binding?.owner === init.fn ? binding.definitions[0]?.node : undefined
      if (declarator?.type !== 'VariableDeclarator' || !declarator.init) return
      if (initial.includes(declarator.init)) return
      initial.push(declarator.init)
      pending.push(declarator.init)
    })
  return initial
}

function judge(code: Code, context: DetectorContext, init: LazyInit, parameter: Binding): Judged {
  const drop = (kill: Kill, reason: string) => dropped(code, init.write, kill, reason)
  if (INCIDENTAL.test(parameter.name))
    return drop('not-selecting', `\`${parameter.name}\` does not choose what is built`)
  const look = comparison(code, init, parameter)
  if (look) return drop('compared', `\`${parameter.name}\` is looked at in ${code.at(look)}`)
  const single = singleValue(code, context, init)
  if (single) return drop('single-value', single)
  return describe(code, init, parameter)
}

const INCIDENTAL =
  /^(?:_?log(?:ger)?|debug|signal|abortSignal|on[A-Z]\w*|callback|cb|done|reporter|progress|span|tracer)$/

/** Where the parameter, or what is built from it, is tested or remembered apart from building the value. */
function comparison(code: Code, init: LazyInit, parameter: Binding): Node | undefined {
  const building = [init.write, ...localsIn(code, init)]
  return parameter.uses
    .filter(use => use.read && contains(init.fn, use.identifier))
    .filter(use => !building.some(node => contains(node, use.identifier)))
    .map(use => use.identifier)
    .find(identifier => isLookedAt(code, init, identifier))
}

function isLookedAt(code: Code, init: LazyInit, identifier: Node): boolean {
  let child = identifier
  for (const ancestor of code.ancestorsOf(identifier)) {
    if (ancestor === init.fn || isFunction(ancestor)) return false
    if (ancestor.type === 'BinaryExpression' || ancestor.type === 'SwitchStatement') return true
    if (ancestor.type === 'IfStatement' && ancestor.test === child) return true
    if (ancestor.type === 'AssignmentExpression' && ancestor.right === child)
      return !isPlace(code, ancestor.left, init.place)
    // A call such as `reconfigure(value, options)` outside of the filling branch uses the argument each time.
    if (isCall(ancestor) && !(init.statement && contains(init.statement.consequent, ancestor))) return true
    child = ancestor
  }
  return false
}

/** Inside the repository: one call at most, or the same text in every call; an exported function has callers elsewhere. */
function singleValue(code: Code, context: DetectorContext, init: LazyInit): string | undefined {
  const symbol = code.symbolOf(init.fn)
  if (isExported(context, code, symbol.split('.')[0] ?? symbol) && isReachable(context, code))
    return undefined
  const calls = context.references.list.filter(one => one.to === `${code.path}#${symbol}` && one.call)
  if (calls.length > 1 || context.references.unresolvedCalls.get(symbol)) return undefined
  const inside = code
    .nodes('CallExpression')
    .filter(call => callName(call) === symbol && memberPath(call.callee) === symbol)
  const [caller] = callersOf(context, {code, fn: init.fn})
  if (caller && isGivenFromOutside(context, caller)) return undefined
  const texts = new Set(inside.map(call => call.arguments.map(argument => code.text(argument)).join()))
  return texts.size < 2 && calls.length < 2 ? `\`${symbol}\` has one caller in the repository` : undefined
}

/** Whether what a caller passes is a parameter of a function that others call. */
function isGivenFromOutside(context: DetectorContext, {code, call}: Caller): boolean {
  return call.arguments
    .flatMap(argument => inputsOf(context, code, argument, 'least'))
    .some(({binding}) => {
      const symbol = code.symbolOf(binding.owner)
      return isExported(context, code, symbol.split('.')[0] ?? symbol) && isReachable(context, code)
    })
}

/** Whether the package offers the module: there are no entry points to say otherwise, or one of them reaches it. */
function isReachable(context: DetectorContext, code: Code): boolean {
  const {imports} = context.facts
  const entryPoints = loadedFirst(context.facts)
  if (entryPoints.length === 0) return true
  const reached = new Set(
    entryPoints.filter(one => one.kind === 'main' || one.kind === 'exports').map(one => one.path)
  )
  if (reached.size === 0) return false
  for (const path of reached)
    for (const edge of imports) if (edge.from === path && edge.kind === 'reexport') reached.add(edge.to)
  return reached.has(code.path)
}

function describe(code: Code, init: LazyInit, parameter: Binding): Candidate {
  const {place, write, test} = init
  const symbol = code.symbolOf(write)
  const value = code.show(unwrap(init.value))
  const stated = commentNear(code, init.fn, /singleton|first call|only the first|once/i)
  return {
    ...located(code, init.fn),
    startLine: code.line(test),
    endLine: code.endLine(write),
    resource: place.name,
    title: `\`${symbol}\` ignores \`${parameter.name}\` once \`${place.text}\` is set`,
    failureMode: `\`${place.text}\` is built from \`${parameter.name}\` on the first call and handed out on every later one, whatever \`${parameter.name}\` is then.`,
    precondition: `\`${symbol}\` is called with two different values of \`${parameter.name}\` in one process (two tenants, two configurations, two tests).`,
    failurePath: [
      `The first call builds ${value} and keeps it (${code.at(write)}).`,
      `A second call with another \`${parameter.name}\` finds \`${place.text}\` set (${code.at(test)}).`,
      'It gets what was built for the first.'
    ],
    silence: 'the call succeeds and returns a value of the right type, made for somebody else.',
    silent: true,
    evidence: [
      seen(code, test, `test of \`${place.text}\`, without \`${parameter.name}\``),
      seen(code, write, `built from \`${parameter.name}\``)
    ],
    challenged: [
      survived('compared', `\`${parameter.name}\` is in no condition of \`${symbol}\` and is not remembered`),
      survived('single-value', 'the function is offered to other packages, or has more than one caller'),
      survived('not-selecting', `\`${parameter.name}\` is part of what is built`)
    ],
    likelihood: 2,
    spread: 3,
    confidence: stated === undefined ? 'high' : lower('high'),
    fix: `keep one value for each \`${parameter.name}\` (a Map by what tells them apart), or refuse a second call whose \`${parameter.name}\` differs.`,
    falsifiedBy: `two calls with different \`${parameter.name}\` that give different values.`
  }
}
