import {expect, it} from 'vitest'
import type {TriageVerdict} from '../../../src/artifacts/triage-row.ts'
import {findPatterns} from '../../../src/pipeline/sweep/patterns.ts'
import {judgedTask} from './sample.ts'

interface Sample {
  readonly verdicts: readonly TriageVerdict[]
  readonly heading?: string
  readonly folder?: string
  readonly checked?: boolean
  readonly from?: number
}

function items({verdicts, heading, folder, checked = false, from = 1}: Sample) {
  const evidence = folder ? [{path: `${folder}/a.ts`, line: 1, role: 'declared' as const, object: 'a'}] : []
  return verdicts.map((verdict, index) =>
    judgedTask(from + index, verdict, {
      task: heading ? {headings: ['Tasks', heading]} : {},
      item: {evidence, checked}
    })
  )
}

const shown = (judged: ReturnType<typeof items>) =>
  findPatterns(judged).map(
    ({group, verdict, members, total}) =>
      `${group.kind} ${group.name}: ${members.length} of ${total} ${verdict}`
  )
const untested = (count: number): TriageVerdict[] => Array(count).fill('implemented-untested')
const open = (count: number): TriageVerdict[] => Array(count).fill('not-implemented')

it('needs five items and half of them with one verdict', () => {
  expect(shown(items({verdicts: [...untested(3), ...open(2)], heading: 'Hub'}))).toEqual([
    'heading Hub: 3 of 5 implemented-untested'
  ])
  expect(shown(items({verdicts: [...untested(3), ...open(1)], heading: 'Hub'}))).toEqual([])
  expect(shown(items({verdicts: [...untested(3), ...open(4)], heading: 'Hub'}))).toEqual([])
})

it('groups by the folder of the evidence, and tells the same items once', () => {
  const sample = {verdicts: untested(5), folder: 'src/hub'}
  expect(shown(items(sample))).toEqual(['folder src/hub: 5 of 5 implemented-untested'])
  expect(shown(items({...sample, heading: 'Hub'}))).toEqual(['heading Hub: 5 of 5 implemented-untested'])
})

it('looks at open items alone, and learns nothing from work that is not done', () => {
  expect(shown(items({verdicts: untested(5), heading: 'Hub', checked: true}))).toEqual([])
  expect(shown(items({verdicts: open(6), heading: 'Hub'}))).toEqual([])
  const mixed = [
    ...items({verdicts: untested(3), heading: 'Hub'}),
    ...items({verdicts: Array(9).fill('not-checkable'), heading: 'Hub', from: 4})
  ]
  expect(shown(mixed)).toEqual([])
})

it('counts a parent by its sub-items', () => {
  const children = items({verdicts: untested(4), heading: 'Hub', from: 2}).map(one => ({
    ...one,
    task: {...one.task, parentLine: 1}
  }))
  expect(shown([...items({verdicts: untested(1), heading: 'Hub'}), ...children])).toEqual([])
})
