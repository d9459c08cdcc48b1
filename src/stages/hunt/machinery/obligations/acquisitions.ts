import type {CallExpression, NewExpression} from '@oxc-project/types'
import type {PackageValue} from '../../../../effects/effect-calls.ts'
import {outsideCalls} from '../../../../effects/outside-calls.ts'
import {callName} from '../../../../syntax/call-name.ts'
import {memberPath} from '../../../../syntax/member-path.ts'
import type {DetectorContext} from '../../define-detector.ts'
import type {Code} from '../code.ts'

/** Why what a call gives must be released. */
export interface Acquisition {
  /** A clause about it: `` `getConnection` of `mysql2` takes a connection from its pool ``. */
  readonly reason: string
  /** Whether it is known to hold something outside of the program's memory, or a place that others wait for. */
  readonly sure: boolean
  /** 3: others wait for it, or its number is limited; 1: it only takes space. */
  readonly spread: 1 | 2 | 3
}

/** Source: the packages' own documentation. The last name that leads to what is called, by package. */
const BY_PACKAGE: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  pg: {connect: 'takes a client from its pool', Client: 'opens a connection', Pool: 'opens connections'},
  'pg-pool': {connect: 'takes a client from its pool'},
  mysql: {getConnection: 'takes a connection from its pool', createConnection: 'opens a connection'},
  mysql2: {getConnection: 'takes a connection from its pool', createConnection: 'opens a connection'},
  'mysql2/promise': {
    getConnection: 'takes a connection from its pool',
    createConnection: 'opens a connection'
  },
  mongodb: {startSession: 'starts a server session', MongoClient: 'opens connections'},
  mongoose: {startSession: 'starts a server session', createConnection: 'opens a connection'},
  typeorm: {createQueryRunner: 'takes a connection from its pool'},
  redis: {createClient: 'opens a connection', duplicate: 'opens a connection'},
  ioredis: {default: 'opens a connection', Redis: 'opens a connection', duplicate: 'opens a connection'},
  amqplib: {connect: 'opens a connection', createChannel: 'opens a channel'},
  ws: {default: 'opens a socket', WebSocket: 'opens a socket'},
  'node:fs': {
    openSync: 'opens a file',
    open: 'opens a file',
    opendir: 'opens a folder',
    watch: 'watches files',
    createReadStream: 'opens a file',
    createWriteStream: 'opens a file',
    mkdtemp: 'makes a temporary folder',
    mkdtempSync: 'makes a temporary folder'
  },
  'node:fs/promises': {
    open: 'opens a file',
    opendir: 'opens a folder',
    mkdtemp: 'makes a temporary folder'
  },
  'node:readline': {createInterface: 'listens on its input'},
  'node:readline/promises': {createInterface: 'listens on its input'},
  'node:worker_threads': {Worker: 'starts a thread'},
  chokidar: {watch: 'watches files'},
  playwright: {launch: 'starts a browser', newContext: 'opens a browser context', newPage: 'opens a page'},
  puppeteer: {launch: 'starts a browser', newPage: 'opens a page'},
  'puppeteer-core': {launch: 'starts a browser', newPage: 'opens a page'},
  'proper-lockfile': {lock: 'takes a lock', lockSync: 'takes a lock'},
  'async-mutex': {acquire: 'takes a lock'},
  'better-sqlite3': {default: 'opens a database'}
}

/** Calls whose name alone says what they give, whoever has them. */
const BY_NAME: ReadonlyMap<string, string> = new Map([
  ['createQueryRunner', 'takes a connection from its pool'],
  ['getConnection', 'takes a connection from its pool'],
  ['startSession', 'starts a session'],
  ['mkdtemp', 'makes a temporary folder'],
  ['mkdtempSync', 'makes a temporary folder'],
  ['acquireLock', 'takes a lock'],
  ['createObjectURL', 'keeps its data in memory for the document'],
  ['openSync', 'opens a file'],
  ['getUserMedia', 'opens a camera or microphone']
])

/** Calls that make or take something, by their names; a class whose instance is released is one as well. */
const ACQUIRES =
  /^(?:acquire|open|connect|checkout|checkOut|borrow|reserve|lock|launch|spawn|fork|subscribe|watch|listen|start|begin|allocate|alloc|create|make|build|new|get(?:Reader|Writer|Lock|Session|Client|Cursor|Handle)|duplicate)(?![a-z])/
/** What holds nothing but its own state, or is there to be looked at. */
const HARMLESS =
  /spinner|^ora$|progress|span|stop_?watch|profil|measure|tracer|bar$|abortcontroller|tween|animation|logger|task_?log/i

/** What a call acquires, as far as its package, its name or the class it makes say. */
export function acquisitionOf(
  context: DetectorContext,
  code: Code,
  made: CallExpression | NewExpression
): Acquisition | undefined {
  const name = callName(made) ?? ''
  const path = memberPath(made.callee) ?? name
  if (isHarmless(path)) return undefined
  const value = outsideCalls(context.facts).valueOf(code.ast, made.callee)
  const known = value && inPackage(value)
  if (value && known)
    return {reason: `\`${name}\` of \`${value.package}\` ${known}`, sure: true, spread: spreadOf(known)}
  const named = BY_NAME.get(name)
  if (named !== undefined)
    return {reason: `\`${name}\` ${named}, by its name`, sure: true, spread: spreadOf(named)}
  if (made.type === 'NewExpression') return {reason: `it makes a \`${path}\``, sure: false, spread: 2}
  return ACQUIRES.test(name)
    ? {reason: `\`${name}\` makes or takes it, by its name`, sure: false, spread: 2}
    : undefined
}

function spreadOf(what: string): 1 | 2 | 3 {
  if (/pool|lock|session|connection/.test(what)) return 3
  return /temporary/.test(what) ? 1 : 2
}

/** Whether a name says that what it gives is only shown or measured. */
export function isHarmless(name: string): boolean {
  return HARMLESS.test(name)
}

function inPackage({package: from, path}: PackageValue): string | undefined {
  const names = path.filter(name => name !== 'new' && name !== '()')
  return BY_PACKAGE[from]?.[names.at(-1) ?? 'default']
}
