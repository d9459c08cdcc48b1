import {type ParseError, parse, printParseErrorCode} from 'jsonc-parser'
import {z} from 'zod'
import {GroundtruthError} from '../errors.ts'
import {type Config, configName} from './config.ts'
import {gates} from './gates.ts'
import {lineAndColumn} from './line-and-column.ts'
import {nearestName} from './nearest-name.ts'

const paths = z.array(z.string())

const configSchema = z.strictObject({
  $schema: z.string().optional(),
  /** Patterns in the syntax of .gitignore: such files are not read. */
  ignore: paths.default([]),
  /** Modules that something outside the repository runs. */
  entryPoints: paths.default([]),
  /** Documents whose claims `check` judges, in place of the default list. */
  documents: paths.optional(),
  /** Task files, besides those found by their names. */
  tasks: paths.default([]),
  /** How many actions fit into *Now*. */
  capacity: z.int().min(1).max(100).optional(),
  failOn: z.union([z.enum(gates), z.array(z.enum(gates))]).default([]),
  /** `{"lazy-init-race": false}`, or the ids of the only detectors that shall run. */
  detectors: z.union([z.record(z.string(), z.boolean()), paths]).default({})
})

type RawConfig = z.output<typeof configSchema>

/**
 * Reads JSON with comments and trailing commas.
 *
 * Throws `config/invalid` with line and column of the first syntax error, or naming the first key that is unknown or
 * has a wrong value. `name` is how messages call the file.
 */
export function parseConfig(text: string, name: string = configName): Config {
  const source = text.replace(/^\uFEFF/, '')
  const errors: ParseError[] = []
  const value: unknown = parse(source, errors, {allowTrailingComma: true})
  const [error] = errors
  if (error) throw syntaxError(source, error, name)
  const result = configSchema.safeParse(value)
  if (!result.success) throw valueError(result.error.issues, value, name)
  return toConfig(result.data)
}

function toConfig({failOn, ...raw}: RawConfig): Config {
  return {
    ignore: raw.ignore,
    entryPoints: raw.entryPoints,
    documents: raw.documents,
    tasks: raw.tasks,
    capacity: raw.capacity,
    failOn: typeof failOn === 'string' ? [failOn] : failOn,
    detectors: raw.detectors
  }
}

function syntaxError(text: string, {offset, error}: ParseError, name: string): GroundtruthError {
  const {line, column} = lineAndColumn(text, offset)
  const found = printParseErrorCode(error)
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
  return new GroundtruthError(
    'config/invalid',
    `Expected JSON in ${name}, got ${found} at ${name}:${line}:${column}`,
    {
      hint: 'correct the file, or name another with --config'
    }
  )
}

function valueError(issues: readonly z.core.$ZodIssue[], value: unknown, name: string): GroundtruthError {
  const issue = issues.find(({code}) => code === 'unrecognized_keys') ?? issues[0]
  if (issue?.code === 'unrecognized_keys') return unknownKey(String(issue.keys[0]), name)
  const path = issue?.path.map(String).join('.') ?? ''
  const subject = path === '' ? name : `"${path}" in ${name}`
  return new GroundtruthError(
    'config/invalid',
    `Expected ${expectation(String(issue?.path[0] ?? ''))} as ${subject}, got ${excerptOf(value, issue?.path ?? [])}`,
    {hint: 'correct the value, or take the key out for its default'}
  )
}

function unknownKey(key: string, name: string): GroundtruthError {
  const known = Object.keys(configSchema.shape).filter(each => each !== '$schema')
  const nearest = nearestName(key, known)
  return new GroundtruthError(
    'config/invalid',
    `Expected one of ${known.join(', ')} in ${name}, got "${key}"`,
    {
      hint: nearest === undefined ? 'take the key out' : `did you mean "${nearest}"?`
    }
  )
}

/** What each key holds, in words. */
const expectations: Readonly<Record<string, string>> = {
  $schema: 'a URL',
  ignore: 'a list of patterns',
  entryPoints: 'a list of paths',
  documents: 'a list of paths',
  tasks: 'a list of paths',
  capacity: 'a whole number from 1 to 100',
  failOn: `one or a list of ${gates.join(', ')}`,
  detectors: 'a list of detector ids, or an object of id to true or false'
}

function expectation(key: string): string {
  return expectations[key] ?? 'an object'
}

function excerptOf(value: unknown, path: readonly PropertyKey[]): string {
  let found = value
  for (const key of path) found = (found as Record<PropertyKey, unknown> | null | undefined)?.[key]
  const text = JSON.stringify(found) ?? 'nothing'
  return text.length > 40 ? `${text.slice(0, 39)}…` : text
}
