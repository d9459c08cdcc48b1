import {expect, it} from 'vitest'
import type {TriageItem} from '../../src/artifacts/triage-row.ts'
import {itemFields} from '../../src/report/items.ts'

const item: TriageItem = {
  ...{
    file: 'TASKS.md',
    line: 3,
    hash: '0',
    text: 'Add locking',
    checked: false,
    verdict: 'implemented-untested'
  },
  ...{rule: 'r', confidence: 'high', clauses: [], evidence: [], tests: [], nextStep: 'write a test'}
}

it('says what no test reaches, as the row does', () => {
  const testNote = 'none reaches `acquire` (4 test files searched)'
  expect(itemFields([{...item, testNote}]).items[0]).toMatchObject({testNote})
  expect(itemFields([item]).items[0]).not.toHaveProperty('testNote')
})
