import type {AuditRow} from '../../hub/audit-row.ts'
import {withHub} from './connect.ts'
import {hubCommand} from './hub-command.ts'
import {toIso} from './time.ts'
import {visible} from './visible.ts'

const defaultLimit = 100

/** `groundtruth hub audit --limit N`: who called what, the latest first. */
export const audit = hubCommand(async ({options}, context) => {
  const rows = await withHub(options, context, async client => {
    const found: AuditRow[] = []
    const limit = options.limit ?? defaultLimit
    for (let before = 0; found.length < limit; ) {
      const page = await client.listAudit({before, limit: Math.min(limit - found.length, 1000)})
      found.push(...page)
      const last = page.at(-1)
      if (last === undefined || last.id === 1) break
      before = last.id
    }
    return found
  })
  return {
    fields: {rows: rows.map(({at, ...row}) => ({...row, at: toIso(at)}))},
    text: rows.map(auditLine).join('')
  }
})

function auditLine({id, at, subject, project, method, code, peer, reason}: AuditRow): string {
  const who = subject === '' ? 'nobody known' : subject
  const where = project === '' ? '' : ` ${project}`
  const why = reason === '' ? '' : `: ${reason}`
  // Of a call that was refused nobody has checked what it names.
  return `${visible(`${id} ${toIso(at)} ${method}${where} ${code} by ${who} from ${peer}${why}`)}\n`
}
