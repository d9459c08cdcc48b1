import {isFixturePath} from '../../repo/file-name.ts'
import {baseOf, folderOf, joinPath} from '../../repo/posix-path.ts'
import type {EntryPoint, ModuleId} from '../facts.ts'
import type {EntryContext, ReadEntries} from './entry-context.ts'
import {wordsOf} from './run-files.ts'
import {filesOfCommand} from './script-files.ts'

const fileName = /^(?:Dockerfile|Containerfile)(?:\.[\w.-]+)?$|\.Dockerfile$/i
const longestName = 60

/**
 * What the `CMD` and `ENTRYPOINT` of Dockerfiles run, directly or through package scripts. The context of a build is not
 * known: a file is looked for beside the Dockerfile, at its package's root and in the folder that `WORKDIR` ends with, and
 * counts when these lead to one module.
 *
 * Source: https://docs.docker.com/reference/dockerfile/
 */
export const dockerfileEntries: ReadEntries = context =>
  context.repo.files
    .filter(path => fileName.test(baseOf(path)) && !isFixturePath(path))
    .flatMap(path =>
      readStarts(context.repo.read(path) ?? '').flatMap(start => toEntries(path, start, context))
    )

interface Start {
  readonly command: string
  readonly workdir: string
  readonly line: number
}

/** The last `CMD` and `ENTRYPOINT` of each stage: earlier ones have no effect. */
function readStarts(text: string): Start[] {
  const done: Start[] = []
  let stage = new Map<string, Start>()
  let workdir = ''
  for (const {word, rest, line} of instructionsIn(text)) {
    if (word === 'FROM') {
      done.push(...stage.values())
      stage = new Map()
      workdir = ''
    } else if (word === 'WORKDIR') workdir = rest.startsWith('/') ? rest : `${workdir}/${rest}`
    else if (word === 'CMD' || word === 'ENTRYPOINT')
      stage.set(word, {command: commandIn(rest), workdir, line})
  }
  return [...done, ...stage.values()]
}

/** Instructions with their lines joined; comments between continued lines are left out. */
function instructionsIn(text: string): {word: string; rest: string; line: number}[] {
  const found: {word: string; rest: string; line: number}[] = []
  let open: {text: string; line: number} | undefined
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    if (/^\s*#/.test(raw) || (open && raw.trim() === '')) continue
    open = {text: `${open?.text ?? ''} ${raw.replace(/\\\s*$/, '')}`, line: open?.line ?? index + 1}
    if (/\\\s*$/.test(raw)) continue
    const [, word = '', rest = ''] = /^\s*([A-Za-z]+)\s+(.*)$/s.exec(open.text) ?? []
    if (word !== '') found.push({word: word.toUpperCase(), rest: rest.trim(), line: open.line})
    open = undefined
  }
  return found
}

/** The command as a shell would take it, whichever form it stands in; that of `sh -c` for its own. */
function commandIn(text: string): string {
  const words = wordsIn(text)
  const [shell = '', flag, script] = words
  if (/(?:^|\/)(?:ba|da|a)?sh$/.test(shell) && flag === '-c' && script !== undefined) return script
  return text.startsWith('[') ? words.map(word => (/\s/.test(word) ? `"${word}"` : word)).join(' ') : text
}

function wordsIn(text: string): string[] {
  if (!text.startsWith('[')) return wordsOf(text)
  try {
    const value: unknown = JSON.parse(text)
    return Array.isArray(value) && value.every(each => typeof each === 'string') ? value : []
  } catch {
    // Docker takes a list that is no JSON for shell text; nothing that runs looks like that.
    return []
  }
}

function toEntries(file: string, start: Start, context: EntryContext): EntryPoint[] {
  const {layout} = context
  const folders = foldersOf(file, start.workdir, context)
  const modules = new Set(
    folders.flatMap(folder => {
      const pack = layout.packages.find(({path}) => path === folder)
      return filesOfCommand(start.command, pack).flatMap(
        word => moduleIn(folder, word, start.workdir, context) ?? []
      )
    })
  )
  const [path, ...others] = modules
  if (path === undefined || others.length > 0) return []
  const name = start.command.replace(/\s+/g, ' ').trim()
  return [
    {
      kind: 'dockerfile',
      name: name.length > longestName ? baseOf(path) : name,
      path,
      line: start.line,
      namedIn: file
    }
  ]
}

function foldersOf(file: string, workdir: string, {repo, layout}: EntryContext): string[] {
  const parts = workdir.split('/').filter(part => part !== '')
  // `/app` alone is a place in the image; what follows it may be a folder of the repository.
  const below = parts.slice(1).map((_, index) => parts.slice(index + 1).join('/'))
  const named = below.find(folder => repo.has(joinPath(folder, 'package.json') ?? ''))
  return [folderOf(file), layout.packageOf(file)?.path ?? '', ...(named === undefined ? [] : [named])]
}

/** An absolute path counts from the working directory. */
function moduleIn(
  folder: string,
  word: string,
  workdir: string,
  {sourceAt}: EntryContext
): ModuleId | undefined {
  if (!word.startsWith('/')) return sourceAt(joinPath(folder, word))
  const isBelow = workdir !== '' && word.startsWith(`${workdir.replace(/\/$/, '')}/`)
  return isBelow ? sourceAt(joinPath(folder, word.slice(workdir.length))) : undefined
}
