import type {Node} from '@oxc-project/types'
import type {ModuleId} from '../../facts/facts.ts'
import {walk} from '../../syntax/walk.ts'
import type {Judgement, Place} from '../claim.ts'
import {modulesUnder} from '../resolve-side.ts'
import type {World} from '../world.ts'
import {refuted, unverifiable, verified} from './verdict.ts'

interface Rows extends Place {
  readonly count: number
}

/**
 * Whether a folder or file holds so many things of a kind: rows of the one list, object, enum or union of that name, else
 * files named after it. Only the former is certain enough to contradict.
 */
export function judgeRows(what: string, claimed: number, path: string, world: World): Judgement {
  const modules = [...modulesUnder(path, world)]
  const lists = modules.flatMap(id => listsNamed(what, id, world))
  const fitting = lists.filter(({count}) => count === claimed)
  if (fitting.length > 0) return verified('counted', fitting)
  const [only, other] = lists
  if (only && !other) return refuted('another number', [only], String(only.count))
  const singular = what.replace(/ies$/, 'y').replace(/s$/, '')
  const files = modules.filter(id => stemOf(id).endsWith(singular) && id !== path)
  if (files.length === claimed) return verified('counted', files.map(atTop))
  return unverifiable(files.length < 2 ? 'unknown set' : 'another number of files', files.map(atTop))
}

/** Variables that hold a literal without spread, enums and unions called like the plural or the singular. */
function listsNamed(what: string, path: ModuleId, world: World): Rows[] {
  const names = new Set([what, what.replace(/ies$/, 'y').replace(/s$/, '')])
  const ast = world.facts.ast(path)
  const lists: Rows[] = []
  if (ast)
    walk(ast.program, (node, ancestors) => {
      const count = countOf(node)
      const name = (node as {id?: {name?: string}}).id?.name ?? ''
      const isTop = !ancestors.some(({type}) => type.includes('Function') || type === 'ClassBody')
      if (isTop && count !== undefined && names.has(name.toLowerCase().replaceAll('_', '')))
        lists.push({path, line: ast.lineOf(node.start), count})
    })
  return lists
}

function countOf(node: Node): number | undefined {
  if (node.type === 'TSEnumDeclaration') return node.body.members.length
  if (node.type === 'TSTypeAliasDeclaration')
    return node.typeAnnotation.type === 'TSUnionType' ? node.typeAnnotation.types.length : undefined
  if (node.type !== 'VariableDeclarator' || !node.init) return undefined
  const value = bare(node.init)
  if (value.type === 'ArrayExpression')
    return value.elements.every(element => element && element.type !== 'SpreadElement')
      ? value.elements.length
      : undefined
  if (value.type !== 'ObjectExpression') return undefined
  return value.properties.every(({type}) => type === 'Property') ? value.properties.length : undefined
}

/** `[…] as const satisfies X` */
function bare(node: Node): Node {
  return node.type === 'TSAsExpression' || node.type === 'TSSatisfiesExpression'
    ? bare(node.expression)
    : node
}

function stemOf(path: string): string {
  return path
    .slice(path.lastIndexOf('/') + 1)
    .replace(/\.\w+$/, '')
    .toLowerCase()
}

function atTop(path: string): Place {
  return {path, line: 1}
}
