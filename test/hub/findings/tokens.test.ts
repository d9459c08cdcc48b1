import {Code, ConnectError} from '@connectrpc/connect'
import {describe, expect, test} from 'vitest'
import {EntryType, Scope} from '../../../src/hub/rpc/generated/groundtruth/hub/v1/hub_pb.ts'
import {kinds} from '../backup/support/place.ts'
import {anEntry} from '../server/support/entries.ts'
import type {HubClient} from '../server/support/test-hub.ts'
import {codeOf, until} from '../server/support/wait.ts'
import {dumpOf} from './support/dump.ts'
import {idOf, serveStores} from './support/serve.ts'

const serve = serveStores()

async function backupOf(admin: HubClient): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const {chunk} of admin.backup({})) chunks.push(chunk)
  return Buffer.concat(chunks).toString('latin1')
}

describe.each(kinds)('over the %s store', (kind, absent) => {
  test.skipIf(absent)(
    'H-03, H-23 plaintext tokens: none is in the store, its journal, the log lines, the audit log or a backup',
    async () => {
      const {hub, adminSecret, location} = await serve(kind)
      const issued = await hub.issue(['alpha'])
      await hub.as(issued).publish({entries: [anEntry('stored', {content: 'a text that is stored'})]})
      const {secret} = await hub.admin.rotateToken({id: idOf(issued)})
      for (const wrong of [`${issued}x`, issued.slice(0, -1)])
        expect(await codeOf(hub.as(wrong).status({}))).toBe(Code.Unauthenticated)
      await hub.admin.revokeToken({id: idOf(secret)})
      const [dump, backup] = [await dumpOf(location), await backupOf(hub.admin)]
      const everything = `${dump}${backup}${JSON.stringify(hub.log)}`
      for (const text of [dump, backup]) expect(text).toContain('a text that is stored')
      for (const token of [adminSecret, issued, secret]) {
        expect(everything).toContain(idOf(token))
        const random = token.slice(-43)
        for (const form of [
          random,
          Buffer.from(random).toString('hex'),
          Buffer.from(token).toString('base64')
        ])
          expect(everything).not.toContain(form)
        expect(everything).not.toContain(Buffer.from(random, 'base64url').toString('hex'))
      }
    }
  )

  test.skipIf(absent)(
    'H-06 no user identity: a token has a subject, which every entry, verdict, redaction and audit row carries',
    async () => {
      const {hub} = await serve(kind, {limits: {auditFlushMs: 10}})
      const ann = hub.as(await hub.issue(['alpha'], [Scope.PUBLISH, Scope.READ], 'ann@example.org'))
      const ben = hub.as(await hub.issue(['alpha'], [Scope.ADMIN], 'ci:nightly'))
      await ann.publish({entries: [anEntry('l'), anEntry('v', {type: EntryType.VERDICT})]})
      await ben.redact({seq: 1n, reason: 'why'})
      const {rows} = await ann.query({})
      const authors = rows.map(({row}) => row.value?.author)
      expect(authors).toEqual(['ann@example.org', 'ann@example.org', 'ci:nightly'])
      const subjectOf = async (method: string) =>
        (await hub.admin.listAudit({})).rows.find(row => row.method === method)?.subject
      await until('all is written', async () => (await subjectOf('Query')) !== undefined)
      expect(await Promise.all(['Publish', 'Query', 'Redact', 'IssueToken'].map(subjectOf))).toEqual([
        ...['ann@example.org', 'ann@example.org', 'ci:nightly', 'admin']
      ])
      const nobody = hub.admin.issueToken({subject: '', projects: ['alpha'], scopes: [Scope.READ]})
      expect(await codeOf(nobody)).toBe(Code.InvalidArgument)
    }
  )

  test.skipIf(absent)(
    'H-19 no revocation: a revoked token stays revoked over a restart, and no other with it',
    async () => {
      const served = await serve(kind)
      const [revoked, lasting] = [await served.hub.issue(['alpha']), await served.hub.issue(['alpha'])]
      expect(await codeOf(served.hub.as(revoked).status({}))).toBe('ok')
      await served.hub.admin.revokeToken({id: idOf(revoked)})
      expect(await codeOf(served.hub.as(revoked).status({}))).toBe(Code.Unauthenticated)
      const hub = await served.restart()
      expect(await codeOf(hub.as(revoked).status({}))).toBe(Code.Unauthenticated)
      expect(await codeOf(hub.as(lasting).status({}))).toBe('ok')
    }
  )

  test.skipIf(absent)(
    'H-20 comparison of the admin credential: it is a token like any other, found by its hash, and can be revoked',
    async () => {
      const {hub, adminSecret} = await serve(kind)
      const refusalOf = (secret: string) =>
        hub
          .as(secret)
          .listTokens({})
          .then(() => 'accepted')
          .catch(error => [ConnectError.from(error).code, ConnectError.from(error).rawMessage])
      const near = [adminSecret.slice(0, -1), `${adminSecret.slice(0, -43)}${'A'.repeat(43)}`]
      const unknown = await refusalOf(`gt_aaaaaaaaaaaa_${'b'.repeat(43)}`)
      for (const each of near) expect(await refusalOf(each)).toEqual(unknown)
      expect(await refusalOf(adminSecret)).toBe('accepted')
      const other = hub.as(await hub.issue(['*'], [Scope.ADMIN]))
      await other.revokeToken({id: idOf(adminSecret)})
      expect(await refusalOf(adminSecret)).toEqual(unknown)
    }
  )
})
