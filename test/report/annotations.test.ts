import {expect, test} from 'vitest'
import type {JudgedClaim} from '../../src/claims/claim.ts'
import {annotationLines} from '../../src/report/annotations.ts'

const claim: JudgedClaim = {
  doc: 'README.md',
  line: 3,
  column: 5,
  kind: 'path',
  subject: 'src/a.ts',
  places: [],
  heading: '',
  generated: false,
  verdict: 'refuted',
  reason: 'no such file',
  evidence: []
}

test('each refuted claim is a command with its place, those that do not gate are warnings', () => {
  const ungated = {...claim, line: 4}
  expect(annotationLines([ungated, claim], new Set([ungated]), '')).toBe(
    '::error file=README.md,line=3,endLine=3,col=5,title=groundtruth refuted path::path src/a.ts: no such file\n' +
      '::warning file=README.md,line=4,endLine=4,col=5,title=groundtruth refuted path::path src/a.ts: no such file\n'
  )
})

test('what a document says cannot end the command, or start another', () => {
  const odd = {...claim, doc: 'a,b:c%.md', subject: 'x\r\n::error::y %0A'}
  expect(annotationLines([odd], new Set(), 'packages/a')).toBe(
    '::error file=packages/a/a%2Cb%3Ac%25.md,line=3,endLine=3,col=5,title=groundtruth refuted path::' +
      'path x%0D%0A::error::y %250A: no such file\n'
  )
})

test('ten of each level are shown, the rest is counted', () => {
  const many = Array.from({length: 13}, (_, index): JudgedClaim => ({...claim, line: index + 1}))
  const types = Array.from(
    {length: 11},
    (_, index): JudgedClaim => ({...claim, line: index + 1, kind: 'absence'})
  )
  const lines = annotationLines([...many, ...types], new Set(types), '')
    .trimEnd()
    .split('\n')
  expect(lines).toHaveLength(21)
  expect(lines.filter(line => line.startsWith('::error '))).toHaveLength(10)
  expect(lines.at(-1)).toBe('4 more refuted claims: GitHub shows 10 errors and 10 warnings of a step')
  expect(annotationLines([], new Set(), '')).toBe('')
})
