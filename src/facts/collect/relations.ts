import type {Node} from '@oxc-project/types'
import {unwrap} from '../../syntax/unwrap.ts'
import type {DeclaredRelation, ModuleAst} from '../facts.ts'
import type {StartCollector} from './collector.ts'

/** What the exported declarations of a module say they are made of, in source order; declarations at the top level alone. */
export const startRelations: StartCollector<DeclaredRelation[]> = ast => ({
  nothing: exportedIn(ast).flatMap(relationsOf)
})

/** Classes, and for constants their declarators, that the module exports where they stand or by name. */
function exportedIn({program}: ModuleAst): Node[] {
  const declared = new Map<string, Node>()
  const exported: Node[] = []
  const names = new Set<string>()
  for (const statement of program.body) {
    const holder = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement
    const nodes = holder ? declarationsIn(holder) : []
    if (statement.type === 'ExportNamedDeclaration') {
      exported.push(...nodes)
      for (const {local} of statement.source ? [] : statement.specifiers)
        if (local.type === 'Identifier') names.add(local.name)
    } else if (statement.type === 'ExportDefaultDeclaration') {
      const value = statement.declaration as Node
      if (value.type === 'Identifier') names.add(value.name)
      else exported.push(value)
    } else for (const node of nodes) if (nameIn(node)) declared.set(nameIn(node) ?? '', node)
  }
  return [...exported, ...[...names].flatMap(name => declared.get(name) ?? [])]
}

function declarationsIn(node: Node): Node[] {
  if (node.type === 'ClassDeclaration') return [node]
  return node.type === 'VariableDeclaration' ? node.declarations : []
}

function nameIn(node: Node): string | undefined {
  const id = 'id' in node ? (node.id as Node | null) : null
  return id?.type === 'Identifier' ? id.name : undefined
}

function relationsOf(node: Node): DeclaredRelation[] {
  if (node.type === 'ClassDeclaration' || node.type === 'ClassExpression')
    return [
      ...toRelation('extends', node.superClass ? unwrap(node.superClass) : undefined),
      ...(node.implements ?? []).flatMap(({expression}) => toRelation('implements', expression))
    ]
  const value = node.type === 'VariableDeclarator' ? node.init : node
  const call = value ? unwrap(value) : undefined
  const callee = call?.type === 'CallExpression' ? unwrap(call.callee) : undefined
  return [...typeNames(node, value), ...toRelation('made by', callee)]
}

/** `const x: Type = …`, `… satisfies Type`, `… as Type`. */
function typeNames(node: Node, value: Node | null): DeclaredRelation[] {
  const annotation = node.type === 'VariableDeclarator' ? node.id.typeAnnotation?.typeAnnotation : undefined
  const isAsserted = value?.type === 'TSSatisfiesExpression' || value?.type === 'TSAsExpression'
  const types = [annotation, isAsserted ? value.typeAnnotation : undefined]
  return types.flatMap(type => (type?.type === 'TSTypeReference' ? toRelation('type', type.typeName) : []))
}

function toRelation(relation: DeclaredRelation['relation'], node: Node | undefined): DeclaredRelation[] {
  return node?.type === 'Identifier' ? [{relation, name: node.name}] : []
}
