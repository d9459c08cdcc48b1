import {describe, expect, it} from 'vitest'
import {readDangerZones} from '../../../../src/artifacts/danger-zones.ts'

/** `label: title` of each zone. */
function zonesOf(...lines: readonly string[]): string[] {
  return readDangerZones(lines.join('\n')).value.foreign.map(({label, title}) => `${label}: ${title}`)
}

describe('a heading', () => {
  it('with a label in any of its forms is a zone', () => {
    const text = [
      '# Zones',
      '### DZ-H3: a b',
      'x',
      '### ⚡ SEC-AUTH-2 - src/a.ts:save: c d',
      'x',
      '## DZ-19a) e f',
      'x',
      '## DZ-4 g',
      'x'
    ]
    expect(zonesOf(...text)).toEqual(['DZ-H3: a b', 'SEC-AUTH-2: c d', 'DZ-19a: e f', 'DZ-4: g'])
  })

  it('whose first word only looks like a label is called by all of it', () => {
    expect(zonesOf('## UTF-8 names', 'They break.')).toEqual(['utf-8-names-1: UTF-8 names'])
    expect(zonesOf('## ISO8601 dates', 'They break.')).toEqual(['iso8601-dates-1: ISO8601 dates'])
  })

  it('with a label that only groups others is none', () => {
    expect(zonesOf('## ST-1: storage', 'x', '### ST-2: torn write', 'y')).toEqual(['ST-2: torn write'])
  })

  it('with a label takes what stands below it, whatever its headings', () => {
    expect(zonesOf('## DZ-1: a', '### Impact', 'x', '### How it went', '1. **one**')).toEqual(['DZ-1: a'])
  })

  it('with a number is a zone, but not when it numbers a list of zones', () => {
    expect(zonesOf('# D', '## 2. Slow start', '- It loads all.')).toEqual(['2: Slow start'])
    expect(zonesOf('# D', '## 2. Traps', '- **one** x', '- **two** y')).toEqual([
      '2-traps-1: one',
      '2-traps-2: two'
    ])
  })

  it('without a label keeps its parts, and others stand for themselves', () => {
    const text = ['## Cache', 'Never clear it.', '### Mitigation', 'a', '## Store', 'x', '### Index', 'y']
    expect(zonesOf(...text)).toEqual(['cache-1: Cache', 'index-1: Index'])
  })

  it.each([
    'Checklist',
    '✅ Safety checklist',
    'Who to ask',
    'Next steps',
    'Emergency contacts',
    'How to read this'
  ])('like %s holds no zone', title => {
    expect(zonesOf('## Lock', 'Racy.', `## ${title}`, 'Text.', '- **bold** item')).toEqual(['lock-1: Lock'])
  })

  it.each(['How the lock breaks', 'Held by two processes', 'About face of the cache'])(
    'like %s is a zone all the same',
    title => {
      expect(zonesOf(`## ${title}`, 'Text.')).toHaveLength(1)
    }
  )

  it('with running text beside labelled zones needs more to be one: a risk, a field, one file, a heading that sorts', () => {
    const labelled = ['# D', '## DZ-1: a', 'x']
    expect(zonesOf(...labelled, '## Deploying', 'Mind the gap.')).toEqual(['DZ-1: a'])
    for (const telling of [
      ['## Cache — HIGH', 'x'],
      ['## Cache', 'x', '**Fix:** y'],
      ['## Cache', 'Cleared in `src/cache.ts`.'],
      ['## Cache (src/cache.ts)', 'x'],
      ['## High', '### Cache', 'x']
    ])
      expect(zonesOf(...labelled, ...telling)).toHaveLength(2)
    expect(zonesOf(...labelled, '## Cache', 'In `src/a.ts`, `src/b.ts`.')).toHaveLength(1)
  })

  it('with a label is a zone below a summary too, but an example or the past is none', () => {
    expect(zonesOf('## Overview', '### DZ-1: a', 'x')).toEqual(['DZ-1: a'])
    expect(zonesOf('## Changelog', '### DZ-1: a', 'x')).toEqual([])
    expect(zonesOf('## How to add one', '### DZ-1: a', 'x')).toEqual([])
  })
})

describe('an item', () => {
  it('is a zone when it starts in bold, in code or with a label', () => {
    const text = [
      '# D',
      '1. **lock** - racy',
      '2. `save()` throws late',
      '3. DZ-9: torn write. Seen twice.',
      '4. plain words here'
    ]
    expect(zonesOf(...text)).toEqual(['d-1: lock', 'd-2: save() throws late', 'DZ-9: torn write'])
  })

  it('takes its title from beside a label in bold', () => {
    expect(zonesOf('# D', '- **DZ-3**: `a.ts` is late - seen', '- **DZ-4: b**')).toEqual([
      'DZ-3: a.ts is late',
      'DZ-4: b'
    ])
  })

  it('of any words is a zone below a heading that sorts or is a module, a word or two are none', () => {
    expect(zonesOf('## By module', '### src/store', '1. it is written twice', '2. ugly')).toEqual([
      'srcstore-1: it is written twice'
    ])
    expect(zonesOf('## By module', '### src/store', '- it is written twice')).toEqual([
      'srcstore-1: src/store'
    ])
    expect(zonesOf('## Fragile files', '- Import: deletes')).toHaveLength(0)
    expect(zonesOf('## Fragile files', '- The nightly import: deletes first')).toEqual([
      'fragile-files-1: The nightly import'
    ])
  })

  it('is a field of its heading when a field stands beside it', () => {
    const text = ['# D', '## Cache', '- **Location**: `src/cache.ts`', '- **Odd**: field', '- Risk: high']
    expect(zonesOf(...text)).toEqual(['cache-1: Cache'])
    expect(zonesOf('# D', '## Cache', '- **Odd**: thing')).toEqual(['cache-1: Odd'])
  })

  it('is a field when items below another heading have its name too', () => {
    const items = ['- **Grund**: eins', '- **Folge**：zwei']
    expect(zonesOf('# D', '## Cache', ...items, '## Store', ...items)).toEqual([
      'cache-1: Cache',
      'store-1: Store'
    ])
    expect(zonesOf('# D', '## High', ...items, '## Low', ...items)).toHaveLength(4)
    expect(zonesOf('# D', '## Cache', ...items, '## Store', '- **Grund**: x', '- **Weg**: y')).toEqual([
      'cache-1: Grund',
      'cache-2: Folge',
      'store-1: Grund',
      'store-2: Weg'
    ])
  })

  it('is none in a list of which most items have no name, unless its heading sorts', () => {
    const items = ['- words', '- `code` and words', '- more words']
    expect(zonesOf('# D', '## DZ-1: a', 'x', '## Limits', ...items)).toEqual(['DZ-1: a'])
    expect(zonesOf('# D', '## DZ-1: a', 'x', '## High', ...items)).toHaveLength(2)
  })

  it('below a line in bold that announces it belongs to that line', () => {
    expect(zonesOf('# D', '## Store', '**Known landmines:**', '- **Old:** on its way out')).toEqual([
      'store-1: Store'
    ])
  })

  it('is no zone when it is a box to tick below a checklist', () => {
    expect(zonesOf('# D', '## Store', '- [ ] read', '- [ ] ask')).toEqual([])
  })
})

describe('a paragraph', () => {
  it('is a zone below a heading that sorts, when it names one source file', () => {
    const text = [
      '## High',
      'The lock in `src/lock.ts` is racy: two jobs.',
      '- seen',
      '',
      'See docs/a.md.',
      '',
      'More.'
    ]
    expect(zonesOf(...text)).toEqual(['high-1: The lock in src/lock.ts is racy'])
    expect(zonesOf('## High', '`src/a.ts` and `src/b.ts` are late.')).toEqual([])
    expect(zonesOf('## High', '**Owner**: me, of `src/a.ts`')).toEqual([])
    expect(zonesOf('## High', 'Start in `src/a.ts`.', '### Cache', 'x')).toEqual(['cache-1: Cache'])
  })

  it('has the list below it, up to what follows', () => {
    const text = ['## High', '', '`src/a.ts` is late:', '', '- seen', '', '> more'].join('\n')
    expect(readDangerZones(text).value.foreign[0]?.text).toBe('`src/a.ts` is late:\n\n- seen')
  })

  it('is a zone below the title where there is no other, else an introduction', () => {
    const text = ['# D', '', 'Intro.', '', 'src/a.ts is late - always.', '', '`save()` in src/b.ts: torn']
    expect(zonesOf(...text)).toEqual(['d-2: src/a.ts is late', 'd-3: save() in src/b.ts'])
    expect(zonesOf(...text, '', '## Cache', 'x')).toEqual(['cache-1: Cache'])
  })
})
