import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {fromKeyTypes, toKeyTypes} from '../../src/artifacts/architecture/key-types.ts'
import {planArchitecture} from '../../src/artifacts/architecture/plan.ts'
import {readArchitecture} from '../../src/artifacts/architecture/read.ts'
import type {Architecture, KeyTypeRow} from '../../src/artifacts/architecture.ts'
import {planDetailedDesign} from '../../src/artifacts/detailed-design/plan.ts'
import {readDetailedDesign} from '../../src/artifacts/detailed-design/read.ts'
import type {KeyTypeUse} from '../../src/artifacts/detailed-design.ts'
import {updateDocument} from '../../src/artifacts/update-document.ts'
import {parseFragment} from '../../src/markdown/parse.ts'

const name = fc.stringMatching(/^[A-Za-z$_][A-Za-z0-9_$.]{0,20}$/)
const path = fc.stringMatching(/^[A-Za-z@_][A-Za-z0-9_@/-]{0,20}\.ts$/)
const summary = fc
  .array(fc.stringMatching(/^[A-Za-z0-9`*_[\]<>|~&!"'().,:;#+-]{1,8}$/), {minLength: 1, maxLength: 6})
  .map(words => words.join(' '))
const row: fc.Arbitrary<KeyTypeRow> = fc.oneof(fc.record({name, path}), fc.record({name, path, summary}))

const write = (plan: Parameters<typeof updateDocument>[0]['plan']) =>
  updateDocument({name: 'X.md', old: undefined, plan, versions: () => [], policy: 'stop'}).text

describe('key types', () => {
  it('read back from ARCHITECTURE.md as they were written', () =>
    fc.assert(
      fc.property(fc.array(row, {minLength: 1, maxLength: 4}), rows => {
        const body = toKeyTypes(rows).join('\n')
        expect(fromKeyTypes(parseFragment(body), body)).toEqual(rows)
      })
    ))

  it('read back from DETAILED_DESIGN.md, in one file and in several', () => {
    const keyTypes: KeyTypeUse[] = [
      {name: 'Lock', path: 'src/lock.ts', line: 3, modules: 12},
      {name: 'Key', path: 'src/a b.ts', line: 4, modules: 2}
    ]
    const {main} = planDetailedDesign({title: 'T', keyTypes}, ['map'], {wasSplit: false, folder: 'x'})
    expect(readDetailedDesign([write(main)]).value.keyTypes).toEqual(keyTypes)
  })
})

describe('parts of ARCHITECTURE.md', () => {
  const value: Architecture = {
    title: 'T',
    components: [],
    mostImported: ['run'],
    keyTypes: [{name: 'Lock', path: 'src/lock.ts'}],
    extensionPoints: ['To add one like `a.ts`, `b.ts` and `c.ts`: see `src/x`.'],
    crossCutting: ['Timers are set in `src/a.ts`.'],
    environment: [{name: 'HOME', paths: ['src/a.ts'], fallback: 'no'}],
    cut: ['code-map', 'cross-cutting', 'key-types']
  }

  it('say where their rest is, and read back', () => {
    const text = write(planArchitecture(value, ['map']))
    expect(text.match(/^The rest is in DETAILED_DESIGN\.md\.$/gm)).toHaveLength(3)
    expect(readArchitecture(text).value).toEqual(value)
  })

  it('are not there when they have nothing to say', () => {
    const text = write(planArchitecture({...value, keyTypes: [], extensionPoints: [], cut: []}, ['map']))
    expect(text).not.toMatch(/Where to change what|key-types|The rest is/)
  })

  it('vanish when they have nothing left to say', () => {
    const old = write(planArchitecture(value, ['map']))
    const plan = planArchitecture({...value, extensionPoints: []}, ['map'])
    const {text} = updateDocument({name: 'X.md', old, plan, versions: () => [], policy: 'stop'})
    expect(text).not.toContain('extension-points')
  })
})
