import {isFixturePath} from '../../repo/file-name.ts'
import {isObject, parseJsonObject} from '../../repo/json.ts'
import {baseOf, folderOf, joinPath} from '../../repo/posix-path.ts'
import type {EntryPoint} from '../facts.ts'
import type {EntryContext, ReadEntries} from './entry-context.ts'
import {createJsonLines} from './json-lines.ts'
import {readYaml, type YamlValue} from './yaml-file.ts'

type Reader = (file: string, text: string, context: EntryContext) => EntryPoint[]

const readers: readonly (readonly [RegExp, Reader])[] = [
  [/^serverless(?:[.-][\w-]+)?\.ya?ml$/, serverlessEntries],
  [/^(?:template|sam|samTemplate)(?:[.-][\w-]+)?\.ya?ml$/, samEntries],
  [/^wrangler\.toml$/, wranglerTomlEntries],
  [/^wrangler\.jsonc?$/, wranglerJsonEntries]
]

/** Functions that the configuration of a serverless platform names: Serverless Framework, AWS SAM, Cloudflare Workers. */
export const configuredHandlers: ReadEntries = context =>
  context.repo.files
    .filter(path => !isFixturePath(path))
    .flatMap(path => {
      const read = readers.find(([name]) => name.test(baseOf(path)))?.[1]
      return read ? read(path, context.repo.read(path) ?? '', context) : []
    })

/** Source: https://www.serverless.com/framework/docs/providers/aws/guide/functions */
function serverlessEntries(file: string, text: string, context: EntryContext): EntryPoint[] {
  const root = readYaml(text)
  // `- ${file(x.yml)}` in a list names functions that stand elsewhere.
  const functions = root?.get('functions')?.entries() ?? []
  return functions.flatMap(([name, each]) =>
    toHandler(file, name, each.get('handler'), folderOf(file), context)
  )
}

/** Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html */
function samEntries(file: string, text: string, context: EntryContext): EntryPoint[] {
  const root = text.includes('AWS::Serverless') ? readYaml(text) : undefined
  const common = root?.get('Globals')?.get('Function')
  return (root?.get('Resources')?.entries() ?? []).flatMap(([name, resource]) => {
    if (resource.get('Type')?.text !== 'AWS::Serverless::Function') return []
    const properties = resource.get('Properties')
    const code = (properties?.get('CodeUri') ?? common?.get('CodeUri'))?.text ?? ''
    const folder = joinPath(folderOf(file), code)
    return folder === undefined ? [] : toHandler(file, name, properties?.get('Handler'), folder, context)
  })
}

/** `src/hello.main`: the function `main` of `src/hello`, whatever its extension. */
function toHandler(
  file: string,
  name: string,
  value: YamlValue | undefined,
  folder: string,
  {sourceAt}: EntryContext
): EntryPoint[] {
  const [, stem] = /^([\w@./-]+)\.\w+$/.exec(value?.text ?? '') ?? []
  const path = stem === undefined ? undefined : sourceAt(joinPath(folder, stem))
  return value && path !== undefined ? [{kind: 'handler', name, path, line: value.line, namedIn: file}] : []
}

/** Source: https://developers.cloudflare.com/workers/wrangler/configuration/ */
function wranglerTomlEntries(file: string, text: string, context: EntryContext): EntryPoint[] {
  const lines = text.split(/\r?\n/)
  const table = lines.findIndex(line => /^\s*\[/.test(line))
  const own = table < 0 ? lines : lines.slice(0, table)
  const settingOf = (key: string) =>
    own.flatMap((line, index) => {
      const match = new RegExp(`^\\s*${key}\\s*=\\s*(["'])(.*?)\\1`).exec(line)
      return match ? [{text: match[2] ?? '', line: index + 1}] : []
    })[0]
  const main = settingOf('main')
  return main ? toWorker(file, settingOf('name')?.text, main, context) : []
}

function wranglerJsonEntries(file: string, text: string, context: EntryContext): EntryPoint[] {
  const {value} = parseJsonObject(text)
  if (!isObject(value) || typeof value.main !== 'string') return []
  const main = {text: value.main, line: createJsonLines(text)(['main'])}
  return toWorker(file, typeof value.name === 'string' ? value.name : undefined, main, context)
}

function toWorker(
  file: string,
  name: string | undefined,
  main: {readonly text: string; readonly line: number},
  {sourceAt}: EntryContext
): EntryPoint[] {
  const path = sourceAt(joinPath(folderOf(file), main.text))
  return path === undefined
    ? []
    : [{kind: 'handler', name: name ?? 'worker', path, line: main.line, namedIn: file}]
}
