import type {Claim} from '../claim.ts'
import {isCompound} from '../code-name.ts'
import type {Passage} from '../passage.ts'
import {toClaim} from './rule.ts'
import {extractTree} from './tree.ts'

/** Names in the comment beside an entry of a folder tree (`store.ts  # encrypted (safeStorage)`) that the entry may import. */
export function extractTreeComments(passage: Passage, doc: string): Claim[] {
  const lines = passage.text.split('\n')
  return extractTree(passage, doc).flatMap(({subject, line, kind}) => {
    const comment = /(?:#|\/\/|\s(?:—|–|-{1,2}|←)\s)(.*)$/.exec(lines[line - passage.line - 1] ?? '')?.[1]
    if (comment === undefined || kind !== 'path') return []
    const names =
      comment.match(
        /(?<![\w@/.-])(?:[a-z]+[A-Z]\w+|[A-Z][a-z]+[A-Z]\w+|@[a-z\d-]+\/[a-z][\w.-]*)(?![\w/.-])/g
      ) ?? []
    return names
      .filter(name => name.startsWith('@') || isCompound(name))
      .map(object =>
        toClaim(passage, doc, {line, column: 1}, {kind: 'edge', subject, object, certainty: 'aside'})
      )
  })
}
