/** The word for a share of what is known. Bounds are the contract's: < 0.3 stubbed, < 0.6 shallow, < 0.8 local, < 0.95 solid, else converged. */
export function confidenceWord(share: number): string {
  if (share < 0.3) return 'stubbed'
  if (share < 0.6) return 'shallow'
  if (share < 0.8) return 'local'
  return share < 0.95 ? 'solid' : 'converged'
}
