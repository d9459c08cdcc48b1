import type {ReportedArtifact} from '../writing.ts'

/** One line for each artifact: `ARCHITECTURE.md: updated`. `planned` says what would be done instead. */
export function artifactLines(artifacts: readonly ReportedArtifact[], planned: boolean): string {
  return artifacts
    .map(({path, change}) => `${path}: ${planned ? (plans[change] ?? change) : change}\n`)
    .join('')
}

const plans: Readonly<Partial<Record<ReportedArtifact['change'], string>>> = {
  created: 'would be created',
  updated: 'would be updated',
  removed: 'would be removed',
  unchanged: 'would not change',
  stopped: 'would be stopped by an edit'
}

/** The diffs of the artifacts that would change. */
export function artifactDiffs(artifacts: readonly ReportedArtifact[]): string {
  return artifacts.map(({diff}) => diff ?? '').join('')
}
