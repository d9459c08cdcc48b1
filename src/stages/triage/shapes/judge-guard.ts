import {type ClauseJudgement, judged} from '../clause-judgement.ts'
import type {Context} from '../context.ts'
import {code} from '../finding.ts'
import {clauseOf, type ParsedClause} from '../parsed-clause.ts'
import {stemsOf} from '../words/stems.ts'
import type {SymbolSyntax} from './function-of.ts'
import {type Guard, readGuards} from './guards.ts'
import {namedConstants, normalised} from './named-constants.ts'

const stops =
  /\b(?:stops?|fail(?:s|ing)?[ -]fast|rejects?|refuses?|aborts?|bails? out|gives? up|throws?|returns? early|den(?:y|ies)|ignores?|skips?)\b/i
const tells = /\b(?:distinguish|tell|separate|differentiate)\b.*\bfrom\b/i

/**
 * A clause that says when a function goes no further is met by the condition that says the same: it names the constants
 * that the item names, or the clause names the function and the words behind its verb stand in the condition.
 */
export function judgeGuard(
  clause: ParsedClause,
  clauses: readonly ParsedClause[],
  subjects: readonly SymbolSyntax[],
  context: Context
): ClauseJudgement | undefined {
  if (!stops.test(clause.text) && !tells.test(clause.text)) return undefined
  const guards = subjects.flatMap(subject => readGuards(subject, context.world))
  const wanted = namedConstants(clauses, guards, context)
  if (wanted.length === 0) {
    const guard = guards.find(each => says(each, clause, subjects))
    return guard && met(clause, guard, [])
  }
  const held = (guard: Guard) =>
    wanted.filter(name => guard.constants.some(each => normalised(each) === normalised(name)))
  const [best] = guards
    .filter(guard => held(guard).length > 0)
    .sort((left, right) => held(right).length - held(left).length)
  if (!best) return undefined
  const missing = wanted.filter(name => !held(best).includes(name))
  return missing.length === 0 ? met(clause, best, wanted) : lacking(clause, best, missing)
}

function met(clause: ParsedClause, guard: Guard, constants: readonly string[]): ClauseJudgement {
  const {symbol, path, line, exit, text} = guard
  const when = constants.length > 0 ? `on ${constants.map(code).join(', ')}` : `if ${code(text)}`
  return judged(
    clauseOf(clause, 'met'),
    `${code(symbol.name)} ${exit} ${when} (${code(`${path}:${line}`)})`,
    {
      discriminating: true,
      behaviour: true,
      subjects: [symbol],
      guard: constants.length > 0 ? {...guard, constants} : guard,
      evidence: [{path, line, role: 'referenced', object: constants.join(', ') || text}]
    }
  )
}

function lacking(
  clause: ParsedClause,
  {symbol, path, line}: Guard,
  missing: readonly string[]
): ClauseJudgement {
  const reason = `${code(symbol.name)} stops in ${code(`${path}:${line}`)}, but not on ${missing.map(code).join(', ')}`
  return judged(clauseOf(clause, 'unmet'), reason, {
    discriminating: true,
    subjects: [symbol],
    evidence: [{path, line, role: 'referenced', object: symbol.name}]
  })
}

/** Words behind the verb, `a project that is registered already`, of which most stand in the condition or what it throws. */
function says(guard: Guard, clause: ParsedClause, subjects: readonly SymbolSyntax[]): boolean {
  const verb = stops.exec(clause.text)
  const last = guard.symbol.name.split('.').at(-1) ?? guard.symbol.name
  if (!verb || !clause.text.includes(last) || guard.exit === 'goes on') return false
  const own = new Set(stemsOf(guard.symbol.name))
  const tail = new Set(stemsOf(clause.text.slice(verb.index + verb[0].length)).filter(stem => !own.has(stem)))
  const asked = new Set(stemsOf([...guard.names, ...guard.constants].join(' ')))
  const done = new Set(stemsOf(branchText(guard, subjects)))
  const found = [...tail].filter(stem => asked.has(stem) || done.has(stem))
  return found.some(stem => asked.has(stem)) && found.length / tail.size >= 0.6
}

function branchText({branch, symbol}: Guard, subjects: readonly SymbolSyntax[]): string {
  const subject = subjects.find(each => each.symbol === symbol)
  return subject?.ast.text.slice(branch.start, branch.end) ?? ''
}
