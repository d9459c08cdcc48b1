import {describe, expect, it} from 'vitest'
import {findEffectSites} from '../../src/effects/effect-sites.ts'
import {readFacts} from '../../src/facts/read-facts.ts'
import {createMemoryRepo} from '../../src/repo/memory.ts'

function check(source: string | Record<string, string>, expected: string[]) {
  const files = typeof source === 'string' ? {'src/a.ts': source} : source
  const facts = readFacts(createMemoryRepo({'package.json': '{"name": "x"}', ...files}))
  const found = findEffectSites(facts).map(({owner, kind, name, line}) => `${owner}:${line} ${kind} ${name}`)
  expect(found).toEqual(expected)
}

describe('calls of built-ins', () => {
  it('are found by name, through a namespace, and through what stands between', () =>
    check(
      `import fs, {readFileSync as read} from 'node:fs'
import {promises} from 'fs'
const {rm} = promises
export function a() {
  read('x')
  fs.promises.readFile('x')
  rm('x')
}`,
      [
        'src/a.ts#a:5 file system read',
        'src/a.ts#a:6 file system fs.promises.readFile',
        'src/a.ts#a:7 file system rm'
      ]
    ))

  it('are found behind require and promisify', () =>
    check(
      {
        'src/a.cjs': `const {promisify} = require('util')
const {exec} = require('child_process')
const run = promisify(exec)
function a() {
  run('x')
}`
      },
      ['src/a.cjs#a:5 process run']
    ))

  it('are none when they only calculate', () =>
    check(
      `import net from 'node:net'
import {basename} from 'node:path'
import {Agent} from 'node:http'
import type {Stats} from 'node:fs'
export function a(stats: Stats) {
  net.isIP('x')
  basename('x')
  new Agent()
  stats.isFile()
}`,
      []
    ))

  it('are none of a local of that name', () =>
    check(
      `import {readFile} from 'node:fs'
export function a(readFile: () => void) {
  readFile()
}`,
      []
    ))
})

describe('calls of globals', () => {
  it('are found unless the module declares the name', () => {
    check('export function a() {\n  fetch("x")\n  new WebSocket("x")\n}', [
      'src/a.ts#a:2 network fetch',
      'src/a.ts#a:3 network WebSocket'
    ])
    check("import {fetch} from './b.ts'\nexport function a() {\n  fetch('x')\n}", [])
  })
})

describe('calls of clients', () => {
  it('are methods of an instance, however it is kept', () =>
    check(
      `import {Pool} from 'pg'
const pool = new Pool()
export class Store {
  private own = new Pool()
  constructor(private given: Pool) {}
  read(db: Pool) {
    pool.query('x')
    this.own.query('x')
    this.given.query('x')
    db.query('x')
    pool.on('error', () => {})
  }
}`,
      [7, 8, 9, 10].map(
        (line, index) =>
          `src/a.ts#Store.read:${line} database ${['pool', 'this.own', 'this.given', 'db'][index]}.query`
      )
    ))

  it('are found in modules that import the instance, or a class that extends the client', () =>
    check(
      {
        'src/db.ts':
          "import {PrismaClient} from '@prisma/client'\nexport const db = globalThis.db || new PrismaClient()\nexport class Service extends PrismaClient {}\n",
        'src/a.ts':
          "import {db, Service} from './db.ts'\nexport function a() {\n  db.user.findMany()\n}\nexport class B {\n  constructor(private service: Service) {}\n  b() {\n    this.service.user.create()\n  }\n}\n"
      },
      ['src/a.ts#a:3 database db.user.findMany', 'src/a.ts#B.b:8 database this.service.user.create']
    ))

  it('are none when they describe data or ask what something is', () =>
    check(
      `import mongoose, {Schema} from 'mongoose'
import axios from 'axios'
const schema = new Schema({})
schema.index({})
export const Users = mongoose.model('User', schema)
export function a(error: unknown) {
  axios.isAxiosError(error)
  Users.find()
  axios.get('x')
}`,
      ['src/a.ts#a:8 database Users.find', 'src/a.ts#a:9 network axios.get']
    ))

  it('are none of what an answer holds, and are of a connection that was waited for', () =>
    check(
      `import {Pool} from 'pg'
import axios from 'axios'
const pool = new Pool()
export async function a() {
  const client = await pool.connect()
  const {rows} = await client.query('x')
  rows.map(String)
  const answer = await axios.get('x')
  answer.data.filter(Boolean)
  axios.post('x').catch(() => {})
}`,
      [
        'src/a.ts#a:5 database pool.connect',
        'src/a.ts#a:6 database client.query',
        'src/a.ts#a:8 network axios.get',
        'src/a.ts#a:10 network axios.post'
      ]
    ))

  it('are none of data that a package describes or makes', () =>
    check(
      `import {type Identifier, type Transaction, Sequelize} from 'sequelize'
import {Headers} from 'node-fetch'
import {ObjectId} from 'mongodb'
export function a(id: Identifier, transaction: Transaction, db: Sequelize) {
  id.match('x')
  transaction.afterCommit(() => {})
  new Headers().set('x', 'y')
  ObjectId.createFromHexString('x').toHexString()
  db.query('x')
}`,
      ['src/a.ts#a:9 database db.query']
    ))

  it('are the known methods of a model, and none that its class declares', () =>
    check(
      {
        'src/base.ts':
          "import {Model} from 'sequelize'\nexport class Base extends Model {}\nexport class Plain {}\n",
        'src/user.ts': "import {Base} from './base.ts'\nexport class User extends Base {}\n",
        'src/a.ts': `import {User} from './user.ts'
import {Plain} from './base.ts'
export async function a() {
  const user = await User.scope('x').findOne()
  User.rename('x')
  user.name.trim()
  Plain.create()
}
export function b(user: User) {
  user.save()
  user.greet()
}`
      },
      ["src/a.ts#a:4 database User.scope('x').findOne", 'src/a.ts#b:10 database user.save']
    ))

  it('are found through a function that makes the client, and through a member of what a module exports', () =>
    check(
      {
        'src/db.ts': `import {PrismaClient} from './generated/prisma/client.js'
function make() {
  const made = new PrismaClient()
  return made
}
const client = globalThis.db ?? make()
function rows() {}
export default {client, rows}
`,
        'src/a.ts': `import db from './db.ts'
export function a() {
  db.client.user.create()
  db.rows()
  const {client, rows} = db
  client.user.delete()
  rows()
}`
      },
      ['src/a.ts#a:3 database db.client.user.create', 'src/a.ts#a:6 database client.user.delete']
    ))

  it('are none of a generated client where the path is not that of Prisma', () =>
    check(
      `import {PrismaClient} from './generated/client.js'
const db = new PrismaClient()
export const a = () => db.user.create()
`,
      []
    ))

  it('are none in tests', () =>
    check({'test/a.test.ts': "import axios from 'axios'\ntest('x', () => axios.get('x'))\n"}, []))
})
