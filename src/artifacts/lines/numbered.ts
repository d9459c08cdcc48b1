/**
 * Steps as one line, `1. first 2. second`. Where a step holds the very number that would start its successor, its dot
 * is escaped.
 */
export function toNumbered(steps: readonly string[]): string {
  return steps.map((step, index) => `${index + 1}. ${escapeNumber(step, index + 2)}`).join(' ')
}

/** Reads {@link toNumbered} back; a line that does not start with `1. ` is one step. */
export function fromNumbered(line: string): string[] {
  if (line === '') return []
  if (!line.startsWith('1. ')) return [line]
  const steps: string[] = []
  let rest = line.slice('1. '.length)
  for (let number = 2; ; number++) {
    const next = new RegExp(`(?:^| )${number}\\. `).exec(rest)
    steps.push(unescapeNumber(next ? rest.slice(0, next.index) : rest, number))
    if (!next) return steps
    rest = rest.slice(next.index + next[0].length)
  }
}

function escapeNumber(step: string, number: number): string {
  return step.replace(new RegExp(`(^| )(${number})(\\\\*)(?=\\.(?: |$))`, 'g'), '$1$2\\$3')
}

function unescapeNumber(step: string, number: number): string {
  return step.replace(new RegExp(`(^| )(${number})\\\\(\\\\*)(?=\\.(?: |$))`, 'g'), '$1$2$3')
}
