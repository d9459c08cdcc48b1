import type {Node} from '@oxc-project/types'
import {isCall} from '../../../syntax/call-name.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import {walk} from '../../../syntax/walk.ts'
import {type ClauseJudgement, judged} from '../clause-judgement.ts'
import {code} from '../finding.ts'
import {clauseOf, type ParsedClause} from '../parsed-clause.ts'
import type {SymbolSyntax} from './function-of.ts'
import {quoted} from './quoted.ts'

const silence = /\bsilently\b|\bwithout (?:a |any )?(?:trace|notice|log|warning)\b/i

/** `broadcast drops entries silently` is not so once the branch that goes no further counts, tells or throws. */
export function judgeSilence(
  clause: ParsedClause,
  subjects: readonly SymbolSyntax[]
): ClauseJudgement | undefined {
  if (!silence.test(clause.text)) return undefined
  for (const {symbol, node, ast} of subjects) {
    if (!clause.text.includes(symbol.name.split('.').at(-1) ?? symbol.name)) continue
    const sign = signOf(node)
    if (!sign) continue
    const line = ast.lineOf(sign.start)
    const text = ast.text.slice(sign.start, sign.end).split('\n')[0] ?? ''
    return judged(
      clauseOf(clause, 'contradicted'),
      `"${quoted(clause.text, silence)}" is not so: ${code(symbol.name)} has ${code(text)} in ${code(`${symbol.path}:${line}`)}`,
      {
        stale: true,
        behaviour: true,
        subjects: [symbol],
        evidence: [{path: symbol.path, line, role: 'referenced', object: text}]
      }
    )
  }
  return undefined
}

/** In a branch: a count that is kept, an event, a log, an error. */
function signOf(root: Node): Node | undefined {
  let sign: Node | undefined
  walk(root, (node, ancestors) => {
    if (sign || !ancestors.some(each => each.type === 'IfStatement' || each.type === 'CatchClause')) return
    if (isCount(node) || node.type === 'ThrowStatement' || isReport(node)) sign = node
  })
  return sign
}

function isCount(node: Node): boolean {
  if (node.type === 'UpdateExpression') return node.argument.type === 'MemberExpression'
  return (
    node.type === 'AssignmentExpression' && node.operator === '+=' && node.left.type === 'MemberExpression'
  )
}

function isReport(node: Node): boolean {
  return isCall(node) && /^console\.|\b(?:log|logger)\b|\.(?:emit|warn)$/i.test(memberPath(node.callee) ?? '')
}
