import {describe, expect, it} from 'vitest'
import {readDangerZones} from '../../../../src/artifacts/danger-zones.ts'

function problemsOf(...lines: readonly string[]): string[] {
  return readDangerZones(lines.join('\n')).problems.map(({line, message}) => `${line}: ${message}`)
}

const zone = ['## Lock', '', 'Racy.', '']

describe('what stands in no zone', () => {
  it('is told once per run of lines', () => {
    const text = [
      '# D',
      '',
      ...zone,
      '## High',
      'remark',
      '',
      'another',
      '- **a** x',
      'more',
      '',
      '## Rules',
      '- be kind'
    ]
    expect(problemsOf(...text)).toEqual([
      '8: lines 8-10 stand in no zone and were not read',
      '14: lines 14-15 stand in no zone and were not read'
    ])
  })

  it('is told with its heading when that was not understood, without it when it sorts', () => {
    expect(problemsOf('# D', ...zone, '## Rules', 'x')).toEqual([
      '6: lines 6-7 stand in no zone and were not read'
    ])
    expect(problemsOf('# D', ...zone, '## High', 'x')).toEqual([
      '7: line 7 stands in no zone and was not read'
    ])
  })

  it('is no introduction when there is no zone', () => {
    expect(problemsOf('# D', '', 'All is well.')).toEqual(['3: line 3 stands in no zone and was not read'])
    expect(problemsOf('# D', '', 'All is well.', ...zone)).toEqual([])
    const own = [
      '<!-- groundtruth:begin unanalyzed hash=000000000000 -->',
      'x',
      '<!-- groundtruth:end unanalyzed -->'
    ]
    expect(problemsOf('# D', '', 'All is well.', '', ...own)).toEqual([])
  })

  it.each([
    [['Preface.', '', '# D', 'Intro.', '', '> More.', '', ...zone]],
    [['# D', ...zone, '## Legend', '- **HIGH** hurts', '', '| a | b |', '|---|---|', '| 1 | 2 |']],
    [['# D', ...zone, '<!-- a remark -->', '', '---', '', '<a id="x"></a>', '', '[a]: https://example.com']],
    [['---', 'title: zones', '---', '# D', ...zone]],
    [['# D', ...zone, '## Critical', '', 'None.', '', '## High', '', 'No known zones at the moment.']],
    [['# D', ...zone, '## Medium', '', '## Other']],
    [['# D', ...zone, '## Unanalyzed modules', '', '- `src/old` (confidence 0.3): risk unknown']],
    [['Zones', '=====', '', 'Lock', '----', 'Racy.']]
  ])('is silent about introductions, rules, comments and headings with nothing below: %j', text => {
    expect(problemsOf(...text)).toEqual([])
  })

  it('is an introduction below the title only before the first zone there', () => {
    expect(problemsOf('# D', 'Intro.', '', '- **lock** x', '', 'Outro.')).toEqual([
      '6: line 6 stands in no zone and was not read'
    ])
  })

  it('is told below a heading that stands below an introduction', () => {
    expect(problemsOf('# D', ...zone, '## Overview', 'x', '### 1. Late flush', 'y')).toEqual([
      '8: lines 8-9 stand in no zone and were not read'
    ])
  })

  it('is told when it only starts like nothing', () => {
    expect(problemsOf('# D', ...zone, '## High', 'None of us knows. Look at it.')).toHaveLength(1)
  })

  it('is told after a zone of ours, and the notes that we left there are not', () => {
    const own = [
      '## Critical',
      '<a id="dz-1"></a>',
      '### DZ-1: `a.ts`: x',
      '',
      '- **Status**: open',
      '',
      '<!-- key: a/b hash=000000000000 -->',
      ''
    ]
    const left = ['> Notes on DZ-4: `b.ts`: y (no longer found):', '>', '> mine', '']
    const unread = (lines: readonly string[]) => problemsOf(...lines).filter(text => text.includes('read'))
    expect(unread([...own, 'remark', '', ...left]).filter(text => text.includes('stand'))).toEqual([
      '9: line 9 stands in no zone and was not read'
    ])
  })
})

describe('a value that a field cannot hold', () => {
  it('is told by line, for fields of a few words only', () => {
    const text = [
      '# D',
      '## DZ-1: a',
      '- Confidence: maybe',
      '- Severity: 7',
      '- Risk: data may be lost',
      '- Risk score: 8/10',
      '- Blocked by: the team',
      '- Depends on: `src/a.ts`'
    ]
    expect(problemsOf(...text)).toEqual([
      '3: DZ-1 has no readable Confidence: maybe',
      '4: DZ-1 has no readable Severity: 7',
      '6: DZ-1 has no readable Risk score: 8/10',
      '7: DZ-1 has no readable Blocked by: the team'
    ])
  })

  it('is told once when many zones give it', () => {
    expect(
      problemsOf('# D', '## DZ-1: a', '- Category: Security', '## DZ-2: b', '- Category: Security')
    ).toEqual(['3: DZ-1 has no readable Category: Security'])
  })
})
