import type {ArrowFunctionExpression, BlockStatement, Program, Statement} from '@oxc-project/types'
import type {CodeBlock, ScriptBlock} from './script-block.ts'
import {shareNames} from './share-names.ts'

type Body = Program['body']
type TopLevel = Body[number]

/**
 * The program of a component file as its compiler makes it. What runs for each component stands in a function, so that
 * its variables are none of the module's and nothing of it runs when the module is loaded. Imports and types stay at the
 * top, and so does what runs on the page, in a block of its own where a name is taken. The function of the component is
 * the default export, unless the file has one of its own; a component without such code has an empty one.
 */
export function scopeBlocks(program: Program, blocks: readonly ScriptBlock[], text: string): Program {
  const scoped = blocks.filter(block => block.kind === 'code').filter(({runs}) => runs !== 'module')
  const inside = new Map<CodeBlock, Statement[]>(scoped.map(block => [block, []]))
  const top: TopLevel[] = []
  for (const statement of program.body) {
    const block = scoped.find(({start, end}) => statement.start >= start && statement.end <= end)
    const statements = block && inside.get(block)
    if (!block || !statements || staysAtTop(statement, block)) top.push(statement)
    else statements.push(...withoutExport(statement))
  }
  const onPage = [...inside].filter(([{runs}]) => runs === 'page')
  for (const [block, body] of onPage) top.push(...(shareNames(top, body) ? [toBlock(block, body)] : body))
  const perComponent = [...inside].filter(([{runs}]) => runs === 'component')
  return {...program, body: [...top, ...toComponent(perComponent, hasDefault(top), text)]}
}

/** The component's own code as functions, one of which is the default export if there is none yet. */
function toComponent(
  blocks: readonly (readonly [CodeBlock, Statement[]])[],
  isExported: boolean,
  text: string
): TopLevel[] {
  if (blocks.length === 0) return isExported ? [] : [toDefault(toFunction({start: 0, end: 0}, [], false))]
  return blocks.map(([block, body]) => {
    const value = toFunction(block, body, /\bawait\b/.test(text.slice(block.start, block.end)))
    return isExported ? toExpression(value) : toDefault(value)
  })
}

function hasDefault(statements: readonly TopLevel[]): boolean {
  return statements.some(({type}) => type === 'ExportDefaultDeclaration')
}

function staysAtTop(statement: TopLevel, {exports}: CodeBlock): boolean {
  switch (statement.type) {
    case 'ImportDeclaration':
    case 'ExportAllDeclaration':
    case 'ExportDefaultDeclaration':
    case 'TSInterfaceDeclaration':
    case 'TSTypeAliasDeclaration':
    case 'TSEnumDeclaration':
    case 'TSModuleDeclaration':
    case 'TSImportEqualsDeclaration':
      return true
    case 'ExportNamedDeclaration':
      return (
        exports ||
        statement.source !== null ||
        statement.exportKind === 'type' ||
        statement.declaration?.type === 'TSEnumDeclaration'
      )
    default:
      return false
  }
}

/** `export let name` declares a property of the component; `export {name}` hands nothing to other modules. */
function withoutExport(statement: TopLevel): Statement[] {
  if (statement.type !== 'ExportNamedDeclaration') return [statement]
  return statement.declaration ? [statement.declaration] : []
}

type Range = Pick<CodeBlock, 'start' | 'end'>

function toBlock({start, end}: Range, body: Statement[]): BlockStatement {
  return {type: 'BlockStatement', body, start, end}
}

function toFunction({start, end}: Range, body: Statement[], async: boolean): ArrowFunctionExpression {
  return {
    type: 'ArrowFunctionExpression',
    expression: false,
    async,
    typeParameters: null,
    params: [],
    returnType: null,
    body: toBlock({start, end}, body),
    id: null,
    generator: false,
    start,
    end
  }
}

function toDefault(declaration: ArrowFunctionExpression): TopLevel {
  const {start, end} = declaration
  return {type: 'ExportDefaultDeclaration', declaration, exportKind: 'value', start, end}
}

function toExpression(expression: ArrowFunctionExpression): TopLevel {
  const {start, end} = expression
  return {type: 'ExpressionStatement', expression, directive: null, start, end}
}
