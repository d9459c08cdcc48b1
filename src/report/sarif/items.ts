import type {TriageItem, TriageVerdict} from '../../artifacts/triage-row.ts'
import type {SarifFinding, SarifLevel, SarifRule} from './log.ts'

type Told = 'phantom' | 'stale-premise' | 'partial' | 'implemented-untested'

/** What a rule is called, what it says and how grave it is, by verdict. */
const texts: Readonly<Record<Told, readonly [title: string, help: string, level: SarifLevel]>> = {
  phantom: [
    'A ticked item is not in the code',
    'Build it, clear the tick (`triage --apply --untick-phantoms`), or name in the item what delivers it.',
    'warning'
  ],
  'stale-premise': [
    'An item rests on a premise that the code contradicts',
    'Write the item anew, or drop it. The related location is the code that contradicts it.',
    'warning'
  ],
  partial: ['An item is partly in the code', 'The message says which part is open.', 'note'],
  'implemented-untested': [
    'An open item is in the code, and no test reaches it',
    'Write the test that the message names, then tick the item.',
    'note'
  ]
}

/** One rule for each verdict that asks for a step: `triage/phantom`. */
export const itemRules: readonly SarifRule[] = Object.entries(texts).map(
  ([verdict, [title, help, level]]) => ({
    id: `triage/${verdict}`,
    title,
    help: `${help}\n\nTRIAGE.md tells the rule and the evidence.`,
    level,
    tags: ['tasks', 'documentation']
  })
)

/** An item as a result, if its verdict asks for a step: an error when it gates. Ticked items that hold are none. */
export function itemFinding(item: TriageItem, gates: ReadonlySet<string>): SarifFinding[] {
  const {verdict, checked, file, line, hash, text, rule, evidence, tests, nextStep} = item
  if (!isTold(verdict) || (checked && verdict === 'implemented-untested')) return []
  const [, , level] = texts[verdict]
  return [
    {
      rule: `triage/${verdict}`,
      level: gates.has(verdict) ? 'error' : level,
      message: `"${text}" is ${verdict}: ${rule}. Next: ${nextStep}`,
      path: file,
      line,
      key: `${file}/${hash}`,
      related: [
        ...evidence.map(({path, line: at, role, object}) => ({path, line: at, note: `${object} ${role}`})),
        ...tests.map(({path, line: at}) => ({path, line: at, note: 'a test that reaches it'}))
      ]
    }
  ]
}

function isTold(verdict: TriageVerdict): verdict is Told {
  return Object.hasOwn(texts, verdict)
}
