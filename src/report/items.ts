import type {TriageItem} from '../artifacts/triage-row.ts'
import {proofFields} from './proof.ts'

/** The field `items` of `triage` in `--json`: every item, also those over the limit of TRIAGE.md. */
export function itemFields(items: readonly (TriageItem & {readonly ageDays?: number})[]) {
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
      ...(item.testNote === undefined ? {} : {testNote: item.testNote}),
      ...(item.scope === undefined ? {} : {scope: item.scope}),
      nextStep: item.nextStep,
      ...(item.proof === undefined ? {} : {proof: proofFields(item.proof)}),
      ...(item.rationale === undefined ? {} : {rationale: item.rationale}),
      ...(item.added === undefined ? {} : {added: item.added}),
      ...(item.ageDays === undefined ? {} : {ageDays: item.ageDays}),
      ...(item.citations === undefined ? {} : {citations: item.citations.map(citation => ({...citation}))})
    }))
  }
}

/** A task file that `--apply` edited, or would edit. */
interface EditedFile {
  readonly path: string
  readonly changes: readonly {readonly line: number; readonly change: 'tick' | 'untick' | 'note'}[]
}

/** The field `edits` of `triage --apply` in `--json`; lines are those before the edit. */
export function editFields(files: readonly EditedFile[]) {
  return {
    edits: files.flatMap(({path, changes}) => changes.map(({line, change}) => ({file: path, line, change})))
  }
}
