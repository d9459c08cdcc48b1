import {readdirSync, readFileSync} from 'node:fs'
import {describe, expect, it} from 'vitest'
import {detectors} from '../../../src/stages/hunt/detectors/index.ts'
import {detect} from './context.ts'

const FOLDER = 'fixtures/hunt/incidents'

/** A real incident in own words: the detector that names it, and the files before and after its repair. */
function readIncident(text: string) {
  const detector = /^Detector: `([a-z-]+)`$/m.exec(text)?.[1]
  const [, before = '', after = ''] = text.split(/^## (?:Before|After)$/m)
  return {detector, before: filesOf(before), after: filesOf(after)}
}

function filesOf(section: string): Record<string, string> {
  const fences = section.matchAll(/^```(?:ts|tsx|js|jsx|json) title=(\S+)\n(.*?)^```$/gms)
  return Object.fromEntries([...fences].map(([, path, text]) => [path, text]))
}

const names = readdirSync(FOLDER).sort()

it('has a pair for every known incident that a detector names', () => {
  expect(names.length).toBeGreaterThanOrEqual(30)
})

describe.each(names)('%s', name => {
  const {detector: id, before, after} = readIncident(readFileSync(`${FOLDER}/${name}`, 'utf8'))
  const detector = detectors.find(one => one.id === id)

  it('names a detector and differs by its repair', () => {
    expect(detector).toBeDefined()
    expect(Object.keys(before)).not.toEqual([])
    expect(before).not.toEqual(after)
  })

  it('is found before', () => {
    if (detector) expect(detect(detector, before).candidates).toHaveLength(1)
  })

  it('is gone after', () => {
    if (detector) expect(detect(detector, after).candidates).toEqual([])
  })
})
