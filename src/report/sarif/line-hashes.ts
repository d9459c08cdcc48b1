/** How many signs from the start of a line go into its hash. */
const block = 100
const factor = 37n
const endOfFile = 0xffff

/**
 * For each line of a text the hash by which GitHub finds it again, `hash:n` with n counting lines of the same hash; index 0
 * is line 1. Blanks do not count, nor how lines end. The line's own place has no part in it.
 *
 * A polynomial over the next 100 signs, modulo 2^64. It must be GitHub's own, which warns of any other.
 * Source: github/codeql-action, src/fingerprints.ts.
 */
export function lineHashes(text: string): string[] {
  const signs = toSigns(text)
  const counts = new Map<bigint, number>()
  return lineStarts(signs).map(start => {
    const hash = hashFrom(signs, start)
    const count = (counts.get(hash) ?? 0) + 1
    counts.set(hash, count)
    return `${hash.toString(16)}:${count}`
  })
}

/** UTF-16 units without blanks, each line break as one, and the sign for the end. */
function toSigns(text: string): number[] {
  const plain = text.replace(/\r\n?/g, '\n').replace(/[ \t]/g, '')
  return [...Array.from({length: plain.length}, (_, index) => plain.charCodeAt(index)), endOfFile]
}

function lineStarts(signs: readonly number[]): number[] {
  const breaks = signs.flatMap((sign, index) => (sign === 0x0a ? [index + 1] : []))
  return [0, ...breaks]
}

function hashFrom(signs: readonly number[], start: number): bigint {
  let hash = 0n
  for (let index = start; index < start + block; index++)
    hash = BigInt.asUintN(64, hash * factor + BigInt(signs[index] ?? 0))
  return hash
}
