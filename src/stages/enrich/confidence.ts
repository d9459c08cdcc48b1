import {confidenceWord} from '../../artifacts/confidence-word.ts'

/** A measured part of what is known, 0 to 1; undefined when it cannot be known. */
export interface Part {
  readonly name: string
  readonly share: number | undefined
}

/** `**stubbed**, for tests; imports solid, syntax converged`: the lowest part decides, the mean would flatter. */
export function describeConfidence(parts: readonly Part[]): string {
  const rank = ({share}: Part) => share ?? -1
  const [lowest, ...others] = [...parts].sort((a, b) => rank(a) - rank(b))
  if (!lowest) return 'not known'
  const rest = others.map(
    ({name, share}) => `${name} ${share === undefined ? 'not known' : confidenceWord(share)}`
  )
  const word = lowest.share === undefined ? 'not known' : confidenceWord(lowest.share)
  return `**${word}** for ${lowest.name}${rest.length === 0 ? '' : `; ${rest.join(', ')}`}`
}
