import type {CodeHit} from './code-hit.ts'
import type {Registration} from './commands.ts'
import type {Context} from './context.ts'
import {code, type Finding, plain} from './finding.ts'
import type {NamedObject} from './objects.ts'

/**
 * Looks for a command (`tool list`) or a flag (`--json`) on the command-line parser.
 *
 * A flag that a command stands before must be registered under that command: other commands share flags. A flag without
 * one shows something only when a single place registers it.
 */
export function findRegistered(object: NamedObject, clause: string, context: Context): Finding {
  return object.kind === 'flag' ? findFlag(object, clause, context) : findCommand(object, context)
}

function findFlag(object: NamedObject, clause: string, context: Context): Finding {
  const all = context.index.registrations.filter(entry => entry.kind === 'flag' && entry.name === object.text)
  const chain = chainBefore(clause, object.text, context)
  const under = chain.length > 0 ? all.filter(entry => endsWith(entry.under, chain)) : all
  const [first] = under
  if (first) return registered(object, under, chain.length > 0 || under.length === 1, [...chain, object.text])
  if (all.length > 0)
    return plain(
      object,
      'unclear',
      `${code(object.text)} is registered, but not under ${code(chain.join(' '))}`,
      all.map(toHit)
    )
  const loose = [object.text, camel(object.text)]
    .flatMap(name => context.index.hitsOf(name))
    .filter(hit => !hit.test && hit.role !== 'commented')
  return loose.length > 0
    ? plain(object, 'unclear', `${code(object.text)} is not registered in a way that is understood`, loose)
    : plain(object, 'absent', `${code(object.text)} stands nowhere`)
}

function findCommand(object: NamedObject, context: Context): Finding {
  const [, ...rest] = object.text.split(/\s+/)
  const words = rest.slice(0, rest.findIndex(word => !/^[a-z][\w:-]*$/.test(word)) >>> 0)
  const commands = context.index.registrations.filter(entry => entry.kind === 'command')
  if (words.length === 0 || commands.length === 0)
    return plain(object, 'unclear', 'no command registration that is understood')
  const found = commands.filter(entry => endsWith([...entry.under, entry.name], words))
  const flag = rest.find(word => word.startsWith('--'))
  if (found.length > 0)
    return flag
      ? findFlag({...object, kind: 'flag', text: flag}, object.text, context)
      : registered(object, found, true, words)
  // Of `tool set key` the last words may be arguments: only a missing first word is a missing command.
  const parent = commands.some(entry => entry.name === words[0])
  const argument = parent && !commands.some(entry => entry.under.includes(words[0] ?? ''))
  return argument
    ? plain(object, 'unclear', `${code(words.slice(1).join(' '))} may be an argument`)
    : plain(object, 'absent', `no command ${code(words.join(' '))} is registered`)
}

function registered(
  object: NamedObject,
  found: readonly Registration[],
  discriminating: boolean,
  command: readonly string[]
): Finding {
  return {
    ...plain(object, 'present', `${code(object.text)} is registered`, found.map(toHit)),
    discriminating,
    command
  }
}

/** The command words that stand right before a flag in the clause: `task edit --ref` gives `['task', 'edit']`. */
function chainBefore(clause: string, flag: string, {index}: Context): string[] {
  const before = clause.slice(0, clause.indexOf(flag)).replaceAll('`', ' ')
  const names = new Set(
    index.registrations.filter(entry => entry.kind === 'command').map(entry => entry.name)
  )
  const chain: string[] = []
  for (const word of before.trim().split(/\s+/).reverse()) {
    if (!names.has(word)) break
    chain.unshift(word)
  }
  return chain
}

function endsWith(whole: readonly string[], end: readonly string[]): boolean {
  return end.every((word, index) => whole[whole.length - end.length + index] === word)
}

function toHit({path, line}: Registration): CodeHit {
  return {path, line, role: 'registered', form: 'literal', test: false, start: 0, end: 0}
}

/** `--dry-run` gives `dryRun`, the name under which parsers hand a flag over. */
export function camel(flag: string): string {
  return flag.replace(/^--(?:no-)?/, '').replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
}
