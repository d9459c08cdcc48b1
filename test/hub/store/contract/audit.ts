import {describe, expect, test} from 'vitest'
import type {NewAuditRow} from '../../../../src/hub/audit-row.ts'
import {fresh, type OpenFresh} from './subject.ts'

export function auditRow(at: number, changes: Partial<NewAuditRow> = {}): NewAuditRow {
  const call = {method: 'Publish', code: 'ok', entries: 2, bytes: 100, peer: '127.0.0.1', reason: ''}
  return {at, subject: 'ada', tokenId: 'a1', project: 'alpha', ...call, ...changes}
}

export function auditContract(openFresh: OpenFresh): void {
  describe('audit', () => {
    test('lists the latest first, from the end or from a number on', async () => {
      const subject = await fresh(openFresh)
      const refused = auditRow(3, {
        subject: '',
        tokenId: '',
        code: 'unauthenticated',
        reason: 'expired 1 s ago'
      })
      await subject.store.audit.append([auditRow(1), auditRow(2)])
      await subject.store.audit.append([refused])
      const {audit} = await subject.reopen()
      expect(await audit.list(0, 10)).toEqual([
        {id: 3, ...refused},
        {id: 2, ...auditRow(2)},
        {id: 1, ...auditRow(1)}
      ])
      expect((await audit.list(0, 1)).map(({id}) => id)).toEqual([3])
      expect((await audit.list(3, 10)).map(({id}) => id)).toEqual([2, 1])
      expect(await audit.list(1, 10)).toEqual([])
    })

    test('prunes what is older, and numbers go on', async () => {
      const subject = await fresh(openFresh)
      await subject.store.audit.append([auditRow(1), auditRow(2), auditRow(3)])
      expect(await subject.store.audit.prune(3)).toBe(2)
      expect((await subject.store.audit.list(0, 10)).map(({at}) => at)).toEqual([3])
      expect(await subject.store.audit.prune(9)).toBe(1)
      const {audit} = await subject.reopen()
      await audit.append([auditRow(4)])
      expect((await audit.list(0, 10)).map(({id}) => id)).toEqual([4])
      await audit.append([])
    })
  })
}
