import {describe, expect, it} from 'vitest'
import {fromDetailBody, toDetailBody} from '../../src/artifacts/detailed-design/detail-body.ts'
import {detailPersonal} from '../../src/artifacts/detailed-design/personal.ts'
import {planDetailedDesign} from '../../src/artifacts/detailed-design/plan.ts'
import {fromReachBody, toReachBody} from '../../src/artifacts/detailed-design/reach-body.ts'
import type {ComponentDetail, ComponentReach} from '../../src/artifacts/detailed-design.ts'

const detail: ComponentDetail = {
  path: 'src/a_b',
  partial: true,
  purpose: {text: 'Locks *files* | and `more`.', source: '`src/a_b/index.ts`'},
  exports: ['acquire', 'Lock'],
  moreExports: 4,
  usedBy: [{component: 'src/c', kinds: ['type', 'value'], takes: ['acquire', '*'], more: 2}],
  dependsOn: [{component: 'src/d', kinds: ['value'], takes: [], more: 0}],
  packages: ['node:fs'],
  typePackages: ['mdast'],
  state: [{name: 'cache', kind: 'Map', path: 'src/a_b/x.ts', line: 3, writtenAt: [7, 12]}],
  moreState: 1,
  entries: [
    {kind: 'bin', name: 'tool', path: 'src/a_b/cli.ts', line: 3, namedIn: 'package.json'},
    {kind: 'route', name: 'GET /x', path: 'src/a_b/x.ts', line: 12}
  ],
  moreEntries: 2,
  registrations: [{on: 'this.socket', call: 'on', event: 'close', path: 'src/a_b/x.ts', line: 9}],
  moreRegistrations: 0,
  effects: [
    {
      effect: 'file built-ins',
      places: [
        {path: 'src/a_b/x.ts', line: 1},
        {path: 'src/a_b/y.ts', line: 2}
      ],
      more: 2
    },
    {effect: 'timers', places: [{path: 'src/a_b/x.ts', line: 4}], more: 0}
  ],
  environment: [
    {name: 'HOME', path: 'src/a_b/x.ts', line: 5, hasDefault: true},
    {name: 'PORT', path: 'src/a_b/x.ts', line: 6, hasDefault: false}
  ],
  moreEnvironment: 3,
  tests: 'some'
}
const reach: ComponentReach = {
  path: 'src/a_b',
  blast: [
    {
      symbol: 'Lock.acquire',
      path: 'src/a_b/x.ts',
      d1: 5,
      direct: ['run', 'stop'],
      d2: 3,
      d3: 0,
      unresolved: 1,
      risk: 'high',
      flows: ['GET /x', 'tool'],
      moreFlows: 2
    },
    {
      symbol: 'Lock',
      path: 'src/a_b/x.ts',
      d1: 1,
      direct: ['run'],
      d2: 0,
      d3: 0,
      unresolved: 0,
      flows: [],
      moreFlows: 0
    }
  ],
  tests: 'imported by `test/a.test.ts`',
  owners: '`@org/team` for most; nobody for `src/a_b/x.ts`',
  history: 'no git history',
  confidence: '**solid** for tests; syntax converged'
}

const detailBody = toDetailBody(detail).join('\n')
const reachBody = toReachBody(reach).join('\n')

describe('bodies of DETAILED_DESIGN.md', () => {
  it('reads back what map says of a component', () => expect(fromDetailBody(detailBody)).toEqual(detail))

  it('reads back what enrich says of a component', () =>
    expect(fromReachBody(reach.path, reachBody)).toEqual(reach))

  it('gives a long design a file for each component', () => {
    const details = Array.from({length: 60}, (_, index) => ({...detail, path: `src/p${index}`}))
    const plan = planDetailedDesign({title: 'T', details}, ['map'], {wasSplit: false, folder: 'docs/design'})
    expect(plan.files.size).toBe(60)
    expect(plan.main.sections[0]?.blocks.map(({id}) => id)).toEqual(['intro'])
    expect(plan.main.sections[0]?.blocks[0]?.body).toContain('[`src/p7`](docs/design/src-p7.md)')
  })

  it('stands in the order of paths, whatever order it was read in', () => {
    const named = (path: string) => ({...detail, path})
    const bodies = (paths: string[]) =>
      planDetailedDesign({title: 'T', details: paths.map(named)}, ['map'], {wasSplit: false, folder: 'x'})
        .main.sections.flatMap(({blocks}) => blocks)
        .map(({id}) => id)
    expect(bodies(['src/b', 'src/a', 'src'])).toEqual(bodies(['src', 'src/a', 'src/b']))
  })

  it('keeps a short design in one file', () =>
    expect(
      planDetailedDesign({title: 'T', details: [detail]}, ['map'], {wasSplit: false, folder: 'x'}).files.size
    ).toBe(0))
})

describe("a person's parts of a section", () => {
  const own = detailBody.replace(/- \*\*Purpose\*\*.*/, '- **Purpose**: Ours alone.')
  const noted = `${own}\n- **Notes**: mind the\n  second line`

  it('carries purpose and notes over', () =>
    expect(detailPersonal.carry('region', noted, detailBody)).toBe(noted))

  it('takes them out of the hash', () =>
    expect(detailPersonal.strip('region', noted)).not.toMatch(/Ours|Notes|second/))

  it('restores the generated purpose', () =>
    expect(detailPersonal.restore?.('region', own, detailBody)).toBe(detailBody))

  it('leaves them to the person when the component is gone', () => {
    expect(detailPersonal.leave?.('region', noted)).toContain('mind the')
    expect(detailPersonal.leave?.('region', detailBody)).toBe('')
  })
})
