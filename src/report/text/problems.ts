import type {Problem} from '../../errors.ts'

/** `docs/notes.md:3: …`, one line for each problem. */
export function problemLines(problems: readonly Problem[]): string {
  return problems.map(problem => `${placeOf(problem)}${problem.message}\n`).join('')
}

function placeOf({path, line}: Problem): string {
  if (path === undefined) return ''
  return line === undefined ? `${path}: ` : `${path}:${line}: `
}
