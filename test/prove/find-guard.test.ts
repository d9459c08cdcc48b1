import {describe, expect, it} from 'vitest'
import type {DangerZone} from '../../src/artifacts/danger-zone.ts'
import type {TriageEvidence, TriageItem} from '../../src/artifacts/triage-row.ts'
import {readFacts} from '../../src/facts/read-facts.ts'
import {guardOfItem, guardOfZone} from '../../src/prove/find-guard.ts'
import {createMemoryRepo} from '../../src/repo/memory.ts'

const source = `export function next(code: string, peers: string[]): string | undefined {
  if (code === 'Denied' || code === 'Unknown') return undefined
  if (peers.length === 0) {
    console.error('none')
    throw new Error('no peer')
  }
  if (peers.length > 9) console.error('many')
  return peers[0]
}
export function one(name: string): string {
  if (!name) return 'none'
  return name
}
`
const files = {
  'package.json': '{}',
  'src/next.ts': source,
  'test/next.test.ts':
    "import {next} from '../src/next.ts'\nif (next('a', []) === 'b') throw new Error('no')\n"
}
const facts = readFacts(createMemoryRepo(files))

function lineFor(text: string, evidence: Partial<TriageEvidence>): number | string {
  const whole: TriageEvidence = {path: 'src/next.ts', line: 1, role: 'declared', object: 'next', ...evidence}
  const found = guardOfItem({text, evidence: [whole]} as unknown as TriageItem, facts)
  return 'guard' in found ? found.guard.line : found.reason
}

describe('the guard of an item', () => {
  it('is the condition that the evidence points at', () => {
    expect(lineFor('stops', {line: 2, role: 'referenced'})).toBe(2)
    expect(lineFor('stops', {line: 5, role: 'string'})).toBe(3)
  })

  it('is the only one of the declared function', () => {
    expect(lineFor('Add `one`', {line: 10, object: 'one'})).toBe(11)
  })

  it('is, of several in the declared function, the one that shares words with the item', () => {
    expect(lineFor('`next` throws without peers', {})).toBe(3)
    expect(lineFor('`next` stops when access is denied', {})).toBe(2)
  })

  it('is none when several fit alike', () => {
    expect(lineFor('Add `next`', {})).toContain('has 2 guards')
    expect(lineFor('`next` handles denied peers', {})).toContain('has 2 guards')
  })

  it('is no condition whose branch goes on, none of a test, and none that is only mentioned', () => {
    expect(lineFor('warns', {line: 7, role: 'referenced'})).toContain('no guard is known')
    expect(lineFor('no', {path: 'test/next.test.ts', line: 2, role: 'referenced'})).toContain(
      'no guard is known'
    )
    expect(lineFor('stops', {line: 2, role: 'commented'})).toContain('no guard is known')
  })

  it('knows where its condition and its alternatives stand', () => {
    const found = guardOfItem(
      {
        text: '',
        evidence: [{path: 'src/next.ts', line: 2, role: 'referenced', object: ''}]
      } as unknown as TriageItem,
      facts
    )
    expect(found).toMatchObject({
      guard: {
        condition: {startLine: 2, startColumn: 6, endLine: 2, endColumn: 45},
        alternatives: [
          {startColumn: 6, endColumn: 23, text: "code === 'Denied'"},
          {startColumn: 27, endColumn: 45}
        ]
      }
    })
  })
})

describe('the guard of a zone', () => {
  const zone = {path: 'src/next.ts', startLine: 1, evidence: [{path: 'src/next.ts', line: 11, note: ''}]}

  it('is the one its evidence points at, else that of its place', () => {
    expect(guardOfZone(zone as unknown as DangerZone, facts)).toMatchObject({guard: {line: 11}})
    expect(guardOfZone({...zone, startLine: 2, evidence: []} as unknown as DangerZone, facts)).toMatchObject({
      guard: {line: 2}
    })
    expect(guardOfZone({...zone, evidence: []} as unknown as DangerZone, facts)).toHaveProperty('reason')
  })
})
