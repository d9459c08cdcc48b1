import fc from 'fast-check'
import {expect, it} from 'vitest'
import {coverage} from '../../../../src/stages/triage/words/frequency.ts'
import type {Passage} from '../../../../src/stages/triage/words/passages.ts'
import {createPostings} from '../../../../src/stages/triage/words/postings.ts'
import {stemsOf} from '../../../../src/stages/triage/words/stems.ts'

const words = ['basket', 'voucher', 'parcel', 'island', 'postag', 'mail']
const weights = {of: (stem: string) => words.indexOf(stem) + 0.5, strictly: () => 1}

function passage(held: readonly string[], line: number): Passage {
  return {path: 'a.ts', line, endLine: line, kind: 'code', title: new Set(), stems: new Set(held)}
}

it('loses no passage that holds enough of a text', () => {
  const held = fc.array(fc.subarray(words), {maxLength: 8})
  fc.assert(
    fc.property(
      held,
      fc.subarray(words),
      fc.double({min: 0.05, max: 1, noNaN: true}),
      (lists, asked, share) => {
        const passages = lists.map(passage)
        const text = asked.join(' ')
        const found = createPostings(passages, weights).candidates(text, share)
        const wanted = new Set(stemsOf(text))
        for (const each of passages)
          if (coverage(wanted, each.stems, weights.of) > share) expect(found).toContain(each)
        expect(found).toEqual(passages.filter(each => found.includes(each)))
      }
    )
  )
})

it('leaves out what holds a common word only', () => {
  const passages = [passage(['basket'], 1), passage(['mail'], 2)]
  expect(createPostings(passages, weights).candidates('basket mail', 0.5)).toEqual([passages[1]])
})
