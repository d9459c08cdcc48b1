import {isCodeFile} from '../../repo/code-file.ts'
import {isObject, parseJsonObject} from '../../repo/json.ts'
import type {Package} from '../../repo/layout.ts'
import {isWithin, joinPath} from '../../repo/posix-path.ts'
import type {EntryPoint} from '../facts.ts'
import type {EntryContext, ReadEntries} from './entry-context.ts'

const commandClass = /^export\s+default\s+class\s+(?:\w+\s+)?extends\b/m

/**
 * Command classes of oclif: default exports below the folder that the manifest's `oclif.commands` names, itself or as the
 * output of one in `src`. A command goes by its place: `task:add` for `commands/task/add`.
 *
 * Source: https://oclif.io/docs/configuring_your_cli
 */
export const commandFiles: ReadEntries = context =>
  context.layout.packages.flatMap(pack => {
    const {oclif} = parseJsonObject(context.repo.read(pack.manifestPath) ?? '').value
    return isObject(oclif) ? commandsOf(pack, oclif, context) : []
  })

function commandsOf(
  {path}: Package,
  {commands, topicSeparator}: Readonly<Record<string, unknown>>,
  context: EntryContext
): EntryPoint[] {
  const target = isObject(commands)
    ? commands.strategy === 'pattern'
      ? commands.target
      : undefined
    : commands
  if (typeof target !== 'string') return []
  const folder = sourceFolder(path, target, context)
  if (folder === undefined || folder === '') return []
  const separator = topicSeparator === ' ' ? ' ' : ':'
  return context.repo.files
    .filter(file => isCodeFile(file) && isWithin(file, folder) && context.sourceAt(file) === file)
    .flatMap(file => toCommand(file, folder, separator, context))
}

/** `src/commands` for `lib/commands`, when there is one. */
function sourceFolder(folder: string, target: string, {repo}: EntryContext): string | undefined {
  const [, ...rest] = target.replace(/^\.\//, '').split('/')
  return [joinPath(folder, 'src', ...rest), joinPath(folder, target)].find(
    path => path !== undefined && repo.hasFolder(path)
  )
}

function toCommand(path: string, folder: string, separator: string, {repo}: EntryContext): EntryPoint[] {
  const text = repo.read(path) ?? ''
  const match = commandClass.exec(text)
  const name = path
    .slice(folder.length + 1)
    .replace(/\.[cm]?[jt]sx?$/, '')
    .replace(/(?:^|\/)index$/, '')
  if (!match || name === '') return []
  const line = text.slice(0, match.index).split('\n').length
  return [{kind: 'command', name: name.replaceAll('/', separator), path, line}]
}
