import {describe, expect, it} from 'vitest'
import type {Detector} from '../../../src/stages/hunt/define-detector.ts'
import lazyInitRace from '../../../src/stages/hunt/detectors/lazy-init-race.ts'
import {hunt} from '../../../src/stages/hunt/index.ts'
import {expectedPrecision} from '../../../src/stages/hunt/measured-precision.ts'
import {factsOf, noReferences} from './context.ts'

const RACE = `let client: Client | undefined
export async function getClient() {
  if (!client) client = await createClient()
  return client
}
`

function find(files: Readonly<Record<string, string>>) {
  const nothing = {d1: 0, d2: 0, d3: 0, unresolved: 0}
  const {value} = hunt({
    facts: factsOf(files),
    references: noReferences,
    impactOf: () => nothing,
    detectors: [lazyInitRace as Detector]
  })
  return value.findings
}

const questionsOf = (finding: ReturnType<typeof find>[number] | undefined) =>
  finding?.challenged.map(({kill, verdict}) => `${kill}: ${verdict}`)

describe('what is asked of every candidate', () => {
  it('is whether its module runs by hand or once', () => {
    const [script] = find({'scripts/a.ts': RACE})
    expect(script?.score.likelihood).toBe(1)
    expect(questionsOf(script)).toContain('runs-rarely: survived')
    expect(find({'src/a.ts': RACE})[0]?.score.likelihood).toBe(2)
  })

  it('is whether anything loads its module', () => {
    const manifest = '{"name": "x", "main": "src/index.ts"}'
    const index = "export {getClient} from './a.ts'\n"
    const [dead] = find({'package.json': manifest, 'src/index.ts': 'export {}\n', 'src/a.ts': RACE})
    expect(questionsOf(dead)).toContain('unloaded: undecided')
    expect(dead?.tier).toBe('elevated')
    const [live] = find({'package.json': manifest, 'src/index.ts': index, 'src/a.ts': RACE})
    expect(questionsOf(live)).not.toContain('unloaded: undecided')
    expect(live?.tier).toBe('critical')
  })

  it('is whether a comment says that it is meant', () => {
    const meant = RACE.replace('  if (', '  // best-effort: two are fine\n  if (')
    expect(find({'src/a.ts': meant})[0]?.confidence).toBe('medium')
    const other = RACE.replace('  if (', '  // makes the client\n  if (')
    expect(find({'src/a.ts': other})[0]?.confidence).toBe('high')
  })

  it('is whether a test has the failing path', () => {
    const test = (text: string) => `import {getClient} from '../src/a.ts'\n${text}\n`
    const gap = (text: string) =>
      find({'src/a.ts': RACE, 'test/a.test.ts': test(text)})[0]?.score.detectionGap
    expect(gap("it('is made once', () => Promise.all([getClient(), getClient()]))")).toBe(1)
    expect(gap("it('gives a client', () => getClient())")).toBe(2)
    expect(gap("it('rejects', () => other().rejects)\nit('gives one', () => getClient())")).toBe(2)
  })
})

describe('expected precision', () => {
  it('follows the class where nothing was judged', () => {
    const [a, b, c] = (['A', 'B', 'C'] as const).map(precision => expectedPrecision({id: 'none', precision}))
    expect(a).toBeGreaterThan(b ?? 1)
    expect(b).toBeGreaterThan(c ?? 1)
    expect(c).toBeGreaterThan(0)
    expect(a).toBeLessThan(1)
  })
})
