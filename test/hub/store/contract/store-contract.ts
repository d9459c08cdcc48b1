import {describe} from 'vitest'
import {auditContract} from './audit.ts'
import {headWatchContract} from './head-watch.ts'
import {idempotencyContract} from './idempotency.ts'
import {logContract} from './log.ts'
import {pagingContract} from './paging.ts'
import {redactionContract} from './redaction.ts'
import {snapshotContract} from './snapshot.ts'
import type {OpenFresh} from './subject.ts'
import {tokenContract} from './tokens.ts'

/** What every adapter keeps, whatever holds the data. */
export function storeContract(name: string, openFresh: OpenFresh): void {
  describe(`the ${name} store`, () => {
    logContract(openFresh)
    pagingContract(openFresh)
    idempotencyContract(openFresh)
    redactionContract(openFresh)
    headWatchContract(openFresh)
    tokenContract(openFresh)
    auditContract(openFresh)
    snapshotContract(openFresh)
  })
}
