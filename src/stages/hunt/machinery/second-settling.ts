import type {Node} from '@oxc-project/types'
import {callName, isCall} from '../../../syntax/call-name.ts'
import {type Way, wayTo} from '../../../syntax/control-flow/ways.ts'
import {type FunctionNode, isFunction} from '../../../syntax/is-function.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {contains} from './awaits.ts'
import type {Code} from './code.ts'
import {chainRoot, isPerElement, type Settling} from './exclusive-calls.ts'
import {knownTests, outcomeOf} from './known-tests.ts'
import type {Settler} from './settlers.ts'

/** Two calls that settle the same, and a way from the first to the second. */
export interface Pair {
  readonly settler: Settler
  readonly first: Settling
  readonly second: Settling
  readonly way: Way
}

/** A shortest way from one settling call to another that passes no third one; undefined when there is none. */
export function wayBetween(
  settlings: readonly Settling[],
  first: Settling,
  second: Settling,
  assume?: (test: Node) => boolean | undefined
) {
  const others = new Set<Node>(settlings.map(one => one.node).filter(node => node !== second.node))
  const stops = (node: Node) => others.has(node) || endsProcess(node)
  return wayTo(first.fn, first.node, second.node, {stops, mayThrow: () => false, ...(assume ? {assume} : {})})
}

function endsProcess(node: Node): boolean {
  return (
    isCall(node) &&
    /^(?:process\.(?:exit|abort)|assert\.fail|fail|unreachable|assertNever)$/.test(
      memberPath(node.callee) ?? ''
    )
  )
}

/** The same under the conditions that hold where the first call stands; undefined when they exclude the second. */
export function wayUnderConditions(code: Code, first: Settling, second: Settling): Way | undefined {
  const known = knownTests(code, first.fn, first.node)
  const failed = failedCallback(code, first, known)
  const isKnown = (test: Node) =>
    outcomeOf(code, known, test) ?? (failed && isResult(code, failed, test) ? false : undefined)
  return wayBetween([first, second], first, second, isKnown)
}

/** A loop, or a callback run for each element, between the settler's function and one of the calls. */
export function perElement(code: Code, {owner}: Settler, pair: readonly Settling[]): Node | undefined {
  for (const {at} of pair)
    for (const ancestor of code.ancestorsOf(at)) {
      if (ancestor === owner) break
      if (
        (ancestor.type === 'FunctionExpression' || ancestor.type === 'ArrowFunctionExpression') &&
        isPerElement(code, ancestor)
      )
        return ancestor
    }
  return undefined
}

/** A write of the settler's name. */
export function onceWrapper(code: Code, {bindings}: Settler): Node | undefined {
  return bindings
    .flatMap(binding => binding.uses.filter(use => use.write && !use.init).map(use => use.identifier))
    .find(identifier => {
      const write = code.parentOf(identifier)
      return write?.type === 'AssignmentExpression' && isCall(unwrap(write.right))
    })
}

/** A test on the way that reads a variable or field written in the branch of the first call, or after it. */
export function flagOn(code: Code, {settler, first, second}: Pair, way: Way): Node | undefined {
  const branch = branchOf(code, first.node)
  const written = new Set(
    [
      ...code.nodes('AssignmentExpression').map(one => one.left),
      ...code.nodes('UpdateExpression').map(one => one.argument)
    ]
      .filter(target => target.start >= branch.start && target.start < second.node.start)
      .flatMap(target => memberPath(target) ?? [])
  )
  const tests = [
    ...way.steps.filter(step => step.by === 'true' || step.by === 'false').map(step => step.node)
  ]
  return tests.find(test => {
    if (
      settler.kind === 'response' &&
      /\b(?:headersSent|finished|writableEnded|sent)\b/.test(code.text(test))
    )
      return true
    return [...written].some(path => mentions(code, test, path))
  })
}

/** In a nested function that settles: a call that ends the other work. */
export function stoppedBy(code: Code, {first, second}: Pair): Node | undefined {
  const nested = [first, second].filter(one => one.how === 'handed').map(one => code.functionOf(one.at))
  return code
    .nodes('CallExpression')
    .find(
      call =>
        nested.some(fn => fn && fn !== first.fn && contains(fn, call)) &&
        /^(?:destroy|abort|kill|cancel|close|end|terminate|removeListener|removeAllListeners|off|unsubscribe|disconnect)$/.test(
          callName(call) ?? ''
        )
    )
}

function mentions(code: Code, test: Node, path: string): boolean {
  const names = [...code.nodes('Identifier'), ...code.nodes('MemberExpression')]
  return names.some(node => contains(test, node) && memberPath(node) === path)
}

/** The branch a node stands in: the nearest block. */
function branchOf(code: Code, node: Node): Node {
  for (const ancestor of code.ancestorsOf(node)) if (ancestor.type === 'BlockStatement') return ancestor
  return node
}

/** Why the second call changes nothing; undefined when it may. */
export function harmlessReason(code: Code, {settler, first, second}: Pair, way: Way): string | undefined {
  if (settler.kind === 'response') {
    const isPlainEnd = callName(second.node) === 'end' && second.node.arguments.length === 0
    return isPlainEnd ? '`end()` without data does nothing the second time' : undefined
  }
  if (settler.kind !== 'promise') return undefined
  if (first.how !== 'called') return 'a promise keeps its first answer'
  return workOn(code, {settler, first, second, way})
    ? undefined
    : 'a promise keeps its first answer, and nothing else runs'
}

const QUIET =
  /^(?:log|debug|info|warn|error|trace|clearTimeout|clearInterval|close|destroy|end|cleanup|removeListener|removeAllListeners|removeEventListener|off|unsubscribe|abort|kill|delete|release|String|Number|Boolean|toString|trim|join|concat|push|set|add|slice|stringify|from|emit)$/

/** The first work on the way that a settled promise does not need any more; a read of a result that is not there. */
export function workOn(code: Code, {first, second, way}: Pair): Node | undefined {
  const failed = failedCallback(code, first, knownTests(code, first.fn, first.node))
  const steps = [...way.steps.map(step => step.node), second.node]
  return steps.find(node => {
    if (node === second.node && second.how !== 'called') return true
    if (!isCall(node)) return false
    const root = chainRoot(node)
    if (failed && root && isResult(code, failed, leftmost(root))) return true
    return !contains(second.node, node) && !QUIET.test(callName(node) ?? '')
  })
}

function leftmost(node: Node): Node {
  const inner = unwrap(node)
  return inner.type === 'MemberExpression' ? leftmost(inner.object) : inner
}

/** The callback `(err, …) => …` around a call that runs only when `err` is set. */
function failedCallback(
  code: Code,
  {fn}: Settling,
  known: ReadonlyMap<string, boolean>
): FunctionNode | undefined {
  const [error] = fn.params
  return error?.type === 'Identifier' &&
    /^(?:e|err|error)$/.test(error.name) &&
    known.get(error.name) &&
    isFunction(fn) &&
    code.parentOf(fn)
    ? fn
    : undefined
}

/** Whether a node names one of the further parameters of such a callback: they are not set when it failed. */
function isResult(code: Code, fn: FunctionNode, node: Node): boolean {
  const binding = node.type === 'Identifier' ? code.bindingOf(node) : undefined
  return (
    binding?.definitions[0]?.kind === 'parameter' &&
    binding.owner === fn &&
    fn.params[0] !== binding.definitions[0].name
  )
}
