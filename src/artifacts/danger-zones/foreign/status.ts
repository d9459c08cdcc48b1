import {readAcceptance} from '../status.ts'
import {nameOf} from './heading-kind.ts'

const done = /^(?:resolved|closed|done|obsolete|removed|no longer\b.*?)(?![\w-])/i
const tolerated = /^(?:mitigated|won'?t ?fix|by design|deferred|acknowledged|risk accepted)(?![\w-])/i
const inTitle =
  /(?:\s[-–—]\s*|[([]\s*)[^\p{L}]*((?:resolved|fixed|closed|mitigated|accepted|obsolete)\b[^()[\]]*)[)\]]?\s*$/iu

/**
 * A status as prescribe reads it: what its writer calls resolved is `fixed: …`, what is called mitigated or won't be
 * changed is `accepted: …`, each with the words of the writer; all else stays as it is.
 */
export function readForeignStatus(text: string): string {
  const words = text
    .replace(/[*_~`]/g, '')
    .replace(/^[^\p{L}\p{N}]+/u, '')
    .trim()
  if (done.test(words)) return `fixed: ${words}`
  if (tolerated.test(words)) return `accepted: ${words}`
  const reason = /^accepted\s*(?:[-–—:(]\s*)(.*?)\)?$/i.exec(words)?.[1]
  if (reason) return `accepted: ${reason}`
  return readAcceptance(words) || /^fixed\b/i.test(words) ? words : text
}

/** The status that a title ends with: `… — RESOLVED`, `… (MITIGATED)`. */
export function statusInTitle(title: string): string | undefined {
  const words = inTitle.exec(title)?.[1]
  return words === undefined ? undefined : readForeignStatus(words)
}

/** The status that the headings above a zone give it, innermost first. */
export function statusOfHeadings(titles: readonly string[]): string {
  for (const title of titles) {
    const name = nameOf(title)
    if (/^(?:resolved|fixed|closed|done)$/i.test(name)) return 'fixed'
    if (/^(?:accepted|mitigated)$/i.test(name)) return 'accepted: as said under its heading'
  }
  return 'open'
}
