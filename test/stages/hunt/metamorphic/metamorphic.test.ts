import {describe, expect, it} from 'vitest'
import {detectors} from '../../../../src/stages/hunt/detectors/index.ts'
import {rewrites} from './rewrites.ts'
import {dangerousExamples, lostBy} from './stability.ts'

const cases = detectors.flatMap(dangerousExamples)

describe('findings stay when', () => {
  it.each(rewrites.map(one => [one.name, one] as const))(
    '%s',
    (_name, rewrite) => {
      const lost = lostBy(rewrite, cases)
      const share = 1 - lost.length / cases.length
      expect(share, `lost: ${lost.join('; ')}`).toBeGreaterThanOrEqual(rewrite.share)
    },
    60_000
  )
})
