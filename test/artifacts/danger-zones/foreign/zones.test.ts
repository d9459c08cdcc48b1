import {describe, expect, it} from 'vitest'
import {planDangerZones, readDangerZones} from '../../../../src/artifacts/danger-zones.ts'
import {renderPlan} from '../../render-plan.ts'

function check(text: string, expected: readonly object[]) {
  const {foreign} = readDangerZones(text).value
  expect(foreign.map(zone => ({...zone}))).toMatchObject(expected)
  expect(foreign).toHaveLength(expected.length)
}

const numbered = `# Danger Zones

## Summary

| Module | Zone | Risk | d=1 | Why |
|---|---|---|---|---|
| io | write() blast radius | CRITICAL | 95 | everything goes through it |
| io | Path check timing | MEDIUM | n/a | stale |
| cache | Silent key | HIGH | n/a | empty output |

## By Module

Read from the top.

### internal/io (enriched 2026-06-09)

1. **write() blast radius** - 95 callers
   across the code base.
   - Blast radius: d=1: 95
   - Risk: CRITICAL (enriched)
   - Modification advice: test it all

2. **Path check timing** - the check is stale.
   - Mitigation: check again on use

### internal/cache

1. **Silent key** - empty output.
`

describe('zones that somebody else wrote', () => {
  it('are read from numbered items below a heading, with the risk of a summary table', () => {
    check(numbered, [
      {
        label: 'internalio-1',
        title: 'write() blast radius',
        tier: 'critical',
        path: 'internal/io',
        anchor: 'internalio-enriched-2026-06-09',
        advice: 'test it all',
        line: 17
      },
      {label: 'internalio-2', tier: 'elevated', fix: 'check again on use', status: 'open'},
      {label: 'internalcache-1', title: 'Silent key', tier: 'elevated', path: 'internal/cache'}
    ])
  })

  it('keep the label of their heading', () => {
    const text = [
      '# Danger zones',
      '## Critical',
      '### DZ-H3: `src/a.ts`: torn write',
      '- **Status**: accepted: one writer',
      '- **Location**: `src/a.ts:3-9` (`save`)',
      '- **Suggested fix**: write and rename',
      '#### More',
      'Text.',
      '### DZ-4 - no key comment',
      'Text.',
      '## 2. Slow start',
      'It loads all of it.'
    ]
    check(text.join('\n\n'), [
      {
        ...{label: 'DZ-H3', title: 'torn write', tier: 'critical', path: 'src/a.ts'},
        ...{status: 'accepted: one writer', fix: 'write and rename', line: 5}
      },
      {label: 'DZ-4', title: 'no key comment'},
      {label: '2', title: 'Slow start'}
    ])
  })

  it('are headings with running text, but no remarks, notes or summaries', () => {
    const text =
      '# Danger zones\n\nIntro.\n\n## Cache\n\nNever clear it.\n\n## Notes\n\nMine.\n\n## Critical\n\nNone.\n'
    check(text, [{label: 'cache-1', title: 'Cache', text: '## Cache\n\nNever clear it.'}])
  })

  it('are bullets that start in bold below a heading that sorts them', () => {
    check('# Zones\n\n## High\n\n- **lock.ts**: racy\n- plain\n\n## Accepted\n\n- **old** is fine\n', [
      {label: 'high-1', title: 'lock.ts', tier: 'elevated', path: 'lock.ts'},
      {label: 'accepted-1', title: 'old', status: 'accepted: as said under its heading'}
    ])
  })

  it('are read from regions that another tool made', () => {
    const zone =
      '### DZ-4: `src/a.ts`: late\n\n- **Risk score**: L:2 + B:2 + D:3 = 7\n- **Suggested fix**: stop it'
    const text = `## Elevated\n\n<!-- groundtruth:begin elevated hash=000000000000 -->\n${zone}\n<!-- groundtruth:end elevated -->\n`
    check(text, [{label: 'DZ-4', tier: 'elevated', score: {total: 7}, fix: 'stop it'}])
  })

  it('get a label that is free when two have one', () => {
    check('### A-1: x\n\nText.\n\n### A-1: y\n\nText.\n', [{label: 'A-1'}, {label: 'a-1-y-1'}])
  })

  it('are not the generated ones', () => {
    const generated = renderPlan(
      planDangerZones({zones: [], resolved: [], foreign: [], hidden: 0, unanalyzed: ['**bold** a'], next: 1})
    )
    check(generated, [])
    check(`${numbered}\n${generated}`, [
      {label: 'internalio-1'},
      {label: 'internalio-2'},
      {label: 'internalcache-1'}
    ])
  })
})
