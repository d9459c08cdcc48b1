import type {CallExpression, IfStatement, Node} from '@oxc-project/types'
import {callName, isCall, receiverOf} from '../../../syntax/call-name.ts'
import {isExit} from '../../../syntax/is-exit.ts'
import type {Binding} from '../../../syntax/scopes.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {contains} from './awaits.ts'
import type {Code} from './code.ts'
import {emptinessTests} from './emptiness.ts'
import {resultOf} from './transactions/begun.ts'

/** Rows that are looked for, and made when they are not found, by two calls of one model. */
export interface FindCheck {
  readonly find: CallExpression
  readonly test: Node
  readonly create: CallExpression
}

const FINDS = /^(?:find(?:One|First|Unique|By|OneBy|ByPk|ById|Many|All)?|findOneOrNull|selectOne)$/
const CREATES = /^(?:create|createOne|insert|insertOne|createMany|insertMany)$/

/** Where what was not found decides that it is made; in source order. */
export function findChecks(code: Code): FindCheck[] {
  return code.nodes('CallExpression').flatMap(find => {
    if (!FINDS.test(callName(find) ?? '') || code.parentOf(find)?.type !== 'AwaitExpression') return []
    const found = resultOf(code, find)
    const model = modelOf(code, find)
    if (!found || model === undefined) return []
    for (const statement of testsOf(code, find, found)) {
      const create = createdIn(code, find, statement, model)
      if (create) return [{find, test: statement.test, create}]
    }
    return []
  })
}

/** The `if`s behind it, in the same function, that ask whether it, or a member of it, was found. */
function testsOf(code: Code, find: CallExpression, found: Binding): IfStatement[] {
  const names = new Set<Binding>([found, ...membersOf(code, found)])
  return code.nodes('IfStatement').filter(statement => {
    if (statement.start < find.end || code.functionOf(statement) !== code.functionOf(find)) return false
    return emptinessTests(code, statement.test).some(({target}) => {
      const binding = code.bindingOf(unwrap(target))
      return binding !== undefined && names.has(binding)
    })
  })
}

/** Variables that hold what `found.find(…)` gives. */
function membersOf(code: Code, found: Binding): Binding[] {
  return found.uses.flatMap(({identifier}) => {
    const call = code.parentOf(code.parentOf(identifier) ?? identifier)
    const isMember =
      isCall(call) && receiverOf(call) === identifier && /^(?:find|some)$/.test(callName(call) ?? '')
    const member = isMember ? resultOf(code, call) : undefined
    return member ? [member] : []
  })
}

function createdIn(
  code: Code,
  find: CallExpression,
  statement: IfStatement,
  model: string
): CallExpression | undefined {
  const block = code.parentOf(statement)
  const saysEmpty = emptinessTests(code, statement.test).some(test => test.empty)
  const isAbsent = (node: Node) => {
    if (saysEmpty) return contains(statement.consequent, node)
    if (statement.alternate) return contains(statement.alternate, node)
    return isExit(statement.consequent) && !!block && contains(block, node) && node.start > statement.end
  }
  return code
    .nodes('CallExpression')
    .find(
      call =>
        CREATES.test(callName(call) ?? '') &&
        isAbsent(call) &&
        code.functionOf(call) === code.functionOf(find) &&
        /^(?:Await|Return)/.test(code.parentOf(call)?.type ?? '') &&
        modelOf(code, call) === model
    )
}

/** What a call works on, as text: a model of a store, not the object itself. */
function modelOf(code: Code, call: CallExpression): string | undefined {
  const receiver = receiverOf(call)
  const text = receiver ? code.text(unwrap(receiver)) : 'this'
  return text === 'this' || text === 'super' ? undefined : text
}
