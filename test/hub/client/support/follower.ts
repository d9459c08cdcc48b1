import {setTimeout as pause} from 'node:timers/promises'
import {afterEach, expect} from 'vitest'
import type {FollowEvent} from '../../../../src/hub/client/follow-position.ts'
import {createHubClient, type HubClientOptions} from '../../../../src/hub/client/hub-client.ts'
import type {RetryEvent} from '../../../../src/hub/client/walk.ts'
import type {LogRow} from '../../../../src/hub/entry.ts'
import {type FakeHub, type FakeHubOptions, startFakeHub} from './fake-hub.ts'

/** Hubs and their followers, which go with the test that made them. */
export function useFollowers() {
  const cleanUps: (() => unknown)[] = []
  afterEach(async () => {
    for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp()
  })
  const retries: RetryEvent[] = []
  return {
    cleanUps,
    /** What the last follower told. */
    retries,
    async fakeHub(count: number, options: FakeHubOptions = {}): Promise<FakeHub> {
      const hub = await startFakeHub(options)
      cleanUps.push(hub.kill)
      for (let index = 0; index < count; index++) hub.add(`e${index + 1}`)
      return hub
    },
    /** Follows in the background; what came is in `events`. */
    follow(
      peers: readonly string[],
      query: {since: number; logId?: string},
      change: Partial<HubClientOptions> = {}
    ) {
      retries.length = 0
      const onRetry = (event: RetryEvent) => retries.push(event)
      const client = createHubClient({
        peers,
        token: 'good',
        attemptMs: 500,
        random: () => 0.1,
        onRetry,
        ...change
      })
      const leaving = new AbortController()
      const events: FollowEvent[] = []
      const ended = (async () => {
        for await (const event of client.follow(query, {signal: leaving.signal})) events.push(event)
      })()
      ended.catch(() => undefined)
      cleanUps.push(client.close)
      const seqs = () => events.filter(isRow).map(({seq}) => seq)
      return {events, seqs, ended, leave: () => leaving.abort()}
    }
  }
}

function isRow(event: FollowEvent): event is LogRow {
  return event.kind === 'entry' || event.kind === 'redaction'
}

/** Fails after five seconds. */
export async function until(done: () => boolean): Promise<void> {
  for (let round = 0; round < 500 && !done(); round++) await pause(10)
  expect(done()).toBe(true)
}
