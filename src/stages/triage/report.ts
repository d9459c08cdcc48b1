import type {
  SatisfiedAction,
  Triage,
  TriageItem,
  TriageRow,
  TriageVerdict
} from '../../artifacts/triage-row.ts'
import {compareBy} from '../../base/compare.ts'
import {code} from './finding.ts'

const maxRows = 200
/** In the order of TRIAGE.md: what a reader can act on first. */
const openOrder: readonly TriageVerdict[] = ['partial', 'not-implemented', 'cannot-tell']
const settledOrder: readonly TriageVerdict[] = [
  'phantom',
  'stale-premise',
  'implemented-untested',
  'implemented-tested'
]
const excerptWords = 10

/**
 * The rows of TRIAGE.md. A ticked item that holds is counted, one that cannot be told or checked is in JSON only; so are
 * rows over the limit, the open ones last.
 */
export function toReport(items: readonly TriageItem[], actions: readonly SatisfiedAction[]): Triage {
  const holds = ({checked, verdict}: TriageItem) => checked && verdict.startsWith('implemented-')
  const holding = items.filter(holds)
  const shown = items.filter(item => !holds(item) && !(item.checked && item.verdict === 'cannot-tell'))
  const seen = new Set<string>()
  const open = rowsOf(shown, openOrder, seen)
  const settled = rowsOf(shown, settledOrder, seen)
  const openRows = open.slice(0, maxRows)
  const settledRows = settled.slice(0, maxRows - openRows.length)
  const omitted = open.length + settled.length - openRows.length - settledRows.length
  return {actions, open: openRows, settled: settledRows, holding: holding.length, omitted}
}

function rowsOf(
  items: readonly TriageItem[],
  order: readonly TriageVerdict[],
  seen: Set<string>
): TriageRow[] {
  return items
    .filter(({verdict}) => order.includes(verdict))
    .sort(
      compareBy(
        item => order.indexOf(item.verdict),
        item => item.file,
        item => item.line
      )
    )
    .map(item => toRow(item, seen))
}

function toRow(item: TriageItem, seen: Set<string>): TriageRow {
  return {
    key: uniqueKey(`${item.file}/${item.hash}`, seen),
    verdict: item.verdict,
    file: item.file,
    line: item.line,
    excerpt: excerptOf(item.text),
    rule: item.rule,
    evidence: evidenceText(item),
    tests: testsText(item),
    next: item.nextStep
  }
}

/** The same text twice in a file: the second row's key ends with `-2`. */
function uniqueKey(key: string, seen: Set<string>): string {
  let unique = key
  for (let number = 2; seen.has(unique); number++) unique = `${key}-${number}`
  seen.add(unique)
  return unique
}

/** The first words, without markup. */
function excerptOf(text: string): string {
  const words = text
    .replace(/[`*]/g, '')
    .split(/\s+/)
    .filter(word => word !== '')
  return words.length > excerptWords ? `${words.slice(0, excerptWords).join(' ')} …` : words.join(' ')
}

function evidenceText({evidence, scope}: TriageItem): string {
  const parts = evidence.map(({path, line, role, object}) =>
    object === path
      ? `${code(`${path}:${line}`)} ${role}`
      : `${code(`${path}:${line}`)} ${code(object)} ${role}`
  )
  const searched = scope === undefined ? [] : [`searched: ${scope}`]
  return [...parts, ...searched].join('; ') || 'none'
}

function testsText({tests, testNote}: TriageItem): string {
  const parts = tests.map(({path, line, chain}) =>
    [code(`${path}:${line}`), ...chain.slice(1).map(code)].join(' → ')
  )
  return [...parts, ...(testNote === undefined ? [] : [testNote])].join('; ') || 'none asked for'
}
