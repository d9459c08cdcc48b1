import {Code} from '@connectrpc/connect'
import {expect, onTestFinished, test} from 'vitest'
import {HubError} from '../../../src/hub/hub-error.ts'
import type {HubStore} from '../../../src/hub/store/store.ts'
import {gather} from '../server/support/gather.ts'
import {startTestHub} from '../server/support/test-hub.ts'
import {codeOf, until} from '../server/support/wait.ts'

/** A node that hears of no row of another one, and whose database can be taken away. */
async function startBehind() {
  const state = {away: false}
  const orAway =
    <Value>(ask: () => Promise<Value>) =>
    async () => {
      if (state.away) throw new HubError('unavailable', 'away')
      return ask()
    }
  const wrap = (store: HubStore): HubStore => ({
    ...store,
    onHead: () => () => undefined,
    logId: orAway(store.logId),
    head: orAway(store.head)
  })
  const hub = await startTestHub({wrap})
  onTestFinished(() => hub.close())
  const ann = hub.as(await hub.issue(['alpha']))
  await hub.store.append({
    ...{project: 'alpha', author: 'ann', publishedAt: 1},
    entries: [{id: 'a', type: 'zone', content: '', meta: {}}]
  })
  return {ann, state}
}

test('a cursor of a row that this node has not heard of is taken', async () => {
  const {ann} = await startBehind()
  const following = gather(ann, {since: 1n})
  await until('it begins', () => following.events.length > 0)
  expect(following.events[0]).toMatchObject({case: 'progress', value: {seq: 1n, head: 1n}})
  await following.stop()
})

test('a cursor that cannot be looked up is unavailable, not stale: its reader would begin anew', async () => {
  const {ann, state} = await startBehind()
  state.away = true
  const first = ann.subscribe({since: 1n})[Symbol.asyncIterator]().next()
  expect(await codeOf(first)).toBe(Code.Unavailable)
})
