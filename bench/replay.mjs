// Runs known incidents, before and after their fix: node bench/replay.mjs FOLDER INCIDENTS [--only REGEXP] [--findings FILE] [--misses]
// FOLDER holds checkouts, OWNER/NAME or OWNER+NAME or NAME, bare or with a work tree, whose history has the commits. INCIDENTS has one
// JSON object a line: id, repo, scope, scope_kloc_est, parent_commit, fix_commit, file, start_line, end_line, alt_ranges, category,
// fixed_side_hunks. Prints recall by lines and category, recall@5 and @20, the share of hits that are gone after the fix, and findings
// per 1,000 lines, all of the default output. A scope is hunted as a root of its own. Clones nothing and installs nothing.
import {readFileSync, writeFileSync} from 'node:fs'
import {parseArgs} from 'node:util'
import {exportCommit} from './replay/export-commit.mjs'
import {huntFolder} from './replay/hunt-folder.mjs'
import {judgeIncident} from './replay/judge-incident.mjs'
import {printTable} from './replay/print-table.mjs'

const {values, positionals} = parseArgs({
  allowPositionals: true,
  options: {
    only: {type: 'string', default: ''},
    findings: {type: 'string'},
    misses: {type: 'boolean', default: false}
  }
})
const [folder, list] = positionals
if (!folder || !list) {
  console.error(
    'Expected a folder of checkouts and a list of incidents: node bench/replay.mjs FOLDER INCIDENTS'
  )
  process.exit(2)
}
const incidents = readFileSync(list, 'utf8')
  .split('\n')
  .filter(Boolean)
  .map(line => JSON.parse(line))
  .filter(({id}) => new RegExp(values.only).test(id))

const rows = []
const judged = []
for (const incident of incidents) {
  const [before, after] = [incident.parent_commit, incident.fix_commit].map(commit => run(incident, commit))
  rows.push(...rowsOf(incident, 'parent', before), ...rowsOf(incident, 'fix', after))
  const verdict = judgeIncident(incident, before, after)
  judged.push({incident, verdict, count: before.length})
  if (values.misses || verdict.hit)
    console.error(
      `${incident.id} ${verdict.hit ? `${verdict.paired ? 'paired' : 'NOT PAIRED'} rank ${verdict.rank} ${verdict.detector}` : 'missed'}`
    )
}
if (values.findings) writeFileSync(values.findings, rows.map(row => `${JSON.stringify(row)}\n`).join(''))
printTable(judged)

function run(incident, commit) {
  const checkout = exportCommit(folder, incident.repo, commit, incident.scope)
  try {
    return huntFolder(checkout.path, incident.scope)
  } finally {
    checkout.remove()
  }
}

function rowsOf({id}, side, findings) {
  return [{id, side, ran: true}, ...findings.map(finding => ({id, side, ...finding}))]
}
