import type {Context} from '../context.ts'
import type {ParsedClause} from '../parsed-clause.ts'
import type {Guard} from './guards.ts'

/** The constants that an item names and the code knows: members of enumerations, classes of errors, what guards compare with. */
export function namedConstants(
  clauses: readonly ParsedClause[],
  guards: readonly Guard[],
  {world}: Context
): string[] {
  const compared = new Set(guards.flatMap(({constants}) => constants.map(normalised)))
  const declared = (word: string) =>
    world.facts.symbols.some(
      ({kind, name}) =>
        normalised(name.split('.').at(-1) ?? name) === normalised(word) &&
        ((kind === 'property' &&
          world.facts.symbols.some(each => each.kind === 'enum' && name.startsWith(`${each.name}.`))) ||
          (kind === 'class' && /Error$/.test(name)))
    )
  const words = clauses.flatMap(({text}) => capitalised(text))
  return [...new Set(words)].filter(word => compared.has(normalised(word)) || declared(word))
}

/** `PERMISSION_DENIED`, `permission-denied` and `PermissionDenied` are one. */
export function normalised(name: string): string {
  return name.replace(/[^a-zA-Z0-9]/g, '').toLowerCase()
}

/** Words in code, in capitals or with one inside of the sentence; the first word of a sentence has its capital anyway. */
function capitalised(text: string): string[] {
  const coded = [...text.matchAll(/`([\w.]+)`/g)].map(match => match[1]?.split('.').at(-1) ?? '')
  const prose = [...text.replace(/`[^`]*`/g, ' ').matchAll(/(?<=[^.!?\s]\s|[(/,])[A-Z][A-Za-z0-9_]{2,}/g)]
  const humped = [...text.matchAll(/\b[A-Z][a-z0-9]+(?:[A-Z][a-z0-9]*)+\b|\b[A-Z][A-Z0-9]*_[A-Z0-9_]+\b/g)]
  return [...coded, ...prose.map(match => match[0]), ...humped.map(match => match[0])]
}
