import {GroundtruthError} from '../../errors.ts'
import type {HubClient} from '../../hub/client/hub-client.ts'
import {type EntryType, entryTypes} from '../../hub/entry.ts'
import type {Options} from '../options.ts'
import {withHub} from './connect.ts'
import {hubCommand} from './hub-command.ts'
import {rowFields, rowText} from './row-fields.ts'

const defaultLimit = 100
const pageRows = 1000

/** `groundtruth hub query --since N --limit N`: rows of the log, oldest first; any number, read by pages. */
export const query = hubCommand(async ({options}, context) => {
  const page = await withHub(options, context, client => readRows(client, options))
  return {
    fields: {...page, rows: page.rows.map(rowFields)},
    text: page.rows.map(rowText).join(''),
    note: `${page.rows.length} rows up to ${page.nextSince} of ${page.head}`
  }
})

async function readRows(client: HubClient, {limit = defaultLimit, sinceSeq = 0, project, type}: Options) {
  const filter = {...(project && {projects: project}), ...(type && {types: type.map(parseType)})}
  const first = await client.query({...filter, since: sinceSeq, limit: Math.min(limit, pageRows)})
  const rows = [...first.rows]
  let last = first
  while (rows.length < limit && last.nextSince < last.head) {
    const {nextSince: since, logId} = last
    last = await client.query({...filter, since, logId, limit: Math.min(limit - rows.length, pageRows)})
    rows.push(...last.rows)
  }
  const {nextSince, head, logId} = last
  return {rows, nextSince, head, logId}
}

function parseType(name: string): EntryType {
  const type = entryTypes.find(type => type === name)
  if (type) return type
  throw new GroundtruthError('usage', `Expected one of ${entryTypes.join(', ')}, got '${name}'`, {
    hint: 'separate types by commas'
  })
}
