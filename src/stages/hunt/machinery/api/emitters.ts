import type {CallExpression, NewExpression} from '@oxc-project/types'
import {outsideCalls} from '../../../../effects/outside-calls.ts'
import {callName, receiverOf} from '../../../../syntax/call-name.ts'
import {memberPath} from '../../../../syntax/member-path.ts'
import type {DetectorContext} from '../../define-detector.ts'
import type {Code} from '../code.ts'

/** A kind of value that emits `error`, and throws where nobody listens. */
export interface EmitterModel {
  /** `a child process`. */
  readonly what: string
  /** When it emits `error`. */
  readonly when: string
  /** Whether a promise gives it. */
  readonly promised?: boolean
  /** 3: ordinary input; 2: a failing dependency; 1: rare. */
  readonly likelihood: 1 | 2 | 3
}

export interface MadeEmitter {
  readonly model: EmitterModel
  /** Of which package, or how it was told. */
  readonly reason: string
  /** Whether the package is known by import, and not only by the words around. */
  readonly sure: boolean
}

const child: EmitterModel = {
  what: 'a child process',
  when: 'the command is missing, may not be run, or its working folder is gone',
  likelihood: 2
}
const socket: EmitterModel = {
  what: 'a socket',
  when: 'the connection is refused or reset',
  likelihood: 2
}
const request: EmitterModel = {
  what: 'a client request',
  when: 'the host is not found, or the connection is refused or reset',
  likelihood: 2
}
const readStream: EmitterModel = {
  what: 'a file stream',
  when: 'the file is missing or may not be read',
  likelihood: 2
}
const writeStream: EmitterModel = {
  what: 'a file stream',
  when: 'the folder is missing, the file may not be written, or the disk is full',
  likelihood: 2
}
const client: EmitterModel = {
  what: 'a database client',
  when: 'the server closes the connection or goes away',
  likelihood: 2
}
const broker: EmitterModel = {
  what: 'a connection to a broker',
  when: 'the broker refuses, restarts or drops the connection',
  likelihood: 2
}

/**
 * What makes such values, by package and the names that lead to the call; `new` last for constructors.
 *
 * Source: nodejs.org/api (event `error` of each class) and the packages' own descriptions. Left out: what catches its own
 * errors (ioredis, bullmq) or gives them to a callback (exec, execFile).
 */
const EMITTERS: ReadonlyMap<string, EmitterModel> = new Map<string, EmitterModel>([
  ['node:child_process spawn', child],
  ['cross-spawn default', child],
  ['cross-spawn spawn', child],
  [
    'open default',
    {...child, promised: true, when: 'the program that opens it is missing or may not be run'}
  ],
  [
    'open openApp',
    {...child, promised: true, when: 'the program that opens it is missing or may not be run'}
  ],
  ['node:net connect', socket],
  ['node:net createConnection', socket],
  ['node:tls connect', socket],
  ['node:http request', request],
  ['node:http get', request],
  ['node:https request', request],
  ['node:https get', request],
  ['node:http2 connect', {...socket, what: 'an HTTP/2 session'}],
  ['node:fs createReadStream', readStream],
  ['node:fs createWriteStream', writeStream],
  ['fs-extra createReadStream', readStream],
  ['fs-extra createWriteStream', writeStream],
  ['graceful-fs createReadStream', readStream],
  ['graceful-fs createWriteStream', writeStream],
  [
    'node:worker_threads Worker new',
    {what: 'a worker thread', when: 'its code throws, or its file does not load', likelihood: 2}
  ],
  ['pg Pool new', {...client, what: 'a connection pool', when: 'the server closes an idle connection'}],
  ['pg Client new', client],
  ['redis createClient', client],
  ['redis createCluster', client],
  ['redis createSentinel', client],
  ['@redis/client createClient', client],
  ['mysql createConnection', client],
  ['mysql2 createConnection', client],
  ['ws WebSocket new', {...socket, what: 'a web socket'}],
  ['ws default new', {...socket, what: 'a web socket'}],
  ['amqplib connect', {...broker, promised: true}],
  ['mqtt connect', broker],
  ['ssh2 Client new', {...socket, what: 'an SSH connection'}],
  ['archiver default', {what: 'an archive', when: 'a file can not be read', likelihood: 2}]
])

/** The model of what a call makes, when it emits errors. */
export function emitterMadeBy(
  context: DetectorContext,
  code: Code,
  call: CallExpression | NewExpression
): MadeEmitter | undefined {
  const name = callName(call)
  if (name === undefined || !NAMES.has(name)) return nameless(context, code, call)
  const model = modelOf(context, code, call)
  if (model) return model
  return /^create(?:Client|Cluster)$/.test(name) ? loadedRedis(code, call) : undefined
}

/** Last names of the table, to ask of what a callee is only where it can matter. */
const NAMES = new Set(
  [...EMITTERS.keys()].flatMap(key => {
    const [, name = '', made] = key.split(' ')
    return name === 'default' ? [] : [name, made ?? name]
  })
)

/** A default export bears any name. */
function nameless(
  context: DetectorContext,
  code: Code,
  call: CallExpression | NewExpression
): MadeEmitter | undefined {
  return call.callee.type === 'Identifier' && code.bindingOf(call.callee)
    ? modelOf(context, code, call)
    : undefined
}

function modelOf(
  context: DetectorContext,
  code: Code,
  call: CallExpression | NewExpression
): MadeEmitter | undefined {
  const value = outsideCalls(context.facts).valueOf(code.ast, call.callee)
  if (!value) return undefined
  const path = value.path.length > 1 && value.path[0] === 'default' ? value.path.slice(1) : value.path
  const names = path.length === 0 ? ['default'] : path
  const key = [value.package, ...names, ...(call.type === 'NewExpression' ? ['new'] : [])].join(' ')
  const model = EMITTERS.get(key)
  return model && {model, reason: `\`${value.package}\` is imported`, sure: true}
}

/** `this.redis.createClient()` in a module that names the package and loads packages by name. */
function loadedRedis(code: Code, call: CallExpression | NewExpression): MadeEmitter | undefined {
  const receiver = receiverOf(call)
  const path = receiver && memberPath(receiver)
  if (path === undefined || !/(?:^|\.)_?redis$/i.test(path)) return undefined
  const isLoading = code.nodes('CallExpression').some(one => LOADS.test(callName(one) ?? ''))
  const named = isLoading
    ? code.nodes('Literal').find(one => one.value === 'redis' || one.value === '@redis/client')
    : undefined
  return (
    named && {
      model: client,
      reason: `${code.show(named)} at ${code.at(named)} names the package`,
      sure: false
    }
  )
}

const LOADS = /^(?:load|require|import|dynamicRequire|dynamicImport)(?![a-z])/
