import type {CallExpression, IfStatement, Node} from '@oxc-project/types'
import {callName, isCall, receiverOf} from '../../../syntax/call-name.ts'
import {isFunction} from '../../../syntax/is-function.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {contains} from './awaits.ts'
import type {Code} from './code.ts'
import {emptinessTests} from './emptiness.ts'

/** A set-up call behind `let x = kept[key]; if (!x) {x = make(); kept[key] = x}`. */
export interface SetUpOutside {
  readonly created: IfStatement
  readonly variable: Node
  readonly call: CallExpression
  /** What the variable is given in the branch that makes it. */
  readonly made: Node
  /** Tests around the call, innermost first. */
  readonly under: readonly Node[]
}

const SETS_UP =
  /^(?:connect|start|init|initiali[sz]e|open|listen|subscribe|register|attach|enable|install|activate|launch|boot)(?:Async)?$/

/** Set-up calls on a value that is looked up and made when it is missing, outside of the branch that makes it. */
export function setUpsOutside(code: Code): SetUpOutside[] {
  return code.nodes('IfStatement').flatMap(created => {
    const test = emptinessTests(code, created.test).find(one => one.empty && one.target.type === 'Identifier')
    const binding = test && code.bindingOf(test.target)
    if (!test || !binding || created.alternate || binding.owner !== code.functionOf(created)) return []
    const made = isLookup(binding.definitions[0]?.node) ? madeAndKept(code, created, test.target) : undefined
    if (!made) return []
    const calls = code.nodes('CallExpression').filter(call => {
      const receiver = receiverOf(call)
      return (
        call.start > created.end &&
        code.functionOf(call) === code.functionOf(created) &&
        isSetUp(call) &&
        receiver !== undefined &&
        code.bindingOf(receiver) === binding
      )
    })
    const [call] = calls
    return call ? [{created, variable: test.target, call, made, under: testsAround(code, call, created)}] : []
  })
}

/** A listener that comes from the caller is the caller's business. */
function isSetUp(call: CallExpression): boolean {
  const name = callName(call) ?? ''
  const handler = call.arguments[1]
  if (/^(?:on|addListener)$/.test(name)) return handler !== undefined && isFunction(unwrap(handler))
  return SETS_UP.test(name)
}

/** `this.sockets[name]`, `map.get(name)`, `this.socket`. */
function isLookup(definition: Node | undefined): boolean {
  const value =
    definition?.type === 'VariableDeclarator' && definition.init ? unwrap(definition.init) : undefined
  if (value?.type === 'MemberExpression') return true
  return isCall(value) && /^(?:get|find)$/.test(callName(value) ?? '')
}

/** The branch gives the variable a new value and puts it where it was looked for. */
function madeAndKept(code: Code, created: IfStatement, variable: Node): Node | undefined {
  const binding = code.bindingOf(variable)
  const uses = binding?.uses.filter(use => contains(created.consequent, use.identifier)) ?? []
  const [made] = uses.flatMap(use => {
    const write = use.write ? code.parentOf(use.identifier) : undefined
    const value = write?.type === 'AssignmentExpression' ? unwrap(write.right) : undefined
    return value && (value.type === 'NewExpression' || isCall(value)) ? [value] : []
  })
  return uses.some(use => use.read && isKept(code, use.identifier)) ? made : undefined
}

function isKept(code: Code, use: Node): boolean {
  const parent = code.parentOf(use)
  if (parent?.type === 'AssignmentExpression')
    return parent.right === use && unwrap(parent.left).type === 'MemberExpression'
  return isCall(parent) && /^(?:set|push|add)$/.test(callName(parent) ?? '')
}

function testsAround(code: Code, call: Node, created: Node): Node[] {
  const block = code.parentOf(created)
  const tests: Node[] = []
  for (const ancestor of code.ancestorsOf(call)) {
    if (ancestor === block) break
    if (ancestor.type === 'IfStatement' || ancestor.type === 'ConditionalExpression')
      tests.push(ancestor.test)
    if (ancestor.type === 'LogicalExpression') tests.push(ancestor.left)
  }
  return tests
}

/** Whether tests ask for the variable: its state decides. */
export function asksForIt(code: Code, {under, variable}: SetUpOutside): Node | undefined {
  const uses = code.bindingOf(variable)?.uses ?? []
  return under.find(
    test =>
      uses.some(use => contains(test, use.identifier)) ||
      /\b(?:is|was)?(?:new|created|fresh)\b/i.test(memberPath(test) ?? '')
  )
}
