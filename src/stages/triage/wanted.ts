import {camel} from './find-registered.ts'
import type {NamedObject} from './objects.ts'

/** The words that an object needs looked up: its identifiers, a flag and the name that a parser gives it. */
export function wantedWords(objects: readonly NamedObject[]): Set<string> {
  return new Set(
    objects.flatMap(({kind, text}) => {
      if (kind === 'flag') return [text, camel(text)]
      if (kind === 'path') return []
      const flags = text.match(/--[a-z][\w-]*/gi) ?? []
      return [...(text.match(/[A-Za-z_$][\w$]*/g) ?? []), ...flags, ...flags.map(camel)]
    })
  )
}
