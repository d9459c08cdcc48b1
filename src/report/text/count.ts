/** `no findings`, `1 finding`, `3 findings`. */
export function countOf(number: number, noun: string, plural = `${noun}s`): string {
  return `${number === 0 ? 'no' : number} ${number === 1 ? noun : plural}`
}
