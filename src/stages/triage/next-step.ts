import type {TriageVerdict} from '../../artifacts/triage-row.ts'
import type {ClauseJudgement} from './clause-judgement.ts'
import type {Context} from './context.ts'
import {code} from './finding.ts'

/** The smallest step that settles an item, one line of Markdown. */
export function nextStep(
  verdict: TriageVerdict,
  clauses: readonly ClauseJudgement[],
  checked: boolean,
  context: Context
): string {
  const open = clauses.findIndex(({clause}) => clause.state === 'unmet' || clause.state === 'contradicted')
  const judgement = clauses[open]
  const about = judgement ? judgement.reason : ''
  switch (verdict) {
    case 'implemented-tested':
      return checked ? 'none' : 'tick it'
    case 'implemented-untested':
      return untested(clauses, checked, context)
    case 'stale-premise':
      return `rewrite the item: ${clauses.find(({stale}) => stale)?.reason ?? about}`
    case 'partial':
      return clauses.length > 1
        ? `clause ${open + 1} of ${clauses.length} is open: ${about}`
        : `finish it: ${about}`
    case 'not-implemented':
      return judgement?.clause.verb === 'remove' ? `remove it: ${about}` : `build it: ${about}`
    case 'phantom':
      return 'untick it, or name in the item where its work went'
    case 'not-checkable':
      return 'settle it by hand'
    case 'cannot-tell':
      return `name in the item the file and the symbol that show it done${nearest(clauses)}`
  }
}

function untested(clauses: readonly ClauseJudgement[], checked: boolean, {world}: Context): string {
  const then = checked ? '' : ', then tick it'
  const symbol = clauses.flatMap(({subjects}) => subjects)[0]
  const command = clauses.flatMap(({commands}) => commands)[0]
  if (symbol)
    return `write a test in ${code(testFileOf(symbol.path, world.facts.imports))} that calls ${code(symbol.name)}${then}`
  if (command) return `write a test that runs ${code(command.join(' '))}${then}`
  return checked ? 'none' : 'tick it'
}

/** The first test that imports the module by value, else the one that its name suggests. */
function testFileOf(path: string, imports: Context['world']['facts']['imports']): string {
  const importing = imports.find(
    edge => edge.to === path && edge.test && !edge.typeOnly && /\.(?:test|spec)\./.test(edge.from)
  )
  return importing?.from ?? path.replace(/(\.[cm]?[jt]sx?)$/, '.test$1')
}

function nearest(clauses: readonly ClauseJudgement[]): string {
  const near = clauses
    .flatMap(({evidence}) => evidence)
    .filter(({role}) => role === 'declared' || role === 'registered' || role === 'exists')
  const places = [
    ...new Set(near.map(({path, line, object}) => `${code(`${path}:${line}`)} ${code(object)}`))
  ].slice(0, 2)
  return places.length === 0 ? '' : `; nearest: ${places.join(', ')}`
}
