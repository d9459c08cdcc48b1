import {type ClauseJudgement, judged} from './clause-judgement.ts'
import type {Context, Introduced} from './context.ts'
import {code} from './finding.ts'
import {clauseOf, type ParsedClause} from './parsed-clause.ts'
import {stemsOf} from './words/stems.ts'

/**
 * Judges a clause that names its object only as "the provider", or a test without a subject, by the names that the other
 * items of the same change introduce: when these stand nowhere, neither does what the clause asks for.
 */
export function judgeBorrowed(
  parsed: ParsedClause,
  judgement: ClauseJudgement,
  {introduced, index, vocabulary}: Context
): ClauseJudgement {
  if (judgement.clause.state !== 'unknown') return judgement
  const meant = introduced.filter(({name}) => isMeant(name, parsed))
  const [first] = meant
  const isThere = ({name}: Introduced) => index.hitsOf(name).length > 0 || vocabulary.resembles(name)
  if (!first || meant.some(isThere)) return judgement
  return judged(
    clauseOf(parsed, 'unmet'),
    `${code(first.name)}, which the item in line ${first.line} names, stands nowhere`,
    {absent: true, behaviour: true}
  )
}

function isMeant(name: string, {verb, text, objects}: ParsedClause): boolean {
  if (objects.some(({part, kind}) => part === 'target' && kind !== 'path')) return false
  if (verb === 'test') return true
  if (verb !== 'create' && verb !== 'change') return false
  const noun = /^\w+ the (?:new )?(\w+)/i.exec(text)?.[1]
  return noun !== undefined && stemsOf(name).includes(stemsOf(noun)[0] ?? '')
}
