import type {Node} from '@oxc-project/types'
import {walk} from '../../syntax/walk.ts'
import type {Judgement} from '../claim.ts'
import type {World} from '../world.ts'
import {unverifiable, verified} from './verdict.ts'

const milliseconds: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  sec: 1000,
  second: 1000,
  min: 60_000,
  minute: 60_000
}

/** Whether a module's code holds the time that a text gives it, as a number or a product of numbers. */
export function judgeInterval(claimed: string, path: string, world: World): Judgement {
  const [, amount = '', unit = ''] = /^(\d+) (\w+)$/.exec(claimed) ?? []
  const wanted = Number(amount) * (milliseconds[unit] ?? Number.NaN)
  const ast = world.facts.ast(path)
  if (!ast || Number.isNaN(wanted)) return unverifiable('not parsed')
  const lines: number[] = []
  walk(ast.program, node => {
    if (productOf(node) !== wanted) return
    lines.push(ast.lineOf(node.start))
    return 'skip'
  })
  return lines.length > 0
    ? verified(
        'stands in code',
        lines.map(line => ({path, line}))
      )
    : unverifiable('no such number')
}

function productOf(node: Node): number | undefined {
  if (node.type === 'Literal') return typeof node.value === 'number' ? node.value : undefined
  if (node.type !== 'BinaryExpression' || node.operator !== '*') return undefined
  const [left, right] = [productOf(node.left as Node), productOf(node.right)]
  return left === undefined || right === undefined ? undefined : left * right
}
