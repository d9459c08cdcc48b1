import {describe, expect, it} from 'vitest'
import {detectors} from '../../../../src/stages/hunt/detectors/index.ts'
import {mutators} from './mutators.ts'
import {findingsIn, readPrograms, recallOf} from './recall.ts'

/** The share of faults of each kind that hunt must find. What is measured lies a little above; it may only grow. */
const shares: Readonly<Record<string, number>> = {
  'drop an await': 0.4,
  'drop finally': 0.7,
  'drop off, clear or delete': 0.4,
  'move a write over an await': 0.5,
  'remove a part of a key': 0.8,
  'remove a test of what was visited': 1,
  'remove the return after a terminal call': 0.8,
  'swap two names of events': 1,
  'drop the transaction from an object of options': 0.3
}

const programs = readPrograms()

describe('healthy programs', () => {
  it.each(programs.map(one => [one.name, one] as const))('nothing is found in %s', (_name, program) => {
    expect(findingsIn(detectors, program.files)).toEqual([])
  })
})

describe('seeded faults', () => {
  it('state a share for each kind', () => {
    expect(Object.keys(shares).sort()).toEqual(mutators.map(one => one.name).sort())
  })

  it.each(mutators.map(one => [one.name, one] as const))(
    'are found: %s',
    (name, mutator) => {
      const {found, missed} = recallOf(detectors, programs, mutator)
      const share = found.length / (found.length + missed.length)
      const list = `missed ${missed.map(one => one.at).join(', ')}`
      expect(share, list).toBeGreaterThanOrEqual(shares[name] ?? 1)
    },
    60_000
  )
})
