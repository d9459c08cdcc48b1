import {expect, test} from 'vitest'
import {entriesFrom} from './support/entries.ts'
import {gather} from './support/gather.ts'
import {startTestHub} from './support/test-hub.ts'
import {until} from './support/wait.ts'

test('C-8, D-2: a subscription misses nothing that is published while it begins', async () => {
  const hub = await startTestHub()
  const ann = hub.as(await hub.issue(['handover']))
  let head = 0n
  let done = false
  const publishing = (async () => {
    while (!done) head = (await ann.publish({entries: entriesFrom(Number(head), 1)})).seqs[0] ?? 0n
  })()
  /** From a moment on, until a few more were published. */
  const followOnce = async () => {
    const since = head
    const following = gather(ann, {since})
    await until('some came', () => following.seqs().length >= 3)
    await following.stop()
    const seqs = following.seqs()
    expect(seqs).toEqual(seqs.map((_, index) => since + BigInt(index + 1)))
  }
  for (let round = 0; round < 20; round++) await Promise.all(Array.from({length: 6}, followOnce))
  done = true
  await publishing
  await hub.close()
})

test('C-7, D-1: a slow subscriber gets 5,000 entries once each, in order', async () => {
  const hub = await startTestHub({limits: {recentBytes: 256 * 1024}})
  const ann = hub.as(await hub.issue(['alpha']))
  let expected = 0n
  let waits = 0
  const following = (async () => {
    for await (const {event} of ann.subscribe({})) {
      if (event.case !== 'entry') continue
      expect(event.value.seq).toBe(++expected)
      if (expected % 500n === 0n) await new Promise(resolve => setTimeout(resolve, 30 * ++waits))
      if (expected === 5000n) break
    }
  })()
  for (let from = 0; from < 5000; from += 50)
    await ann.publish({entries: entriesFrom(from, 50, 'y'.repeat(200))})
  await following
  expect(expected).toBe(5000n)
  await hub.close()
})
