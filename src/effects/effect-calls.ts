import {givesConnection, isClientCall} from './client-calls.ts'
import {clientOf} from './clients.ts'
import type {EffectKind} from './effect-kind.ts'

/** What an expression stands for: something of a package, by the names that lead to it. */
export interface PackageValue {
  /** `pg`, `node:fs`. */
  readonly package: string
  /** `['promises', 'readFile']`; `'()'` for what a call gives, `'new'` for an instance. */
  readonly path: readonly string[]
}

/** Functions of built-ins that reach outside. Source: nodejs.org/api. Of those that are missing here every function does. */
const builtinCalls: ReadonlyMap<string, readonly [EffectKind, ReadonlySet<string> | 'any']> = new Map([
  ['node:fs', ['file system', 'any']],
  ['node:fs/promises', ['file system', 'any']],
  ['node:net', ['network', new Set(['connect', 'createConnection', 'createServer'])]],
  ['node:http', ['network', new Set(['request', 'get', 'createServer'])]],
  ['node:https', ['network', new Set(['request', 'get', 'createServer'])]],
  ['node:http2', ['network', new Set(['connect', 'createServer', 'createSecureServer'])]],
  ['node:tls', ['network', new Set(['connect', 'createServer'])]],
  ['node:dgram', ['network', new Set(['createSocket'])]],
  ['node:dns', ['network', new Set(['lookup', 'lookupService', 'resolve', 'reverse'])]],
  ['node:dns/promises', ['network', new Set(['lookup', 'lookupService', 'resolve', 'reverse'])]],
  [
    'node:child_process',
    ['process', new Set(['exec', 'execFile', 'execFileSync', 'execSync', 'fork', 'spawn', 'spawnSync'])]
  ],
  ['node:cluster', ['process', new Set(['fork'])]]
])

const builtinConstructors: ReadonlyMap<string, EffectKind> = new Map([
  ['node:worker_threads Worker', 'process'],
  ['node:sqlite DatabaseSync', 'database']
])

/** Whether calls of a package, or of a built-in, may reach outside. */
export function hasEffects(name: string): boolean {
  return (
    builtinCalls.has(name) ||
    name === 'node:worker_threads' ||
    name === 'node:sqlite' ||
    clientOf(name) !== undefined
  )
}

/** What a call of a value does outside; undefined when nothing is known. */
export function effectOfCall(value: PackageValue, isNew: boolean): EffectKind | undefined {
  const names = value.path.filter(name => name !== 'default')
  const name = names.at(-1) ?? ''
  if (isNew) return builtinConstructors.get(`${value.package} ${name}`) ?? effectOfNew(value, name)
  const builtin = builtinCalls.get(value.package)
  if (builtin) return isBuiltinCall(name, names, builtin[1]) ? builtin[0] : undefined
  const client = clientOf(value.package)
  return client && isClientCall(client, names, name) ? client.kind : undefined
}

/** Whether what a call gives is data that came from outside: rows, a response. What is done with them reaches nothing more. */
export function isAnswer(value: PackageValue): boolean {
  return effectOfCall(value, false) !== undefined && !givesConnection(value.path.at(-1) ?? '')
}

/** `Stats` and `Dirent` are no doors. Streams and handles that a call gave do what the call began. */
function isBuiltinCall(name: string, names: readonly string[], calls: ReadonlySet<string> | 'any'): boolean {
  if (isMade(names)) return false
  return calls === 'any' ? /^[a-z]/.test(name) && name !== 'promises' : calls.has(name)
}

function effectOfNew({package: from, path}: PackageValue, name: string): EffectKind | undefined {
  const client = clientOf(from)
  return client?.connects?.has(name) || (client?.connects?.has('default') && path.length === 1)
    ? client.kind
    : undefined
}

function isMade(names: readonly string[]): boolean {
  return names.includes('()') || names.includes('new')
}
