import {Code} from '@connectrpc/connect'
import {describe, expect, test} from 'vitest'
import {Scope} from '../../../src/hub/rpc/generated/groundtruth/hub/v1/hub_pb.ts'
import {kinds} from '../backup/support/place.ts'
import {anEntry} from '../server/support/entries.ts'
import {codeOf, until} from '../server/support/wait.ts'
import {serveStores} from './support/serve.ts'

const serve = serveStores()

describe.each(kinds)('over the %s store', (kind, absent) => {
  test.skipIf(absent)(
    'H-04 origin not enforced: another project in the body is refused, stored nowhere, and audited',
    async () => {
      const {hub} = await serve(kind, {limits: {auditFlushMs: 10}})
      await hub.issue(['beta'])
      const ann = hub.as(await hub.issue(['alpha']))
      const entries = [anEntry('a')]
      expect(await codeOf(ann.publish({entries, project: 'beta'}))).toBe(Code.PermissionDenied)
      expect(await hub.store.head()).toBe(0)
      await until('it is audited', async () =>
        (await hub.admin.listAudit({})).rows.some(
          ({method, code, subject, project}) =>
            `${method} ${code} ${subject} ${project}` === 'Publish permission_denied ann beta'
        )
      )
      await ann.publish({entries, project: 'alpha'})
      await ann.publish({entries: [anEntry('b')]})
      const {rows} = await ann.query({})
      expect(rows.map(({row}) => row.value?.project)).toEqual(['alpha', 'alpha'])
    }
  )

  test.skipIf(absent)(
    'H-05 project squatting: only an admin of every project makes a name, nobody takes one by using it',
    async () => {
      const {hub} = await serve(kind)
      const member = hub.as(await hub.issue(['alpha']))
      const every = hub.as(await hub.issue(['*']))
      const adminOfAlpha = hub.as(await hub.issue(['alpha'], [Scope.ADMIN]))
      const grant = {subject: 'eve', projects: ['free'], scopes: [Scope.PUBLISH]}
      for (const client of [member, every, adminOfAlpha])
        expect(await codeOf(client.issueToken(grant))).toBe(Code.PermissionDenied)
      const taking = {entries: [anEntry('a')], project: 'free'}
      expect(await codeOf(member.publish(taking))).toBe(Code.PermissionDenied)
      expect(await codeOf(every.publish(taking))).toBe(Code.NotFound)
      expect(await hub.store.projects.list()).toEqual(['alpha'])
      expect(await hub.store.head()).toBe(0)
      expect((await hub.admin.issueToken(grant)).createdProjects).toEqual(['free'])
      expect(await codeOf(every.publish(taking))).toBe('ok')
    }
  )

  test.skipIf(absent)(
    'H-22 author freeform: the author is the subject of the token, also where a client says another',
    async () => {
      const {hub} = await serve(kind)
      const ann = hub.as(await hub.issue(['alpha'], undefined, 'ann'))
      const eve = hub.as(await hub.issue(['alpha'], undefined, 'eve'))
      const claim = {author: 'ann', subject: 'ann', publishedAt: '1970-01-01T00:00:00Z'}
      await eve.publish({entries: [anEntry('claimed', {meta: claim})]})
      await ann.publish({entries: [anEntry('first')]})
      expect(await eve.publish({entries: [anEntry('first')]})).toMatchObject({duplicates: 1})
      const {rows} = await ann.query({})
      expect(rows.map(({row}) => row.value)).toMatchObject([
        {id: 'claimed', author: 'eve', meta: claim},
        {id: 'first', author: 'ann'}
      ])
    }
  )
})
