import type {TriageItem} from '../artifacts/triage-row.ts'

/** The field `items` of `triage` in `--json`: every item, also those over the limit of TRIAGE.md. */
export function itemFields(items: readonly TriageItem[]) {
  return {
    items: items.map(item => ({
      file: item.file,
      line: item.line,
      ...(item.id === undefined ? {} : {id: item.id}),
      text: item.text,
      checked: item.checked,
      verdict: item.verdict,
      rule: item.rule,
      confidence: item.confidence,
      clauses: item.clauses.map(({text, verb, objects, place, state}) => ({
        text,
        verb,
        objects: [...objects],
        ...(place === undefined ? {} : {place}),
        state
      })),
      evidence: item.evidence.map(({path, line, role}) => ({path, line, role})),
      tests: item.tests.map(({path, line, chain}) => ({path, line, chain: [...chain]})),
      ...(item.scope === undefined ? {} : {scope: item.scope}),
      nextStep: item.nextStep
    }))
  }
}
