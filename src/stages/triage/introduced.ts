import type {Introduced} from './context.ts'
import type {NamedObject} from './objects.ts'
import type {ParsedClause} from './parsed-clause.ts'

/** The names that an item's clauses introduce: they can mean one thing only. */
export function introducedBy(clauses: readonly ParsedClause[], line: number): Introduced[] {
  return clauses
    .filter(({verb}) => verb === 'create' || verb === 'unknown')
    .flatMap(({objects}) => objects.filter(isIntroduced))
    .map(({text}) => ({name: text.split('.').at(-1) ?? text, line}))
}

function isIntroduced({kind, part, text}: NamedObject): boolean {
  return kind === 'symbol' && part === 'target' && /[a-z][A-Z]/.test(text)
}
