/** Thresholds of the legend in DETAILED_DESIGN.md. */
const wide = {d1: 10, d2: 30}
const someDependents = 3

export interface RiskInput {
  /** Lower bounds. */
  readonly d1: number
  readonly d2: number
  readonly isTested: boolean
  /** Whether a flow from an entry point to an effect passes it. */
  readonly isOnFlow: boolean
}

/** A word for what a change may break; undefined below the thresholds, where what was not resolved may still change it. */
export function riskOf({d1, d2, isTested, isOnFlow}: RiskInput): 'raised' | 'high' | undefined {
  const isWide = d1 >= wide.d1 || d2 >= wide.d2
  if (isWide) return !isTested || isOnFlow ? 'high' : 'raised'
  return d1 >= someDependents && !isTested && isOnFlow ? 'raised' : undefined
}
