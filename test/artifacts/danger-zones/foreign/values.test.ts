import {describe, expect, it} from 'vitest'
import type {ForeignZone} from '../../../../src/artifacts/danger-zone.ts'
import {readDangerZones} from '../../../../src/artifacts/danger-zones.ts'

/** The only zone of a document. */
function zoneOf(...lines: readonly string[]): ForeignZone {
  const {foreign} = readDangerZones(lines.join('\n')).value
  expect(foreign).toHaveLength(1)
  return foreign[0] as ForeignZone
}

/** A zone that says one thing more. */
function zoneWith(...lines: readonly string[]): ForeignZone {
  return zoneOf('# D', '', '## DZ-1: a', '', ...lines)
}

describe('a field', () => {
  it.each([
    [['**Risk**: high']],
    [['**Risk:** high']],
    [['**Risk** - high']],
    [['__Risk__: high']],
    [['Risk: HIGH']],
    [['- **Risk**: high - a reason']],
    [['- 🔴 **Risk**: **high** (was low)']],
    [['* **🔥 Risk:** high']],
    [['Text before.', '**Risk**: high', '**Odd**: x']],
    [['**Size:** 3 | **Risk:** high | **Age:** 2']],
    [['Risk', ': high']],
    [['**Risk**', ': high']],
    [['- **Details**: x', '  - Risk: high']],
    [['### Risk', '', 'High, and rising.']],
    [['**Risk:**', '', 'high']],
    [['1. a', '   - Risk: high']]
  ])('is read in the form %j', lines => {
    expect(zoneWith(...lines)).toMatchObject({risk: 'high', tier: 'elevated'})
  })

  it.each([
    [['`**Risk**: high`']],
    [['```', '**Risk**: high', '```']],
    [['> **Risk**: high']],
    [['The risk: high']],
    [['**Risk** high']],
    [['**Old risk**: high']]
  ])('is none in the form %j', lines => {
    expect(zoneWith(...lines).risk).toBeUndefined()
  })

  it('goes on over wrapped lines and ends at the next, known or not', () => {
    const zone = zoneWith('**Fix**: write beside', 'and rename', '**Odd**: no fix', '**Owner**: Ada')
    expect(zone).toMatchObject({fix: 'write beside and rename', owners: ['Ada']})
  })

  it('takes what stands below it when nothing stands beside it, code left out', () => {
    expect(
      zoneWith('**Fix:**', '', '1. write `a`', '2. rename', '', '```sh', 'mv', '```', '', '**Owner:** Ada')
        .fix
    ).toBe('1. write `a` 2. rename')
    expect(zoneWith('- **Fix**:', '  - one', '  - two').fix).toBe('one; two')
    expect(zoneWith('**Fix:**', '', '- Owner: Ada').fix).toBeUndefined()
  })

  it('counts the first time it is there', () => {
    expect(zoneWith('**Fix**: one', '', '**Fix**: two').fix).toBe('one')
  })
})

describe('the risk', () => {
  it.each([
    ['CRITICAL', 'critical'],
    ['Medium.', 'medium'],
    ['moderate, for now', 'medium'],
    ['~~high~~ low', 'low'],
    ['high because nobody looks', 'high'],
    ['high risk', 'high']
  ])('is read from %j', (text, risk) => {
    expect(zoneWith(`- Risk: ${text}`).risk).toBe(risk)
  })

  it.each(['Low-level parsing', 'High memory use', 'critical path changes', 'data loss', 'high/medium', '8'])(
    'is not read from %j',
    text => {
      const zone = zoneWith(`- Risk: ${text}`)
      expect([zone.risk, zone.tier]).toEqual([undefined, undefined])
    }
  )

  it('is the nearest that a field, the title or a heading says', () => {
    expect(zoneOf('## Critical (score >= 7)', '### DZ-1: a', 'x')).toMatchObject({
      risk: 'critical',
      tier: 'critical'
    })
    expect(zoneOf('## 🟠 HIGH RISK - Take care', '### Later', '#### DZ-1: a', 'x').risk).toBe('high')
    expect(zoneOf('## Critical', '### DZ-1: a — LOW', 'x')).toMatchObject({risk: 'low', tier: 'elevated'})
    expect(zoneOf('## Critical', '### DZ-1: [High] a', '- Severity: low').risk).toBe('low')
    expect(zoneOf('## Elevated', '### DZ-1: a', 'x')).toMatchObject({tier: 'elevated'})
    expect(zoneOf('## Elevated', '### DZ-1: a', 'x').risk).toBeUndefined()
    expect(zoneOf('## Critical path', '### DZ-1: a', 'x').tier).toBeUndefined()
  })
})

describe('the status', () => {
  it.each([
    ['accepted: one writer', 'accepted: one writer'],
    ['Accepted - one writer', 'accepted: one writer'],
    ['false positive: guarded', 'false positive: guarded'],
    ['**RESOLVED** (in May)', 'fixed: RESOLVED (in May)'],
    ['✅ Closed', 'fixed: Closed'],
    ['MITIGATED (in May)', 'accepted: MITIGATED (in May)'],
    ["won't fix, one host", "accepted: won't fix, one host"],
    ['in progress', 'in progress'],
    ['unresolved', 'unresolved']
  ])('of %j is %j', (text, status) => {
    expect(zoneWith(`- Status: ${text}`).status).toBe(status)
  })

  it('is what the title ends with, else what the headings say, else open', () => {
    expect(zoneOf('# D', '## DZ-1: a — RESOLVED', 'x').status).toBe('fixed: RESOLVED')
    expect(zoneOf('# D', '## DZ-1: a (MITIGATED)', 'x').status).toBe('accepted: MITIGATED')
    expect(zoneOf('# D', '## DZ-1: how a was resolved', 'x').status).toBe('open')
    expect(zoneOf('## Fixed', '### High', '#### DZ-1: a', 'x').status).toBe('fixed')
    expect(zoneOf('## Accepted', '- **a** x').status).toBe('accepted: as said under its heading')
  })
})

describe('dependents', () => {
  it.each([
    ['12 direct importers', 12],
    ['d=1: at least 3, d=2: 40', 3],
    ['d=1: ~20 non-test, flows: 28', 20],
    ['d=1: 1,204', 1204],
    ['30+ call sites', 30],
    ['used by 7 packages', 7],
    ['imported by about 14 modules', 14],
    ['`a()` d=1: 2, and `b()` d=1: 2', 2]
  ])('are read from the blast radius %j', (text, dependents) => {
    expect(zoneWith(`- Blast radius: ${text}`)).toMatchObject({dependents, blastRadius: text})
  })

  it.each([
    'all importers',
    'twelve importers',
    'd=1: none found, d=2: 7',
    'a() d=1: 1; b() d=1: 3',
    '7 indirect callers',
    '4 flows, 3 modules',
    'd=2: 7'
  ])('are not read from the blast radius %j', text => {
    const zone = zoneWith(`- Blast radius: ${text}`)
    expect([zone.dependents, zone.blastRadius]).toEqual([undefined, text])
  })

  it('are read from a field of their own and from the figure that an item starts with', () => {
    expect(zoneWith('- Callers: 9').dependents).toBe(9)
    expect(zoneWith('- Used by: the team').dependents).toBeUndefined()
    expect(zoneOf('# D', '1. **save()** - 95 direct callers in all').dependents).toBe(95)
    expect(
      zoneOf('# D', '1. **save()** - 95 direct callers', '   - Blast radius: wide').dependents
    ).toBeUndefined()
    expect(zoneOf('# D', '1. **key** - as save() has 95 direct callers').dependents).toBeUndefined()
  })
})

describe('the place', () => {
  it.each([
    ['`src/a/b.ts:3-9` (`save`)', 'src/a/b.ts', 'save'],
    ['`src/a/b.ts` -> `Store.save`', 'src/a/b.ts', 'Store.save'],
    ['`src/a/b.ts:save`', 'src/a/b.ts', 'save'],
    ['src/a/b.ts#save', 'src/a/b.ts', 'save'],
    ['`save()` in `src/a/b.ts`', 'src/a/b.ts', 'save'],
    ['/src/a/b.ts', 'src/a/b.ts', undefined],
    ['src/a', 'src/a', undefined],
    ['`src/a/*`, `src/b.ts`', 'src/a', undefined],
    ['Throughout `apps/api/src/`', 'apps/api/src', undefined],
    ['`app/(shop)/[id]/page.tsx`', 'app/(shop)/[id]/page.tsx', undefined],
    ['everywhere', undefined, undefined]
  ])('of %j is %j, %j', (text, path, symbol) => {
    const zone = zoneWith(`- Location: ${text}`)
    expect([zone.path, zone.symbol]).toEqual([path, symbol])
  })

  it('is else the one of the title, of the heading or of the text, if it names one', () => {
    expect(zoneOf('# D', '## DZ-1: `src/a.ts`: late', 'See `src/b.ts`.').path).toBe('src/a.ts')
    expect(zoneOf('### src/a (read again)', '1. **save** x').path).toBe('src/a')
    expect(zoneOf('### src/a', '1. **b.ts** x').path).toBe('b.ts')
    expect(zoneOf('### src/a', '1. **nothing in lib/ or app/** x').path).toBe('src/a')
    expect(zoneWith('It is in `src/b.ts:4`.')).toMatchObject({path: 'src/b.ts', paths: ['src/b.ts']})
    expect(zoneWith('In `src/b.ts` and `src/a/`.').path).toBeUndefined()
    expect(zoneWith('It is in `src/b.ts`.', '', 'See `src/a.ts`.').path).toBe('src/b.ts')
    expect(zoneOf('# D', '## Cache (src/cache.ts)', 'x').path).toBe('src/cache.ts')
  })

  it('names files and folders, and what only looks like one not', () => {
    const text =
      'Read/write and/or I/O with Node.js, `@a/b`, https://a.b/c.ts, https://a.b/?d=/src/e.ts, n/a, %s/%d; lib/ and `x/y`, src/a.test.ts:3'
    expect(zoneWith(text).paths).toEqual(['lib', 'src/a.test.ts', 'x/y'])
  })

  it('has the symbol that a field, an item in code or a call in the title names', () => {
    expect(zoneWith('- Function: `save()`').symbol).toBe('save')
    expect(zoneOf('# D', '- **`charge`** - twice').symbol).toBe('charge')
    expect(zoneOf('# D', '- `a.ts` twice').symbol).toBeUndefined()
    expect(zoneOf('# D', '## DZ-1: desc.Text() is wide', 'x').symbol).toBe('desc.Text')
    expect(zoneOf('# D', '## DZ-1: the save() call', 'x').symbol).toBeUndefined()
  })
})

describe('other fields', () => {
  it.each([
    ['No test in the tree', false],
    ['untested', false],
    ['none', false],
    ['covered by `a.test.ts`', true],
    ['yes', true],
    ['covered by a test of the happy path only', undefined],
    ['tests use another clock', undefined],
    ['covered by unit tests, but no integration test', undefined]
  ])('say whether it is tested: %j %j', (text, tested) => {
    expect(zoneWith(`- Tests: ${text}`).tested).toBe(tested)
  })

  it.each([
    ['Cache', 'cache-staleness'],
    ['Error Handling', 'error-handling'],
    ['Amplification (retries)', 'fan-out'],
    ['Race condition', 'concurrency'],
    ['State Machine', 'state-machine'],
    ['Idempotency failures', 'idempotency'],
    ['Security', undefined]
  ])('give the category: %j %j', (text, category) => {
    expect(zoneWith(`- Category: ${text}`).category).toBe(category)
  })

  it.each([
    ['L:3 + B:2 + D:3 = 8', 8],
    ['L3, B2, D3', 8],
    ['Likelihood 1 / Blast radius 1 / Detection gap 2', 4],
    ['L:9 + B:2 + D:3', undefined],
    ['8/9', undefined]
  ])('give the score: %j %j', (text, total) => {
    expect(zoneWith(`- Risk score: ${text}`).score?.total).toBe(total)
  })

  it('give owners, in order and once each', () => {
    expect(zoneWith('- Owners: @org/hub, [Ada](https://a.b) and Bob; Ada').owners).toEqual([
      '@org/hub',
      'Ada',
      'Bob'
    ])
    expect(zoneWith('- Owner: none').owners).toBeUndefined()
  })

  it('give the zones that come first, of this document alone', () => {
    const text =
      '## DZ-1: a\n- After: DZ-2, DZ-9 and [DZ-3](#x)\n## DZ-2: b\nx\n## DZ-3: c\n- Depends on: DZ-3\n'
    expect(readDangerZones(text).value.foreign.map(({after}) => after)).toEqual([
      ['DZ-2', 'DZ-3'],
      undefined,
      undefined
    ])
  })

  it('give confidence and advice', () => {
    expect(zoneWith('- Confidence: Medium (read only)', '- Modification advice: test `a`')).toMatchObject({
      confidence: 'medium',
      advice: 'test `a`'
    })
  })
})
