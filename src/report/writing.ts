import type {Problem} from '../errors.ts'

/** What became of an artifact. */
export interface ReportedArtifact {
  /** As a person would name it. */
  readonly path: string
  readonly change: 'created' | 'updated' | 'unchanged' | 'removed' | 'stopped'
  readonly diff?: string
}

/** The fields `artifacts` and `problems` of `--json`. Diffs are part of it only when asked for, and for stopped writes. */
export function writingFields(
  artifacts: readonly ReportedArtifact[],
  problems: readonly Problem[],
  withDiffs: boolean
) {
  return {
    artifacts: artifacts.map(({path, change, diff}) => ({
      path,
      change,
      ...(diff !== undefined && (withDiffs || change === 'stopped') ? {diff} : {})
    })),
    ...problemFields(problems)
  }
}

/** The field `problems` of `--json`. */
export function problemFields(problems: readonly Problem[]) {
  return {
    problems: problems.map(({kind, path, line, message}) => ({
      kind,
      ...(path === undefined ? {} : {path}),
      ...(line === undefined ? {} : {line}),
      message
    }))
  }
}
