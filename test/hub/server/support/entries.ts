import type {MessageInitShape} from '@bufbuild/protobuf'
import {EntryType, type NewEntrySchema} from '../../../../src/hub/rpc/generated/groundtruth/hub/v1/hub_pb.ts'

/** An entry of the protocol that is valid. */
export function anEntry(
  id: string,
  change: {type?: EntryType; content?: string; meta?: Record<string, string>} = {}
): MessageInitShape<typeof NewEntrySchema> {
  return {id, type: EntryType.LEARNING, content: `text of ${id}`, meta: {}, ...change}
}

/** `count` entries, numbered from `from`. */
export function entriesFrom(from: number, count: number, content?: string) {
  return Array.from({length: count}, (_, index) =>
    anEntry(`e${from + index}`, content === undefined ? {} : {content})
  )
}
