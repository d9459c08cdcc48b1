import type {Node} from '@oxc-project/types'
import {callName, receiverOf} from '../../../syntax/call-name.ts'
import {propertyName} from '../../../syntax/property-name.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import type {RawRegistration} from '../../file-facts.ts'
import {
  type CallRule,
  type Candidate,
  callsAfter,
  chainRoot,
  lineOfCall,
  objectText,
  type RuleContext
} from './candidate.ts'
import {propertyOf} from './property-of.ts'

const commanders = new Set(['commander', '@commander-js/extra-typings'])
/** Packages whose programs take `.command('name …')`. */
export const commandPackages: ReadonlySet<string> = new Set([...commanders, 'cac', 'sade', 'yargs'])
export const commandTreePackages: ReadonlySet<string> = new Set(['citty'])

/**
 * Subcommands by their first word: `.command('build <dir>')`, `addCommand(new Command('build'))`, and the keys of citty's
 * `subCommands`. Of a program that comes from elsewhere the chain must go on as only a command's does.
 */
export const findCommands: CallRule = (call, context) => {
  const name = callName(call.node)
  if (name === 'command') return commandOf(call, context)
  if (name === 'addCommand') return addedCommand(call, context)
  if (name === 'defineCommand') return subCommands(call, context)
  return []
}

export const commandCalls = ['command', 'addCommand', 'defineCommand'] as const

function commandOf(call: Candidate, context: RuleContext): RawRegistration[] {
  const [first] = call.node.arguments
  const name = commandName(first, context)
  if (name === undefined || !isProgram(call, context)) return []
  return [toCommand(call, name, context)]
}

function toCommand(call: Candidate, name: string, {ast}: RuleContext): RawRegistration {
  const word = callName(call.node) ?? ''
  return {kind: 'command', on: objectText(call, ast), call: word, name, line: lineOfCall(call, ast)}
}

function isProgram(call: Candidate, {origins}: RuleContext): boolean {
  const object = receiverOf(call.node)
  if (!object) return false
  const origin = origins.packageOf(chainRoot(object))
  if (origin !== undefined) return commandPackages.has(origin)
  const after = callsAfter(call)
  if (after.includes('action')) return true
  const isYargs = origins.imports(new Set(['yargs'])) && call.node.arguments.length > 1
  return isYargs || (origins.imports(commandPackages) && after.includes('description'))
}

/** The name in `'build <dir>'`, in the first of yargs' `['start', 'run']`, or in `{command: 'build'}`; none for a default command. */
function commandName(value: Node | undefined, {origins}: RuleContext): string | undefined {
  if (!value) return undefined
  const [item] = value.type === 'ArrayExpression' ? value.elements : [value]
  const node = item && propertyOf(item, 'handler') ? propertyOf(item, 'command') : item
  return firstWord(node && node.type !== 'SpreadElement' ? origins.textOf(node) : undefined)
}

/** `build` for `build <dir>`; undefined for `$0`, `*` and `[file]`, which stand for the program itself. */
export function firstWord(text: string | undefined): string | undefined {
  return /^\s*([\w@][\w@:./-]*)/.exec(text ?? '')?.[1]
}

/** `program.addCommand(new Command('build')…)`, with the command in place or in a variable. */
function addedCommand(call: Candidate, context: RuleContext): RawRegistration[] {
  const {origins} = context
  const [value] = call.node.arguments
  const made = value && chainRoot(origins.declaredValue(value) ?? value)
  if (made?.type !== 'NewExpression' && made?.type !== 'CallExpression') return []
  if (!commanders.has(origins.packageOf(made) ?? '')) return []
  const name = firstWord(origins.textOf(made.arguments[0]))
  return name === undefined ? [] : [toCommand(call, name, context)]
}

/** `defineCommand({subCommands: {build, dev: () => import('./dev')}})` */
function subCommands(call: Candidate, context: RuleContext): RawRegistration[] {
  const {ast, origins} = context
  if (!commandTreePackages.has(origins.packageOf(call.node.callee) ?? '')) return []
  const tree = propertyOf(call.node.arguments[0], 'subCommands')
  const node = tree && unwrap(origins.declaredValue(tree) ?? tree)
  if (node?.type !== 'ObjectExpression') return []
  return node.properties.flatMap(property => {
    const name = property.type === 'Property' ? propertyName(property) : undefined
    if (name === undefined) return []
    return [
      {kind: 'command', on: 'defineCommand', call: 'defineCommand', name, line: ast.lineOf(property.start)}
    ]
  })
}
