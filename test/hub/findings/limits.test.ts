import {Code} from '@connectrpc/connect'
import {describe, expect, test} from 'vitest'
import {kinds} from '../backup/support/place.ts'
import {anEntry, entriesFrom} from '../server/support/entries.ts'
import {gather} from '../server/support/gather.ts'
import {codeOf, until} from '../server/support/wait.ts'
import {serveStores} from './support/serve.ts'

const serve = serveStores()
const mebibyte = 'x'.repeat(1024 * 1024)

describe.each(kinds)('over the %s store', (kind, absent) => {
  test.skipIf(absent)(
    'H-17 batch cap: what is over a limit is refused and stores nothing, what is at it is stored',
    async () => {
      const {hub} = await serve(kind)
      const ann = hub.as(await hub.issue(['alpha']))
      const large = (count: number) =>
        Array.from({length: count}, (_, index) => anEntry(`${index}`, {content: mebibyte}))
      for (const entries of [
        entriesFrom(0, 65),
        [...entriesFrom(0, 1), anEntry('large', {content: `${mebibyte}x`})],
        [...entriesFrom(0, 1), ...large(4)]
      ])
        expect(await codeOf(ann.publish({entries}))).toBe(Code.InvalidArgument)
      expect(await hub.store.head()).toBe(0)
      expect((await ann.publish({entries: [...large(3), ...entriesFrom(3, 61)]})).seqs.length).toBe(64)
    }
  )

  test.skipIf(absent)(
    'C-3: a batch with one conflict is stored not at all, no reader sees any of it, and no number is lost',
    async () => {
      const {hub} = await serve(kind)
      const ann = hub.as(await hub.issue(['alpha']))
      const following = gather(ann, {})
      await ann.publish({entries: [anEntry('taken')]})
      const batch = [...entriesFrom(0, 40), anEntry('taken', {content: 'other'}), ...entriesFrom(40, 20)]
      expect(await codeOf(ann.publish({entries: batch}))).toBe(Code.AlreadyExists)
      expect(await ann.publish({entries: [anEntry('after')]})).toMatchObject({seqs: [2n]})
      await until('the last one', () => following.ids().includes('after'))
      expect(following.ids()).toEqual(['taken', 'after'])
      await following.stop()
    }
  )
})
