import type {Learning} from '../artifacts/learnings.ts'
import type {TriageItem} from '../artifacts/triage-row.ts'
import {contentHashOf} from '../base/content-hash.ts'

/** A pattern that a sweep has shown. */
export interface ShownPattern {
  readonly group: {readonly kind: 'heading' | 'folder'; readonly name: string; readonly file?: string}
  readonly verdict: keyof typeof words
  readonly items: readonly TriageItem[]
  readonly total: number
  /** `2026-11-20 (abc1234)`; undefined without git. */
  readonly commit: string | undefined
  /** `3 weeks`, when only items of that age were looked at. */
  readonly age: string | undefined
}

/** By verdict: what the items were, and what that teaches. */
const words = {
  'implemented-tested': {
    were: 'were implemented and tested',
    lesson: 'What is done here is not ticked: an open item says little about the code.',
    application: 'Before work on an open item of this group look whether it is there, and tick it.'
  },
  'implemented-untested': {
    were: 'were implemented and untested',
    lesson: 'Items stay open here although the code is there, because no test pins the behaviour down.',
    application:
      'Look for the code before scoping an item as new work: it often closes with a regression test alone.'
  },
  'stale-premise': {
    were: 'rested on a premise that no longer holds',
    lesson:
      'The code has moved on since these items were written: what they call its state is not its state.',
    application: 'Check what an item says of today before acting on it, and write it anew or drop it.'
  },
  partial: {
    were: 'were partly implemented',
    lesson: 'Work on these items begins and stays half done.',
    application: 'Finish what is begun, or split the open rest off into an item of its own.'
  }
} as const

/** The pattern as an entry of LEARNINGS.md; its key does not change with its figures. */
export function toLearning(pattern: ShownPattern): Learning {
  const {group, verdict, items, total, commit, age} = pattern
  const {were, lesson, application} = words[verdict]
  const place = group.kind === 'heading' ? `under "${group.name}"` : `about \`${group.name}\``
  const older = age === undefined ? '' : ` older than ${age}`
  const at = commit === undefined ? '' : ` at ${commit}`
  return {
    key: contentHashOf(`${group.kind}\n${group.file ?? ''}\n${group.name}\n${verdict}`).slice(0, 8),
    title: `${items.length} of ${total} open items ${place}${older} ${were}`,
    context: `A sweep of groundtruth${at} judged ${total} open items ${place}${older}: ${items.length} ${were}: ${items.map(cite).join('; ')}.`,
    lesson,
    application
  }
}

const excerptWords = 8

function cite({file, hash, text}: TriageItem): string {
  const all = text.replace(/[`*<>]/g, '').split(/\s+/)
  const excerpt = all.slice(0, excerptWords).join(' ')
  return `\`${file}\` ${hash} "${all.length > excerptWords ? `${excerpt} …` : excerpt}"`
}
