import type {EffectKind} from './effect-kind.ts'

/** A package whose calls reach outside of the program. */
export interface Client {
  readonly kind: EffectKind
  /** Imported names whose call reaches out by itself; `default` for the default export. Instances' methods always do. */
  readonly direct?: ReadonlySet<string> | 'any'
  /** Constructors that open a connection. */
  readonly connects?: ReadonlySet<string>
  /** Where only these exports are clients. */
  readonly takes?: ReadonlySet<string>
  /** Names of classes and types whose instances hold a connection, where they are other than most packages'. */
  readonly instances?: RegExp
  /** Classes that those of a program extend; known methods of them reach out, on the class and on its instances. */
  readonly models?: ReadonlySet<string>
}

const file: Client = {kind: 'file system', direct: 'any'}
const process: Client = {kind: 'process', direct: 'any'}
const http: Client = {kind: 'network', direct: 'any'}
const service: Client = {kind: 'network'}
const database: Client = {kind: 'database', direct: new Set(['connect', 'createConnection'])}
const orm: Client = {...database, models: new Set(['Model'])}
const aws: Client = {...service, instances: /^(?!.*(?:Command|Exception|Input|Output)$)/}

/** Source: the packages' own descriptions on the npm registry. */
const clients: ReadonlyMap<string, Client> = new Map<string, Client>([
  ['fs-extra', file],
  ['graceful-fs', file],
  ['write-file-atomic', file],
  ['rimraf', file],
  ['globby', file],
  ['fast-glob', file],
  ['tinyglobby', file],
  ['execa', process],
  ['cross-spawn', process],
  ['axios', http],
  ['got', http],
  ['ky', http],
  ['ofetch', http],
  ['node-fetch', http],
  ['superagent', http],
  ['undici', {kind: 'network', direct: new Set(['request', 'fetch', 'stream', 'pipeline', 'connect'])}],
  ['ws', {kind: 'network', connects: new Set(['default', 'WebSocket', 'WebSocketServer', 'Server'])}],
  ['nodemailer', service],
  ['stripe', service],
  ['openai', service],
  ['@anthropic-ai/sdk', service],
  ['@octokit/rest', service],
  ['@octokit/core', service],
  ['kafkajs', service],
  ['amqplib', {kind: 'network', direct: new Set(['connect'])}],
  ['nats', {kind: 'network', direct: new Set(['connect'])}],
  ['mqtt', {kind: 'network', direct: new Set(['connect', 'connectAsync'])}],
  ['@google-cloud/storage', service],
  ['@azure/storage-blob', service],
  ['pg', database],
  ['postgres', {kind: 'database', takes: new Set(['default', '()'])}],
  ['mysql', database],
  ['mysql2', database],
  ['mariadb', database],
  ['better-sqlite3', database],
  ['sqlite3', database],
  ['@libsql/client', database],
  ['mongodb', database],
  ['mongoose', database],
  ['redis', database],
  ['ioredis', database],
  ['bullmq', {kind: 'database', takes: new Set(['Queue'])}],
  ['@prisma/client', {kind: 'database', takes: new Set(['PrismaClient', 'Prisma'])}],
  [
    'typeorm',
    {kind: 'database', takes: new Set(['DataSource', 'Repository', 'EntityManager', 'Connection'])}
  ],
  ['knex', database],
  ['sequelize', orm],
  ['sequelize-typescript', orm],
  ['drizzle-orm', {kind: 'database', takes: new Set(['drizzle'])}],
  ['@elastic/elasticsearch', database],
  ['@clickhouse/client', database],
  ['cassandra-driver', database],
  ['neo4j-driver', database]
])

/** The client that a package is, by its name without subpath. */
export function clientOf(name: string): Client | undefined {
  return clients.get(name) ?? (name.startsWith('@aws-sdk/client-') ? aws : undefined)
}
