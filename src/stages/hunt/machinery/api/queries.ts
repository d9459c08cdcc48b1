import type {CallExpression, Node} from '@oxc-project/types'
import {outsideCalls} from '../../../../effects/outside-calls.ts'
import {callName, receiverOf} from '../../../../syntax/call-name.ts'
import {memberPath} from '../../../../syntax/member-path.ts'
import {propertyName} from '../../../../syntax/property-name.ts'
import {stringValue} from '../../../../syntax/string-value.ts'
import {unwrap} from '../../../../syntax/unwrap.ts'
import type {DetectorContext} from '../../define-detector.ts'
import type {Code} from '../code.ts'

/** A call that reads rows of a store, and that has a form for many keys at once. */
export interface Query {
  readonly call: CallExpression
  /** Where it goes: `` `mongoose` is imported ``. */
  readonly reason: string
  /** How to ask for many at once. */
  readonly batch: string
  /** Whether the client sends what is asked at the same time in one round. */
  readonly pipelined?: boolean
  /** Whether the package is known. */
  readonly sure: boolean
}

interface Store {
  readonly reads: RegExp
  readonly batch: string
}

const SEQUELIZE: Store = {
  reads: /^(?:findByPk|findOne|findAll|findAndCountAll|count)$/,
  batch: 'one `findAll` whose `where` holds the list of keys'
}
const TYPEORM: Store = {
  reads:
    /^(?:find|findBy|findOne|findOneBy|findOneOrFail|findOneByOrFail|findAndCount|count|countBy|exists?|existsBy)$/,
  batch: 'one `find` with `In(keys)`'
}
const SQL: Store = {reads: /^(?:query|execute|get|all)$/, batch: 'one statement with `IN (…)` or `= ANY(…)`'}
const REDIS: Store = {
  reads: /^(?:get|hget|hGet|hgetall|hGetAll|exists|smembers|sMembers|ttl|type|zscore|zScore|lrange|lRange)$/,
  batch: '`mget`, or one pipeline for all keys'
}

/** Source: the packages' own descriptions. */
const STORES: ReadonlyMap<string, Store> = new Map([
  ['sequelize', SEQUELIZE],
  ['sequelize-typescript', SEQUELIZE],
  ['typeorm', TYPEORM],
  [
    '@prisma/client',
    {
      reads: /^(?:findUnique|findUniqueOrThrow|findFirst|findFirstOrThrow|findMany|count)$/,
      batch: 'one `findMany` with `{in: keys}`'
    }
  ],
  [
    'mongoose',
    {reads: /^(?:findOne|findById|find|exists|countDocuments)$/, batch: 'one `find` with `{$in: keys}`'}
  ],
  ['mongodb', {reads: /^(?:findOne|find|countDocuments)$/, batch: 'one `find` with `{$in: keys}`'}],
  ['pg', SQL],
  ['mysql', SQL],
  ['mysql2', SQL],
  ['better-sqlite3', SQL],
  ['redis', REDIS],
  ['ioredis', REDIS]
])

/** The query that a call is, by its package, or by how such calls look. */
export function queryOf(context: DetectorContext, code: Code, call: CallExpression): Query | undefined {
  const name = callName(call)
  const receiver = receiverOf(call)
  if (name === undefined || !receiver || !READS.test(name)) return undefined
  return byPackage(context, code, call, name) ?? byShape(code, call, name, receiver)
}

const READS = new RegExp(
  [...STORES.values(), {reads: /^(?:findFirst|findFirstOrThrow)$/}].map(({reads}) => reads.source).join('|')
)

function byPackage(
  context: DetectorContext,
  code: Code,
  call: CallExpression,
  name: string
): Query | undefined {
  const value = outsideCalls(context.facts).valueOf(code.ast, call.callee)
  const store = value && STORES.get(value.package)
  if (!value || !store?.reads.test(name) || !outsideCalls(context.facts).effectOf(code.ast, call))
    return undefined
  if (store === SQL && !readsRows(call)) return undefined
  // What is put into a pipeline goes out at once: it is the batch form.
  if (value.path.some(each => /^(?:pipeline|multi|batch)$/.test(each))) return undefined
  return {
    call,
    reason: `it is a call of \`${value.package}\``,
    batch: store.batch,
    sure: true,
    pipelined: store === REDIS
  }
}

/** A statement that changes something has no such batch form; one that is not written here may. */
function readsRows(call: CallExpression): boolean {
  const [first] = call.arguments
  const text =
    first?.type === 'TemplateLiteral'
      ? (first.quasis[0]?.value.raw ?? '')
      : (stringValue(first as Node | undefined) ?? '')
  return /^\s*select\b/i.test(text)
}

const ORM =
  /^(?:findByPk|findOne|findAll|findAndCountAll|findUnique|findUniqueOrThrow|findFirst|findFirstOrThrow|findMany|findOneBy|findOneOrFail|findById|count)$/

/** `User.findOne({where: …})`: a read with a condition, on something named like a model. */
function byShape(code: Code, call: CallExpression, name: string, receiver: Node): Query | undefined {
  if (!ORM.test(name)) return undefined
  const path = memberPath(receiver)?.split('.').at(-1) ?? ''
  const [first] = call.arguments
  const isModel = /^[A-Z]\w*[a-z]\w*$|(?:[rR]epository|[rR]epo|Model)$|^(?:prisma|db)$/.test(path)
  const options = first && unwrap(first as Node)
  const hasWhere =
    options?.type === 'ObjectExpression' &&
    options.properties.some(
      each =>
        each.type === 'Property' && /^(?:where|include|attributes|select)$/.test(propertyName(each) ?? '')
    )
  const isKeyed = isModel && /^(?:findByPk|findById|findOneBy)$/.test(name)
  if (!isKeyed && !(hasWhere && (isModel || name !== 'count'))) return undefined
  return {
    call,
    reason: `${code.show(call.callee)} is a query by its name and its conditions`,
    batch: 'one query whose condition holds the list of keys',
    sure: false
  }
}
