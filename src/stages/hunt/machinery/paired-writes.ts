import type {Node, Statement} from '@oxc-project/types'
import type {FunctionNode} from '../../../syntax/is-function.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import type {Code} from './code.ts'
import {type Place, placeOf} from './place.ts'
import {isEmptyValue} from './writes.ts'

/** Two writes of one place, in one list of statements or under one test, with others between. */
export interface PairedWrites {
  readonly place: Place
  readonly set: Node
  readonly restore: Node
  readonly between: readonly Node[]
  readonly fn: FunctionNode
  readonly kind: Kind
}

type Kind = 'flag' | 'counter' | 'value'

/** Every write of a place that outlives the call, with the write of the opposite that follows it. */
export function findPairedWrites(code: Code): PairedWrites[] {
  return [...code.nodes('BlockStatement'), code.ast.program].flatMap(block =>
    pairsIn(code, block.body as readonly Statement[])
  )
}

/** A write, and where it stands in a list of statements. */
interface Change {
  readonly place: Place
  readonly to: string
  readonly statement: Node
  /** Of the list. */
  readonly index: number
  /** Text of the test of the `if` it stands in; undefined when it stands in the list itself. */
  readonly test: string | undefined
  /** Before and behind it in the same `if`. */
  readonly before: readonly Node[]
  readonly behind: readonly Node[]
}

function pairsIn(code: Code, statements: readonly Statement[]): PairedWrites[] {
  const changes = statements.flatMap((statement, index) => changesAt(code, statement, index))
  return changes.flatMap((set, at) => {
    const restore = changes
      .slice(at + 1)
      .find(other => isSamePlace(set.place, other.place) && other.test === set.test)
    const fn = code.functionOf(set.statement)
    const kind = restore && KINDS[`${set.to} ${restore.to}`]
    if (!restore || !fn || !kind || set.place.lifetime === 'local' || restore.index === set.index) return []
    const between = [...set.behind, ...statements.slice(set.index + 1, restore.index), ...restore.before]
    return [{place: set.place, set: set.statement, restore: restore.statement, between, fn, kind}]
  })
}

/** What a statement of a list changes: by itself, or in the block of an `if` without `else`. */
function changesAt(code: Code, statement: Statement, index: number): Change[] {
  const own = changeOf(code, statement)
  if (own) return [{...own, statement, index, test: undefined, before: [], behind: []}]
  if (statement.type !== 'IfStatement' || statement.alternate || !isStable(code, statement.test)) return []
  const inner = statement.consequent
  const list: readonly Node[] = inner.type === 'BlockStatement' ? inner.body : [inner]
  return list.flatMap((one, place) => {
    const change = changeOf(code, one)
    const test = code.text(statement.test)
    return change
      ? [
          {
            ...change,
            statement: one,
            index,
            test,
            before: list.slice(0, place),
            behind: list.slice(place + 1)
          }
        ]
      : []
  })
}

/** Whether a test gives the same each time: a variable that is never written again, or its opposite. */
function isStable(code: Code, test: Node): boolean {
  const node = unwrap(test)
  if (node.type === 'UnaryExpression' && node.operator === '!') return isStable(code, node.argument)
  const binding = node.type === 'Identifier' ? code.bindingOf(node) : undefined
  return binding !== undefined && !binding.uses.some(use => use.write && !use.init)
}

/** What a statement does to a place: `true`, `false`, `++`, `--`, `value`, or `empty` for `null` and `undefined`. */
function changeOf(code: Code, statement: Node): {place: Place; to: string} | undefined {
  if (statement.type !== 'ExpressionStatement') return undefined
  const node = unwrap(statement.expression)
  if (node.type === 'UpdateExpression') return placed(code, node.argument, node.operator)
  if (node.type !== 'AssignmentExpression') return undefined
  if (node.operator === '+=' || node.operator === '-=')
    return code.text(node.right) === '1'
      ? placed(code, node.left, node.operator === '+=' ? '++' : '--')
      : undefined
  return node.operator === '=' ? placed(code, node.left, stateOf(unwrap(node.right))) : undefined
}

function stateOf(value: Node): string {
  if (value.type === 'Literal' && typeof value.value === 'boolean') return String(value.value)
  return isEmptyValue(value) ? 'empty' : 'value'
}

function placed(code: Code, node: Node, to: string): {place: Place; to: string} | undefined {
  const place = placeOf(code, node)
  return place && {place, to}
}

function isSamePlace(a: Place, b: Place): boolean {
  return a.kind === b.kind && a.name === b.name && a.owner === b.owner
}

const KINDS: Readonly<Record<string, Kind>> = {
  'true false': 'flag',
  'false true': 'flag',
  '++ --': 'counter',
  '-- ++': 'counter',
  'value empty': 'value'
}
