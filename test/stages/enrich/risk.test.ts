import {expect, it} from 'vitest'
import {riskOf} from '../../../src/stages/enrich/risk.ts'

it.each([
  [{d1: 10, d2: 0, isTested: false, isOnFlow: false}, 'high'],
  [{d1: 10, d2: 0, isTested: true, isOnFlow: true}, 'high'],
  [{d1: 0, d2: 30, isTested: false, isOnFlow: false}, 'high'],
  [{d1: 10, d2: 0, isTested: true, isOnFlow: false}, 'raised'],
  [{d1: 3, d2: 0, isTested: false, isOnFlow: true}, 'raised'],
  [{d1: 3, d2: 0, isTested: true, isOnFlow: true}, undefined],
  [{d1: 3, d2: 0, isTested: false, isOnFlow: false}, undefined],
  [{d1: 2, d2: 29, isTested: false, isOnFlow: true}, undefined]
])('a symbol with %o has the risk %s', (input, risk) => expect(riskOf(input)).toBe(risk))
