import {create} from '@bufbuild/protobuf'
import {timestampFromMs, timestampMs} from '@bufbuild/protobuf/wkt'
import {type Entry, type EntryType, entryTypes, type LogRow, type NewEntry, type Redaction} from '../entry.ts'
import {HubError} from '../hub-error.ts'
import * as wire from './generated/groundtruth/hub/v1/hub_pb.ts'

/** The protocol's number of a type. */
export function toWireType(type: EntryType): wire.EntryType {
  return (entryTypes.indexOf(type) + 1) as wire.EntryType
}

/** Throws `invalid` for a number without a name: absent, or of a newer protocol. */
export function fromWireType(type: wire.EntryType): EntryType {
  const name = entryTypes[type - 1]
  if (name === undefined)
    throw new HubError('invalid', `Expected a type (${entryTypes.join(', ')}), got the number ${type}`)
  return name
}

export function toWireNewEntry({id, type, content, meta}: NewEntry): wire.NewEntry {
  return create(wire.NewEntrySchema, {id, type: toWireType(type), content, meta: {...meta}})
}

export function fromWireNewEntry({id, type, content, meta}: wire.NewEntry): NewEntry {
  return {id, type: fromWireType(type), content, meta}
}

export function toWireEntry(entry: Entry): wire.Entry {
  const {seq, type, publishedAt, meta, kind: _, ...same} = entry
  return create(wire.EntrySchema, {
    ...same,
    seq: BigInt(seq),
    type: toWireType(type),
    publishedAt: timestampFromMs(publishedAt),
    meta: {...meta}
  })
}

export function fromWireEntry(entry: wire.Entry): Entry {
  const {seq, project, id, type, content, author, publishedAt, meta, redacted} = entry
  return {
    kind: 'entry',
    seq: Number(seq),
    project,
    id,
    type: fromWireType(type),
    content,
    author,
    publishedAt: publishedAt ? timestampMs(publishedAt) : 0,
    meta,
    redacted
  }
}

export function toWireRedaction(redaction: Redaction): wire.Redaction {
  const {seq, targetSeq, redactedAt, kind: _, ...same} = redaction
  return create(wire.RedactionSchema, {
    ...same,
    seq: BigInt(seq),
    targetSeq: BigInt(targetSeq),
    redactedAt: timestampFromMs(redactedAt)
  })
}

export function fromWireRedaction(redaction: wire.Redaction): Redaction {
  const {seq, targetSeq, project, author, reason, redactedAt} = redaction
  return {
    kind: 'redaction',
    seq: Number(seq),
    targetSeq: Number(targetSeq),
    project,
    author,
    reason,
    redactedAt: redactedAt ? timestampMs(redactedAt) : 0
  }
}

export function toWireRow(row: LogRow): wire.LogRow['row'] {
  return row.kind === 'entry'
    ? {case: 'entry', value: toWireEntry(row)}
    : {case: 'redaction', value: toWireRedaction(row)}
}

/** Undefined for a row of a kind that a newer hub knows. */
export function fromWireRow({row}: wire.LogRow): LogRow | undefined {
  if (row.case === 'entry') return fromWireEntry(row.value)
  return row.case === 'redaction' ? fromWireRedaction(row.value) : undefined
}
