import type {Node} from '@oxc-project/types'
import type {ReachingTest} from '../../../artifacts/triage-row.ts'
import type {DeclaredSymbol} from '../../../facts/facts.ts'
import {isCall} from '../../../syntax/call-name.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import {stringValue} from '../../../syntax/string-value.ts'
import {walk} from '../../../syntax/walk.ts'
import type {Context} from '../context.ts'
import {code} from '../finding.ts'
import {findOrigin, parametersOf} from './guard-origin.ts'
import {signsOf} from './guard-tests.ts'
import type {Guard} from './guards.ts'

/**
 * The case that no test has and that fails when the guard is deleted, as the end of a sentence: which arguments take its
 * branch, and what to expect. Values are those that the reaching tests use already.
 */
export function missingCase(guard: Guard, tests: readonly ReachingTest[], context: Context): string {
  const {constants} = signsOf(guard)
  const wanted = constants.filter(name => guard.constants.includes(name))
  const origin = findOrigin(wanted, guard, context)
  const parts = [loopPart(guard, tests, context), origin && originPart(origin)].filter(
    part => part !== undefined
  )
  const arguments_ =
    parts.length > 0
      ? parts.join(', and ')
      : `an input for which ${code(`${guard.path}:${guard.line}`)} holds`
  const expected = origin ? [origin.constant] : wanted.length > 0 ? wanted : constants
  const outcome =
    expected.length > 0 ? `expect ${expected.map(code).join(' or ')}` : `expect that it ${guard.exit}`
  return `with ${arguments_}; ${outcome}, which fails once ${code(`${guard.path}:${guard.line}`)} is deleted`
}

/** `a bogus token that Hub.authenticate turns away with Unauthenticated`. */
function originPart({parameter, constant, symbol, line}: NonNullable<ReturnType<typeof findOrigin>>): string {
  return `a bogus ${code(parameter)}, which ${code(symbol.name)} turns away with ${code(constant)} (${code(`${symbol.path}:${line}`)})`
}

/** Inside of a loop one element takes the branch and another must not be tried: the first one live, the second one not. */
function loopPart(guard: Guard, tests: readonly ReachingTest[], context: Context): string | undefined {
  const position =
    guard.loopOver === undefined ? -1 : parametersOf(guard.symbol, context).indexOf(guard.loopOver)
  if (position < 0 || guard.exit === 'goes on' || guard.loopOver === undefined) return undefined
  const elements = tests.flatMap(test => elementsIn(test, guard.symbol, position, context))
  const live = elements.find(({setUpBy}) => setUpBy !== undefined)
  const dead = elements.find(({setUpBy, text}) => setUpBy === undefined && text !== live?.text)
  const first = live
    ? `a live first one (set up by ${code(live.setUpBy ?? '')}, as ${code(live.text)} in line ${live.line})`
    : 'a live first one'
  const second = dead
    ? `an unrouted second one (as ${code(dead.text)} in line ${dead.line})`
    : 'a second one that ends otherwise'
  return `${code(guard.loopOver)} of ${first} and ${second}`
}

interface Element {
  readonly text: string
  /** The other call that is handed the same value. */
  readonly setUpBy: string | undefined
  readonly line: number
}

/** The elements of the lists that a test hands to the function. */
function elementsIn(
  test: ReachingTest,
  symbol: DeclaredSymbol,
  position: number,
  {reach, world}: Context
): Element[] {
  const body = reach.inFile(test.path).find(({line}) => line === test.line)
  const ast = world.facts.ast(test.path)
  const calls = callsIn(body?.nodes ?? [])
  const last = symbol.name.split('.').at(-1)
  return calls
    .filter(({name}) => name.split('.').at(-1) === last)
    .flatMap(({args}) => {
      const list = args[position]
      return list?.type === 'ArrayExpression' ? list.elements.flatMap(each => each ?? []) : []
    })
    .flatMap(element => {
      const text = textOf(element)
      const setUp = calls.find(
        ({name, args}) => name.split('.').at(-1) !== last && args.some(argument => textOf(argument) === text)
      )
      return text === undefined || !ast ? [] : [{text, setUpBy: setUp?.name, line: ast.lineOf(element.start)}]
    })
}

function callsIn(nodes: readonly Node[]): {name: string; args: readonly Node[]}[] {
  const calls: {name: string; args: readonly Node[]}[] = []
  for (const root of nodes)
    walk(root, node => {
      if (isCall(node)) calls.push({name: memberPath(node.callee) ?? '', args: node.arguments})
    })
  return calls.filter(({name}) => name !== '')
}

/** `'first'` for a text, `server.address` for a chain of names. */
function textOf(node: Node): string | undefined {
  const text = stringValue(node)
  return text === undefined ? memberPath(node) : `'${text}'`
}
