import {describe, expect, it} from 'vitest'
import {createRandom} from '../../../src/base/random.ts'
import {firstDelayMs, maxDelayMs, startBackoff} from '../../../src/hub/client/backoff.ts'
import {type AttemptState, nextAttempt} from '../../../src/hub/client/next-attempt.ts'
import {HubError, type HubErrorKind} from '../../../src/hub/hub-error.ts'

const state: AttemptState = {
  peers: 3,
  index: 0,
  tried: 1,
  round: 1,
  maxRounds: 2,
  waits: 0,
  backoff: startBackoff(() => 0.5),
  repeatable: true
}

const failure = (kind: HubErrorKind, retryAfterMs?: number, sent = true) => ({
  error: new HubError(kind, 'no', retryAfterMs === undefined ? {} : {retryAfterMs}),
  sent
})

describe('the next attempt', () => {
  it('is at each peer in order, then a round later, then none', () => {
    const seen: {index: number; delayMs: number}[] = []
    for (let next = nextAttempt(state, failure('unavailable')); next; ) {
      seen.push({index: next.state.index, delayMs: next.delayMs})
      next = nextAttempt(next.state, failure('unavailable'))
    }
    const half = firstDelayMs / 2
    expect(seen.map(({index}) => index)).toEqual([1, 2, 0, 1, 2])
    expect(seen.map(({delayMs}) => delayMs)).toEqual([0, 0, half, 0, 0])
  })

  it('begins at the peer that answered last and goes around', () => {
    const next = nextAttempt({...state, index: 2}, failure('unavailable'))
    expect(next?.state.index).toBe(0)
  })

  it.each<HubErrorKind>([
    'invalid',
    'not-found',
    'conflict',
    'denied',
    'unauthenticated',
    'stale-cursor',
    'exhausted'
  ])('does not follow %s', kind => expect(nextAttempt(state, failure(kind))).toBeUndefined())

  it('is at the same peer after the wait that it asked for, three times', () => {
    const asked = failure('exhausted', 70)
    expect(nextAttempt(state, asked)).toMatchObject({delayMs: 70, state: {index: 0, waits: 1}})
    expect(nextAttempt({...state, waits: 2}, asked)).toBeDefined()
    expect(nextAttempt({...state, waits: 3}, asked)).toBeUndefined()
  })

  it('does not wait for half an hour', () => {
    expect(nextAttempt(state, failure('exhausted', 30_000))).toBeDefined()
    expect(nextAttempt(state, failure('exhausted', 1_800_000))).toBeUndefined()
  })

  it('does not repeat what may have been done and must not be done twice', () => {
    const once = {...state, repeatable: false}
    expect(nextAttempt(once, failure('unavailable'))).toBeUndefined()
    expect(nextAttempt(once, failure('unavailable', undefined, false))?.state.index).toBe(1)
  })
})

describe('the backoff', () => {
  /** Delays of the n-th try of 500 clients, and the bound of them all. */
  function delays(tries: number): {all: number[]; boundMs: number} {
    const all = Array.from({length: 500}, (_, client) => {
      let backoff = startBackoff(createRandom(client + 1))
      for (let index = 1; index < tries; index++) backoff = backoff.next(undefined)
      return backoff.duration
    })
    return {all, boundMs: Math.min(maxDelayMs, firstDelayMs * 2 ** (tries - 1))}
  }

  it.each([1, 4, 7, 8, 2000])('C-9: spreads 500 clients evenly over the window of try %i', tries => {
    const {all, boundMs} = delays(tries)
    expect(Math.max(...all)).toBeLessThan(boundMs)
    const tenths = Array.from({length: 10}, (_, tenth) => {
      const [from, to] = [(tenth * boundMs) / 10, ((tenth + 1) * boundMs) / 10]
      return all.filter(ms => ms >= from && ms < to).length
    })
    // Fifty each were even; more than twice that would be a herd.
    expect(Math.min(...tenths)).toBeGreaterThan(20)
    expect(Math.max(...tenths)).toBeLessThan(100)
  })

  it('begins with 50 ms and ends with 5 s', () => {
    const bounds = [1, 2, 3, 8].map(tries => delays(tries).boundMs)
    expect(bounds).toEqual([50, 100, 200, 5000])
    let backoff = startBackoff(() => 0.5)
    const halves = Array.from({length: 9}, () => {
      const {duration} = backoff
      backoff = backoff.next(undefined)
      return duration
    })
    expect(halves).toEqual([25, 50, 100, 200, 400, 800, 1600, 2500, 2500])
  })
})
