import {toBinary} from '@bufbuild/protobuf'
import type {NewEntry} from '../entry.ts'
import {limits} from '../limits.ts'
import {NewEntrySchema, type NewEntry as WireEntry} from '../rpc/generated/groundtruth/hub/v1/hub_pb.ts'
import {toWireNewEntry} from '../rpc/wire-entry.ts'
import {validateNewEntry} from '../validate-entry.ts'

/** Tag and length before each entry of a message. */
const overheadBytes = 6

/** For the name of the project and what else stands beside the entries. */
const reservedBytes = 1024

/**
 * Entries in their order, as many in each part as one publish may hold. Throws `invalid`, naming the entry by its place
 * and id, for one that no log may hold: before anything is sent.
 */
export function splitBatches(entries: readonly NewEntry[]): WireEntry[][] {
  for (const [index, entry] of entries.entries())
    validateNewEntry(entry, `entries[${index}] (${nameOf(entry)}).`)
  const batches: WireEntry[][] = []
  let bytes = Number.POSITIVE_INFINITY
  for (const entry of entries.map(toWireNewEntry)) {
    const more = toBinary(NewEntrySchema, entry).byteLength + overheadBytes
    if (
      bytes + more > limits.maxPublishBytes - reservedBytes ||
      batches.at(-1)?.length === limits.maxEntries
    ) {
      batches.push([])
      bytes = 0
    }
    batches.at(-1)?.push(entry)
    bytes += more
  }
  return batches
}

function nameOf({id}: NewEntry): string {
  return JSON.stringify(id.length > 100 ? `${id.slice(0, 100)}…` : id)
}
