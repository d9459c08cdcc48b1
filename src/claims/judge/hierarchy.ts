import type {Class} from '@oxc-project/types'
import {walk} from '../../syntax/walk.ts'
import type {Claim, Judgement} from '../claim.ts'
import {resolveSide, type Side} from '../resolve-side.ts'
import type {World} from '../world.ts'
import {refuted, unverifiable, verified} from './verdict.ts'

/** Whether no class of the subject extends one of the object's; undefined when the claim says no such thing. */
export function judgeHierarchy(claim: Claim, world: World): Judgement | undefined {
  const [, base] = /^(.+) as base$/.exec(claim.object ?? '') ?? []
  if (base === undefined) return undefined
  const [from, to] = [resolveSide(claim.subject, claim, world), resolveSide(base, claim, world)]
  if (!from || from.kind === 'external' || from.modules.size === 0) return unverifiable('unknown subject')
  if (!to || to.kind === 'external') return unverifiable('target is gone')
  const names = classesOf(to, world)
  if (names.size === 0) return unverifiable('target is gone')
  const found = [...from.modules].flatMap(path => {
    const ast = world.facts.ast(path)
    const lines: number[] = []
    if (ast)
      walk(ast.program, node => {
        if (node.type !== 'ClassDeclaration' && node.type !== 'ClassExpression') return
        if (names.has(parentName(node))) lines.push(ast.lineOf(node.start))
      })
    return lines.map(line => ({path, line}))
  })
  return found.length > 0 ? refuted('extends it', found) : verified('no class extends it')
}

function classesOf(to: Exclude<Side, {kind: 'external'}>, world: World): Set<string> {
  if (to.kind === 'symbol') return new Set([to.name])
  const classes = world.facts.symbols.filter(({path, kind}) => kind === 'class' && to.modules.has(path))
  return new Set(classes.map(({name}) => name))
}

function parentName({superClass}: Class): string {
  return superClass?.type === 'Identifier' ? superClass.name : ''
}
