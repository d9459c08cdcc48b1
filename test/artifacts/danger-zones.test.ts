import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import type {DangerZone} from '../../src/artifacts/danger-zone.ts'
import {zonePersonal} from '../../src/artifacts/danger-zones/personal.ts'
import {writeZone} from '../../src/artifacts/danger-zones/zone-body.ts'
import {planDangerZones, readDangerZones} from '../../src/artifacts/danger-zones.ts'
import {dangerZones} from './arbitraries.ts'
import {renderPlan} from './render-plan.ts'

const lock: DangerZone = {
  number: 7,
  key: 'check-then-act/src/hub/lock.ts/acquire/lockPath',
  detector: 'check-then-act',
  tier: 'critical',
  status: 'open',
  category: 'concurrency',
  confidence: 'high',
  score: {likelihood: 3, blastRadius: 2, detectionGap: 3, total: 8},
  path: 'src/hub/lock.ts',
  startLine: 42,
  endLine: 50,
  symbol: 'acquire',
  title: 'two processes can both hold the lock',
  failureMode: 'both find no file and write one',
  precondition: 'two processes start at once',
  failurePath: ['`a` looks', '`b` looks', 'both write'],
  silence: 'nothing throws',
  impact: {d1: 3, d2: 7, d3: 0, unresolved: 2},
  detectionGap: 'no test in the tree',
  evidence: [
    {path: 'src/hub/lock.ts', line: 43, note: 'exists check'},
    {path: 'src/hub/lock.ts', line: 49, note: 'write of the same path'}
  ],
  challenged: [{kill: 'guarded', verdict: 'survived', evidence: 'no lock around it'}],
  fix: 'one atomic open',
  falsifiedBy: 'two contenders, one winner'
}

describe('a zone', () => {
  it('has the form that the design gives', () => {
    expect(writeZone(lock)).toMatchInlineSnapshot(`
      "<a id="dz-7"></a>
      ### DZ-7: \`src/hub/lock.ts\`: two processes can both hold the lock

      - **Status**: open
      - **Category**: concurrency
      - **Confidence**: high
      - **Risk score**: L:3 + B:2 + D:3 = 8
      - **Location**: \`src/hub/lock.ts:42-50\` (\`acquire\`)
      - **Failure mode**: both find no file and write one
      - **Triggering precondition**: two processes start at once
      - **Failure path**: 1. \`a\` looks 2. \`b\` looks 3. both write
      - **Why it is silent**: nothing throws
      - **Blast radius**: d=1: at least 3, d=2: 7, d=3: none found (2 call sites unresolved)
      - **Detection gap**: no test in the tree
      - **Evidence**: \`src/hub/lock.ts:43\` exists check; \`src/hub/lock.ts:49\` write of the same path
      - **Challenged**: *guarded* survived: no lock around it
      - **Suggested fix**: one atomic open
      - **Falsified by**: two contenders, one winner"
    `)
  })

  it('leaves out what is empty and names its tier when it is accepted', () => {
    const body = writeZone({
      ...lock,
      status: 'accepted: one process only',
      evidence: [],
      fix: '',
      formerly: 4
    })
    expect(body).toContain(
      '- **Status**: accepted: one process only\n- **Formerly**: DZ-4\n- **Tier**: critical\n'
    )
    expect(body).not.toContain('Evidence')
  })
})

describe('reading DANGER-ZONES.md', () => {
  it('gives back what was written', () => {
    fc.assert(
      fc.property(dangerZones, value => {
        const {value: read, problems} = readDangerZones(renderPlan(planDangerZones(value)))
        expect(problems).toEqual([])
        expect(read).toEqual(value)
      }),
      {numRuns: 100}
    )
  })

  it('reads other list markers, wrapped lines and emphasis by underscores', () => {
    const text = renderPlan(
      planDangerZones({zones: [lock], resolved: [], foreign: [], hidden: 2, unanalyzed: [], next: 8})
    )
    const reformatted = text
      .replace(/^- /gm, '* ')
      .replace('*guarded*', '_guarded_')
      .replace('two processes start at once', 'two processes\n  start at once')
    expect(readDangerZones(reformatted).value.zones).toEqual([lock])
  })

  it('tells what it cannot read and takes the most cautious value', () => {
    const text = renderPlan(
      planDangerZones({zones: [lock], resolved: [], foreign: [], hidden: 0, unanalyzed: [], next: 8})
    )
    const {value, problems} = readDangerZones(text.replace('concurrency', 'magic').replace('L:3', 'L:many'))
    expect(problems.map(({message}) => message)).toEqual([
      'DZ-7 has no readable Category',
      'DZ-7 has no readable Risk score'
    ])
    expect(value.zones[0]?.score.total).toBe(3)
  })

  it('never gives a number again that is in use, even without the last line', () => {
    const text = renderPlan(
      planDangerZones({zones: [lock], resolved: [], foreign: [], hidden: 0, unanalyzed: [], next: 8})
    )
    expect(readDangerZones(text.replace(/<!-- groundtruth:next.*-->/, '')).value.next).toBe(8)
  })
})

describe('what a person owns in a zone', () => {
  const {strip, carry} = zonePersonal
  const edited = `${writeZone(lock).replace('open\n', 'accepted: one process\n')}\n- **Notes**: seen in May\n\n  and in June`

  it('does not count in the hash', () => {
    expect(strip('zone', edited)).toBe(strip('zone', writeZone(lock)))
    expect(strip('zone', writeZone({...lock, fix: 'another'}))).not.toBe(strip('zone', writeZone(lock)))
  })

  it('is carried to the new body', () => {
    const carried = carry('zone', edited, writeZone({...lock, startLine: 44}))
    expect(carried).toContain('- **Status**: accepted: one process\n')
    expect(carried.endsWith('- **Notes**: seen in May\n\n  and in June')).toBe(true)
  })

  it('gives way to what the new body says', () => {
    const carried = carry(
      'zone',
      writeZone({...lock, status: 'fixed'}),
      writeZone({...lock, status: 'open (was fixed)'})
    )
    expect(carried).toContain('- **Status**: open (was fixed)\n')
  })
})
