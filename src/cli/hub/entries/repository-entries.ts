import type {NewEntry} from '../../../hub/entry.ts'
import {actionEntries} from './action-entries.ts'
import {recordEntries} from './record-entries.ts'
import {verdictEntries} from './verdict-entries.ts'
import {zoneEntries} from './zone-entries.ts'

const readers = {
  'DANGER-ZONES.md': zoneEntries,
  'NEXT-ACTIONS.md': actionEntries,
  'TRIAGE.md': verdictEntries,
  'DECISIONS.md': (text: string) => recordEntries('decision', text),
  'LEARNINGS.md': (text: string) => recordEntries('learning', text)
} as const

type DocumentName = keyof typeof readers

/** The documents whose contents are published, in the order in which they are. */
export const documentNames = Object.keys(readers) as readonly DocumentName[]

/**
 * What a repository has to tell, in the order of its documents; of several with one id the first. `meta` is added to every
 * entry.
 */
export function repositoryEntries(
  documents: readonly {readonly name: DocumentName; readonly text: string}[],
  meta: Readonly<Record<string, string>>
): NewEntry[] {
  const byId = new Map<string, NewEntry>()
  for (const entry of documents.flatMap(({name, text}) => readers[name](text)))
    if (!byId.has(entry.id)) byId.set(entry.id, {...entry, meta: {...meta, ...entry.meta}})
  return [...byId.values()]
}
