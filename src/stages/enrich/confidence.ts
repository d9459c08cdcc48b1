/** A measured part of what is known, 0 to 1; undefined when it cannot be known. */
export interface Part {
  readonly name: string
  readonly share: number | undefined
}

/** The word for a share. Bounds are the contract's: < 0.3 stubbed, < 0.6 shallow, < 0.8 local, < 0.95 solid, else converged. */
export function wordFor(share: number): string {
  if (share < 0.3) return 'stubbed'
  if (share < 0.6) return 'shallow'
  if (share < 0.8) return 'local'
  return share < 0.95 ? 'solid' : 'converged'
}

/** `**stubbed**, for tests; imports solid, syntax converged`: the lowest part decides, the mean would flatter. */
export function describeConfidence(parts: readonly Part[]): string {
  const rank = ({share}: Part) => share ?? -1
  const [lowest, ...others] = [...parts].sort((a, b) => rank(a) - rank(b))
  if (!lowest) return 'not known'
  const rest = others.map(({name, share}) => `${name} ${share === undefined ? 'not known' : wordFor(share)}`)
  const word = lowest.share === undefined ? 'not known' : wordFor(lowest.share)
  return `**${word}** for ${lowest.name}${rest.length === 0 ? '' : `; ${rest.join(', ')}`}`
}
