import {describe, expect, it} from 'vitest'
import {judgeAll} from '../judge.ts'
import {historyOf, type Told} from './history.ts'

const file = 'backlog/tasks/shop-3 - Cache-prices.md'
const task = `---
id: SHOP-3
title: Cache prices
status: To Do
---

## Description

<!-- SECTION:DESCRIPTION:BEGIN -->
\`priceOf\` currently reads the catalogue for every article (src/price.ts:1-3), which is slow for baskets.
<!-- SECTION:DESCRIPTION:END -->

## Acceptance Criteria
<!-- AC:BEGIN -->
- [ ] #1 The catalogue of articles is read once
<!-- AC:END -->
`
const source =
  'const catalogue = new Map<string, number>()\nexport function priceOf(article: string) {\n  return catalogue.get(article) ?? 0\n}\n'
const planned: Told = {subject: 'Plan', added: {[file]: task.split('\n')}}

function verdicts(...told: readonly Told[]): [string, string][] {
  const files = {'src/price.ts': source, [file]: task}
  const {items} = judgeAll(files, {file, history: historyOf(...told)})
  return items.filter(({line}) => line > 5).map(({verdict, rule}) => [verdict, rule])
}

describe('a description that says how the code is', () => {
  it('is stale once a commit that cites its task changed what it speaks of', () => {
    const carried = {subject: 'SHOP-3: one catalogue', added: {'src/price.ts': source.split('\n')}}
    expect(verdicts(planned, carried)).toEqual([
      ['stale-premise', expect.stringContaining('came with a commit that cites SHOP-3')],
      ['implemented-untested', expect.stringContaining('cites SHOP-3')]
    ])
  })

  it('holds while no commit does', () => {
    const other = {subject: 'SHOP-31: mails', added: {'src/price.ts': source.split('\n')}}
    expect(verdicts(planned, other).map(([verdict]) => verdict)).toEqual(['not-implemented', 'cannot-tell'])
  })

  it('cannot be told from a commit that changed something else', () => {
    const files = {
      'src/price.ts': source,
      'src/mail.ts': 'export const greeting = () => "hello"\n',
      [file]: task
    }
    const carried = {subject: 'SHOP-3', added: {'src/mail.ts': files['src/mail.ts'].split('\n')}}
    const {items} = judgeAll(files, {file, history: historyOf(planned, carried)})
    expect(items.find(({line}) => line === 10)?.verdict).toBe('cannot-tell')
  })
})
