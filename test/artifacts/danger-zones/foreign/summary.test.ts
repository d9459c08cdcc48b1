import {describe, expect, it} from 'vitest'
import {readDangerZones} from '../../../../src/artifacts/danger-zones.ts'

/** Zones as `label: title risk dependents`, and the problems' texts. */
function read(...lines: readonly string[]) {
  const {value, problems} = readDangerZones(lines.join('\n'))
  return {
    zones: value.foreign.map(
      ({label, title, risk = '-', dependents = '-'}) => `${label}: ${title} ${risk} ${dependents}`
    ),
    problems: problems.map(({line, message}) => `${line} ${message}`)
  }
}

const head = ['## Summary', '| Module | Zone | Risk | d=1 |', '|---|---|---|---|']
const byModule = [
  '## By module',
  '### src/store',
  '1. **Torn write of the store** - x',
  '2. **Late flush** - y'
]

describe('a row of a summary table', () => {
  it('gives its zone what that does not say itself, by its title or a part of it', () => {
    const rows = ['| store | Torn write | CRITICAL | 95 |', '| store | late flush | LOW | ~4 |']
    expect(read(...head, ...rows, '', ...byModule)).toEqual({
      zones: ['srcstore-1: Torn write of the store critical 95', 'srcstore-2: Late flush low 4'],
      problems: []
    })
    const said = [...byModule, '   - Risk: medium', '   - Blast radius: d=1: 7']
    expect(read(...head, ...rows, '', ...said).zones[1]).toBe('srcstore-2: Late flush medium 7')
  })

  it('is found by its label', () => {
    const table = [
      '| ID | Title | Severity | Fix | Status |',
      '|--|--|--|--|--|',
      '| DZ-4 | other words | high | wait | accepted: one host |'
    ]
    const {foreign} = readDangerZones([...table, '', '## DZ-4: torn write', 'x'].join('\n')).value
    expect(foreign).toMatchObject([{label: 'DZ-4', risk: 'high', fix: 'wait', status: 'accepted: one host'}])
  })

  it('is found by a word of its title where its module says so, and not elsewhere', () => {
    const zones = [
      '## By module',
      '### src/store',
      '1. **Torn write on crash** - x',
      '### src/mail',
      '1. **Bounce** - y'
    ]
    expect(read(...head, '| store | Torn file | HIGH | n/a |', '', ...zones).zones[0]).toBe(
      'srcstore-1: Torn write on crash high -'
    )
    expect(read(...head, '| mail | Torn file | HIGH | n/a |', '', ...zones)).toEqual({
      zones: ['srcstore-1: Torn write on crash - -', 'srcmail-1: Bounce - -'],
      problems: ['4 the row `Torn file` names no zone that is described here']
    })
  })

  it('of two zones with one title finds the one of its module', () => {
    const zones = ['## By module', '### src/a', '1. **Torn write** - x', '### src/b', '1. **Torn write** - y']
    expect(read(...head, '| b | Torn write | HIGH | 3 |', '', ...zones).zones).toEqual([
      'srca-1: Torn write - -',
      'srcb-1: Torn write high 3'
    ])
  })

  it('that tells of a zone described nowhere else is that zone, verbatim', () => {
    const row = '| store | Clock `a \\| b` | HIGH | 3 |'
    const rows = ['| store | Torn write | LOW | n/a |', '| store | Late flush | LOW | n/a |', row]
    const {value, problems} = readDangerZones([...head, ...rows, '', ...byModule].join('\n'))
    expect(problems).toEqual([])
    expect(value.foreign[0]).toEqual({
      ...{label: 'summary-3', title: 'Clock a | b', text: row, status: 'open', line: 6, anchor: 'summary'},
      ...{path: 'src/store', paths: ['src/store'], tier: 'elevated', risk: 'high', dependents: 3}
    })
  })

  it('takes its own label, and one of a table without a zone by hand stands alone', () => {
    const table = [
      '# D',
      '',
      '| ID | Danger | Mitigation |',
      '|--|--|--|',
      '| G-1 | key leaks | store it in a vault |'
    ]
    expect(read(...table)).toEqual({zones: ['G-1: key leaks - -'], problems: []})
  })

  it('that may be one of several is told, and makes no zone', () => {
    expect(read(...head, '| store | Clock | HIGH | 3 |', '', ...byModule)).toEqual({
      zones: ['srcstore-1: Torn write of the store - -', 'srcstore-2: Late flush - -'],
      problems: ['4 the row `Clock` names no zone that is described here']
    })
    expect(read(...head, '| | | HIGH | 3 |', '', ...byModule).problems).toEqual([
      '4 a row of the table names no zone that is described here'
    ])
  })

  it('counts only in a table that sums up, outside of zones', () => {
    const other = ['| Event | Owner |', '|--|--|', '| Late flush | me |']
    expect(read('# D', ...byModule, '', ...other).problems).toEqual([
      '7 lines 7-9 stand in no zone and were not read'
    ])
    expect(read('## DZ-1: a', '| Zone | Risk |', '|--|--|', '| b | high |')).toEqual({
      zones: ['DZ-1: a - -'],
      problems: []
    })
  })

  it('is found by a part of a title only where its module allows it', () => {
    const zones = ['## By module', '### src/mail', '1. **Torn write of mails** - x']
    expect(read(...head, '| store | Torn write | HIGH | 3 |', '', ...zones).zones).toEqual([
      'summary-1: Torn write high 3',
      'srcmail-1: Torn write of mails - -'
    ])
  })

  it('is found by a function of a short name, and not by a word that any title may hold', () => {
    const zones = (title: string) => ['## By module', '### src/store', `1. **${title}** - x`]
    const row = (name: string) => [...head, `| store | ${name} | HIGH | 3 |`, '']
    expect(read(...row('rc() surface'), ...zones('rc() is wide')).zones).toEqual([
      'srcstore-1: rc() is wide high 3'
    ])
    expect(read(...row('Blast radius of a'), ...zones('Radius of b')).problems).toHaveLength(1)
  })

  it('may be a zone below a heading that sorts, which says no module', () => {
    expect(
      read(...head, '| store | Clock | HIGH | 3 |', '', '## High', '- **Late flush** x').problems
    ).toEqual(['4 the row `Clock` names no zone that is described here'])
  })

  it('has its module in full only where one heading ends with it', () => {
    const modules = ['## By module', '### a/lib/store', '1. **x y** - z', '### b/lib/store', '1. **v w** - z']
    const rows = [
      '| lib/store | x y | LOW | 1 |',
      '| lib/store | v w | LOW | 1 |',
      '| lib/store | Clock | HIGH | 3 |'
    ]
    const {foreign} = readDangerZones([...head, ...rows, '', ...modules].join('\n')).value
    expect(foreign.find(({title}) => title === 'Clock')?.path).toBe('lib/store')
  })

  it('does not overrule the status of its zone, and a bare number is no label', () => {
    const table = ['| # | Title | Status |', '|--|--|--|', '| 4 | a | resolved |', '| 5 | alone | |']
    const {foreign} = readDangerZones(
      ['# D', ...table, '', '## DZ-1: a', '- Status: in progress'].join('\n')
    ).value
    expect(foreign.map(({label, status}) => `${label} ${status}`)).toEqual(['d-2 open', 'DZ-1 in progress'])
  })
})
