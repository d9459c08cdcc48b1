import {distinctNames} from './distinct-names.ts'

/**
 * An identifier for each text, in their order, no two alike: ASCII letters, digits and underscores, first a letter.
 *
 * Every one holds an underscore, which no keyword of the Structurizr DSL or of LikeC4 does. They differ in more than case,
 * since Structurizr looks them up without it.
 *
 * Source: `IdentifiersRegister` of github.com/structurizr/java; rule `Id` in like-c4.langium of github.com/likec4/likec4.
 */
export function identifiers(texts: readonly string[]): string[] {
  return distinctNames(texts.map(toIdentifier), {ignoreCase: true, separator: '_'})
}

function toIdentifier(text: string): string {
  const words = text.match(/[A-Za-z0-9]+/g) ?? ['root']
  // LikeC4 reads "._" with a digit behind it as a wildcard, so that an underscore may not come first.
  const first = /^\d/.test(words[0] ?? '') ? ['id'] : []
  const joined = [...first, ...words].join('_')
  return joined.includes('_') ? joined : `${joined}_`
}
