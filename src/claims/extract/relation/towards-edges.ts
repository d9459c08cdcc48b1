import type {Passage} from '../../passage.ts'
import {wholeProject} from '../../whole-project.ts'
import {leadOf, type ReadEdge} from './lead.ts'
import type {MarkedSentence, Mention} from './mentions.ts'
import {objectsAfter} from './objects.ts'
import {speaksOfProject} from './project.ts'
import {holderOf} from './subject.ts'
import {towards} from './words.ts'

const pattern = new RegExp(`(?<![\\w-])(?:${towards})(?![\\w-])`, 'gi')

/** "Lints code with the `Linter` class", "passing the arguments to `cli`": hints that only an import makes a statement. */
export function towardsEdges(reading: {
  readonly passage: Passage
  readonly marked: MarkedSentence
}): ReadEdge[] {
  const {marked, passage} = reading
  const lead = leadOf(passage, marked)
  const ofProject = speaksOfProject(marked.text)
  return [...marked.masked.matchAll(pattern)].flatMap(({0: words, index}) => {
    const {objects} = objectsAfter(marked.masked, index + words.length, marked.mentions)
    return objects.flatMap(object => {
      const holder = holderOf(marked.masked.slice(0, index), marked.mentions)
      const from = holder?.text ?? lead?.text ?? (ofProject && isForeign(object) ? wholeProject : undefined)
      return from === undefined ? [] : [{from, to: object.text, at: object, certainty: 'aside' as const}]
    })
  })
}

/** Whether it can be nothing but a package of a registry. */
function isForeign({text, foreign}: Mention): boolean {
  return foreign || /^@[\w.-]+\/[\w.-]+$|^[a-z\d]+(?:-[a-z\d]+)+$/.test(text)
}
