/** A commit as git prints it, paths as they were at that commit. */
export interface LogEntry {
  readonly hash: string
  /** Author date, seconds since the epoch. */
  readonly time: number
  readonly author: string
  readonly email: string
  readonly subject: string
  readonly changes: readonly Change[]
}

export interface Change {
  readonly kind: 'touched' | 'removed'
  readonly path: string
  /** The name before, for a rename. */
  readonly from?: string
}

/** Hash, author date, author, address, subject; the first byte marks a header among the paths. */
export const logFormat = '%x01%H%x1f%at%x1f%aN%x1f%aE%x1f%s'

const headerMark = '\u0001'
const fieldMark = '\u001f'

/** Parses `git log -z --name-status` with {@link logFormat}, in its order. */
export function parseLog(output: string): LogEntry[] {
  const entries: OpenEntry[] = []
  const fields = output.split('\0')
  for (let index = 0; index < fields.length; index++) {
    const field = fields[index] ?? ''
    const entry = toEntry(field.trimStart())
    if (entry) entries.push(entry)
    const status = field.trim()
    if (!/^[A-Z]\d*$/.test(status)) continue
    const path = fields[++index] ?? ''
    const isPair = status.startsWith('R') || status.startsWith('C')
    entries
      .at(-1)
      ?.changes.push(isPair ? toPair(status, path, fields[++index] ?? '') : toChange(status, path))
  }
  return entries
}

interface OpenEntry extends LogEntry {
  readonly changes: Change[]
}

function toEntry(field: string): OpenEntry | undefined {
  if (!field.startsWith(headerMark)) return undefined
  const [hash = '', time, author = '', email = '', ...subject] = field
    .slice(headerMark.length)
    .split(fieldMark)
  return {hash, time: Number(time), author, email, subject: subject.join(fieldMark).trim(), changes: []}
}

function toChange(status: string, path: string): Change {
  return {kind: status === 'D' ? 'removed' : 'touched', path}
}

function toPair(status: string, from: string, path: string): Change {
  return status.startsWith('R') ? {kind: 'touched', path, from} : {kind: 'touched', path}
}
