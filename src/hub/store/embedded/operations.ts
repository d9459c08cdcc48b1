import {append} from './append.ts'
import {appendAudit, listAudit, pruneAudit} from './audit.ts'
import {counts, readLog, writeLogId} from './log.ts'
import {createProjects, listProjects} from './projects.ts'
import {read} from './read.ts'
import {redact} from './redact.ts'
import {
  addToken,
  endedTokens,
  findToken,
  findTokenByHash,
  listTokens,
  replaceToken,
  revokeToken,
  touchTokens
} from './tokens.ts'

/** What only looks: it shares no transaction, and sees what was committed before it. */
export const reads = {
  readLog,
  read,
  counts,
  listProjects,
  findTokenByHash,
  findToken,
  listTokens,
  endedTokens,
  listAudit
}

/** What changes the database; many share a transaction. */
export const writes = {
  append,
  redact,
  createProjects,
  addToken,
  replaceToken,
  revokeToken,
  touchTokens,
  appendAudit,
  pruneAudit,
  writeLogId
}
