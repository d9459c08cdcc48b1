import {z} from 'zod'
import {GroundtruthError} from '../../../errors.ts'
import {entryTypes, type NewEntry} from '../../../hub/entry.ts'

const shape = z.strictObject({
  id: z.string(),
  type: z.enum(entryTypes),
  content: z.unknown(),
  meta: z.record(z.string(), z.string()).optional()
})

/**
 * Entries of JSON lines `{id, type, content, meta?}`; empty lines are passed over. Content that is no string is published as
 * its JSON. Throws `hub/invalid` with the number of the first line that is none.
 */
export function jsonLineEntries(text: string): NewEntry[] {
  const lines = text.replace(/^\uFEFF/, '').split('\n')
  return lines.flatMap((line, index) => (line.trim() === '' ? [] : [parseLine(line, index + 1)]))
}

function parseLine(line: string, number: number): NewEntry {
  const {id, type, content, meta} = check(line, number)
  return {
    id,
    type,
    content: typeof content === 'string' ? content : JSON.stringify(content),
    meta: meta ?? {}
  }
}

function check(line: string, number: number) {
  const {success, data, error} = shape.safeParse(parseJson(line, number))
  if (success && data.content !== undefined) return data
  const issue = error?.issues[0]
  const reason = issue
    ? `${issue.path.join('.')}${issue.path.length > 0 ? ': ' : ''}${issue.message}`
    : 'no content'
  throw badLine(number, reason)
}

function parseJson(line: string, number: number): unknown {
  try {
    return JSON.parse(line)
  } catch {
    throw badLine(number, 'it is no JSON')
  }
}

function badLine(number: number, reason: string): GroundtruthError {
  return new GroundtruthError(
    'hub/invalid',
    `Expected line ${number} of the input to be {"id", "type", "content"}, got another: ${reason}`,
    {hint: 'nothing was published; correct the line and call again'}
  )
}
