import {type Baseline, baselineName, formatBaseline} from '../pipeline/baseline.ts'
import {createDiskStore} from '../repo/disk-store.ts'
import {countOf} from '../report/text/count.ts'

/** Writes `groundtruth.baseline.json` into the root, at once and whole. Says in a line what it holds now. */
export function writeBaseline(root: string, baseline: Baseline): string {
  createDiskStore(root).write(baselineName, formatBaseline(baseline))
  const {findings, claims} = baseline
  return `${baselineName}: ${countOf(findings.length, 'known finding')}, ${countOf(claims.length, 'known claim')}`
}
