import type {Run} from '../passage.ts'
import {namingRuns} from './rule.ts'
import {isSide} from './subject.ts'

/** Words for what code may be kept from, and the name under which it is judged. */
const capabilities: readonly (readonly [RegExp, string])[] = [
  [/\b(file ?system|disk|file (i\/o|access)|the fs\b)/i, 'fs'],
  [/\bnode(\.?js)?[- ](specific|built-?in|only|apis?|modules?)\b/i, 'Node.js built-ins'],
  [/\b(asynchronous (operations?|code|work|calls?)|async\/await)\b/i, 'async / await'],
  [/\bthe network\b|\bnetwork (i\/o|access|requests?|calls?)\b|\bhttp (requests?|calls?)\b/i, 'network'],
  [/\b(child|sub) ?process(es)?\b/i, 'child_process'],
  [/\benvironment variables?\b/i, 'process.env'],
  [/\b(output|write|log|print)\w* to the console\b|\bthe console\b/i, 'console']
]

/** What a clause forbids: every code span that can be imported or called, and capabilities in words. */
export function forbiddenIn(text: string, runs: readonly Run[]): string[] {
  if (/\banything (else|other|except|but)\b/i.test(text)) return []
  const named = namingRuns(runs)
    .filter(run => isSide(run) || isGlobal(run.text))
    .map(run => run.text)
  return [...new Set([...named, ...capabilitiesIn(text)])]
}

/** The capabilities that words alone name. */
export function capabilitiesIn(text: string): string[] {
  const plain = text.replace(/`[^`]*`/g, '')
  return capabilities.filter(([pattern]) => pattern.test(plain)).map(([, name]) => name)
}

function isGlobal(text: string): boolean {
  return /^(process|console|window|document)(\.\w+)?(\(\))?$/.test(text)
}
