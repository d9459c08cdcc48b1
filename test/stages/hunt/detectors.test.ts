import {existsSync, readdirSync, readFileSync} from 'node:fs'
import {describe, expect, it} from 'vitest'
import {detectors} from '../../../src/stages/hunt/detectors/index.ts'
import {detect} from './context.ts'
import {headingsOf, readExamples} from './examples.ts'

const FOLDER = 'src/stages/hunt/detectors'
const HEADINGS = ['What it finds', 'Why it matters', 'Found', 'Not found', 'When it is wrong', 'Source']

describe('the list of detectors', () => {
  it('holds every file of the folder, under its own name', () => {
    const files = readdirSync(FOLDER).filter(name => name.endsWith('.ts') && name !== 'index.ts')
    expect(detectors.map(one => `${one.id}.ts`)).toEqual(files.sort())
  })

  it('gives each detector another code', () => {
    expect(new Set(detectors.map(one => one.code)).size).toBe(detectors.length)
  })
})

describe.each(detectors.map(one => [one.id, one] as const))('%s', (id, detector) => {
  const page = readFileSync(`${FOLDER}/${id}.md`, 'utf8')
  const more = `fixtures/hunt/${id}.md`
  const examples = [page, existsSync(more) ? readFileSync(more, 'utf8') : ''].flatMap(readExamples)
  const dangerous = examples.filter(one => one.dangerous)
  const safe = examples.filter(one => !one.dangerous)

  it('has a page with the fixed headings in order', () => {
    expect(headingsOf(page)).toEqual(HEADINGS)
    expect(page.split('\n')[0]).toBe(`# \`${id}\``)
    expect(page).toContain(`${detector.code}, ${detector.category}, precision ${detector.precision}`)
  })

  it('has enough examples, and a guarded one for each kill', () => {
    expect(dangerous.length).toBeGreaterThanOrEqual(8)
    expect(safe.length).toBeGreaterThanOrEqual(12)
    expect([...new Set(safe.flatMap(one => one.guards))].sort()).toEqual(Object.keys(detector.kills).sort())
  })

  it.each(dangerous.map(one => [one.title, one] as const))('finds: %s', (_title, example) => {
    const {candidates} = detect(detector, example.files)
    expect(candidates).toHaveLength(1)
    for (const one of candidates) {
      for (const text of [
        one.failureMode,
        one.precondition,
        one.silence,
        one.fix,
        one.falsifiedBy,
        one.title
      ]) {
        expect(text).toMatch(/\S/)
        expect(text).not.toMatch(/\n|\[object/)
      }
      expect(one.failurePath.length).toBeGreaterThan(1)
      expect(one.evidence.length).toBeGreaterThan(0)
      expect(one.resource).not.toMatch(/[/\n]/)
    }
  })

  it.each(safe.map(one => [one.title, one] as const))('is silent: %s', (_title, example) => {
    const {candidates, dropped} = detect(detector, example.files)
    expect(candidates).toEqual([])
    expect(dropped.map(one => one.kill)).toEqual(expect.arrayContaining([...example.guards]))
  })

  const guarded = safe.flatMap(one => one.guards.map(kill => [`${kill}: ${one.title}`, one, kill] as const))
  it.each(guarded)('speaks without its guard, %s', (_title, example, kill) => {
    expect(detect(detector, example.without(kill)).candidates).toHaveLength(1)
  })
})
