import type {Claim} from '../claim.ts'
import {type Passage, type Sentence, sentencesOf} from '../passage.ts'
import {isAssertedSection} from '../speech.ts'
import {namingRuns, toClaim} from './rule.ts'

const names = '◆(?:(?:, | and |, and )◆)*'

/** "The folders in `a` never import each other", one file that lists the others perhaps left out. */
const siblings =
  /^\W*the (folders|files) (?:in|of|below) ◆ (?:never|do not|must not|may not|must never|may never) import each other(, ◆ apart)?\W*$/i
const typesOnly = new RegExp(`^\\W*${names} (?:is|are) imported for types only\\W*$`, 'i')
const environment = new RegExp(`^\\W*environment variables are read by name in ${names} only\\W*$`, 'i')
const noRing = /^\W*no (?:ring|cycle)s? of value imports between files\W*$/i

/** Rules about many modules at once, in the words in which map offers them. */
export function extractExclusions(passage: Passage, doc: string): Claim[] {
  if (passage.type === 'code' || passage.type === 'row' || !isAssertedSection(passage.headings)) return []
  return sentencesOf(passage).flatMap(sentence => {
    const named = namingRuns(sentence.runs)
    return partsOf(
      maskNames(sentence),
      named.map(({text}) => text)
    ).map(({at, ...parts}) => toClaim(passage, doc, named[at] ?? passage, {kind: 'absence', ...parts}))
  })
}

type Parts = Pick<Claim, 'subject' | 'edgeKinds'> & {
  readonly object: string
  /** Which of the names it stands at. */
  readonly at: number
}

function partsOf(masked: string, named: readonly string[]): Parts[] {
  const [, what = '', apart] = siblings.exec(masked) ?? []
  if (what !== '')
    return [
      {
        at: 0,
        subject: `${what.toLowerCase()} in ${named[0]}`,
        object: apart ? `each other but ${named[1]}` : 'each other'
      }
    ]
  if (typesOnly.test(masked))
    return named.map((object, at) => ({
      at,
      subject: 'every module',
      object,
      edgeKinds: ['value', 'dynamic', 'reexport', 'require']
    }))
  if (environment.test(masked))
    return [{at: 0, subject: `all but ${named.join(', ')}`, object: 'environment variables'}]
  return noRing.test(masked) ? [{at: 0, subject: 'every module', object: 'a ring of value imports'}] : []
}

/** The sentence with one sign for each code span and link. */
function maskNames({text, start, runs}: Sentence): string {
  let masked = text
  for (const run of [...namingRuns(runs)].reverse())
    masked = `${masked.slice(0, run.start - start)}◆${masked.slice(run.end - start)}`
  return masked
}
