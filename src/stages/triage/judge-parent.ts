import type {TriageItem, TriageVerdict} from '../../artifacts/triage-row.ts'

/** Judges an item through the items right below it; its own text is their summary. */
export function judgeParent(own: TriageItem, children: readonly TriageItem[]): TriageItem {
  const verdicts = children.map(({verdict}) => verdict).filter(verdict => verdict !== 'not-checkable')
  const verdict =
    own.verdict === 'partial' && own.rule.includes('open zone') ? 'partial' : joined(verdicts, own.checked)
  const lines = `line${children.length === 1 ? '' : 's'} ${children.map(({line}) => line).join(', ')}`
  return {
    ...own,
    verdict,
    rule: `judged through its ${children.length} sub-items (${lines})`,
    confidence: children.some(({confidence}) => confidence === 'low') ? 'low' : 'medium',
    scope: `its sub-items (${lines})`,
    tests: children.flatMap(({tests}) => tests).slice(0, 5),
    nextStep: stepOf(verdict, own.checked, children)
  }
}

function joined(verdicts: readonly TriageVerdict[], checked: boolean): TriageVerdict {
  const [first] = verdicts
  if (!first) return 'not-checkable'
  if (verdicts.every(verdict => verdict === 'implemented-tested')) return 'implemented-tested'
  if (verdicts.every(isImplemented)) return 'implemented-untested'
  if (verdicts.every(isMissing)) return checked ? 'phantom' : 'not-implemented'
  if (verdicts.some(isImplemented) && verdicts.some(isMissing)) return 'partial'
  return verdicts.includes('partial') ? 'partial' : 'cannot-tell'
}

function isImplemented(verdict: TriageVerdict): boolean {
  return verdict === 'implemented-tested' || verdict === 'implemented-untested'
}

function isMissing(verdict: TriageVerdict): boolean {
  return verdict === 'not-implemented' || verdict === 'phantom'
}

function stepOf(verdict: TriageVerdict, checked: boolean, children: readonly TriageItem[]): string {
  if (isImplemented(verdict)) return checked ? 'none' : 'tick it'
  const open = children.find(child => !isImplemented(child.verdict) && child.verdict !== 'not-checkable')
  return open ? `settle its sub-item in line ${open.line} first` : 'settle it by hand'
}
