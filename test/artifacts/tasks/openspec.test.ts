import {describe, expect, it} from 'vitest'
import {proposalOf, readProposal} from '../../../src/artifacts/tasks/proposal.ts'
import {fixtureText, inShort, readFixture} from './read-fixture.ts'

const folder = 'openspec/changes/add-carrier-retry'

describe('tasks of OpenSpec', () => {
  it('reads every list marker, indented boxes and unknown letters as work', () => {
    const {value, problems} = readFixture('openspec', `${folder}/tasks.md`)
    expect(problems).toEqual([])
    expect(value.map(inShort)).toEqual([
      '3 1.1 done 1.1 Add `retry` to `src/carriers/retry.ts` - exponential, at most four times - never for `401`',
      '6 1.2 open 1.2 Use `retry` in `CarrierClient.send`',
      '7 1.3 open 1.3 Log each attempt',
      "8 1.3.1 open 1.3.1 with the carrier's name",
      '12 2.1 open 2.1 Cover the last attempt'
    ])
    expect(value[3]?.parentLine).toBe(7)
  })
})

describe('proposalOf', () => {
  it('names the proposal beside the tasks of a change, archived or not', () => {
    expect(proposalOf(`${folder}/tasks.md`)).toBe(`${folder}/proposal.md`)
    expect(proposalOf(`packages/a/${folder}/tasks.md`)).toBe(`packages/a/${folder}/proposal.md`)
    expect(proposalOf('openspec/changes/archive/2026-01-01-a/tasks.md')).toBe(
      'openspec/changes/archive/2026-01-01-a/proposal.md'
    )
  })

  it('names none for another file', () => {
    expect(proposalOf('specs/001-a/tasks.md')).toBeUndefined()
    expect(proposalOf('openspec/changes/tasks.md')).toBeUndefined()
    expect(proposalOf(`${folder}/design.md`)).toBeUndefined()
  })
})

describe('readProposal', () => {
  it('gives the title without its label, and why', () => {
    const path = `${folder}/proposal.md`
    expect(readProposal(path, fixtureText('openspec', path))).toEqual({
      title: 'Retry carrier calls',
      description: 'Carriers answer `503` for seconds at a time, and a shipment fails for good.'
    })
  })

  it('takes the name of the change for a title, and no comment for a reason', () => {
    expect(readProposal(`${folder}/proposal.md`, '## Why\n\n<!-- why -->\n\n## What\n\nx\n')).toEqual({
      title: 'add-carrier-retry'
    })
  })
})
