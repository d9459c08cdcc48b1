import type {TriageItem} from '../../artifacts/triage-row.ts'

const excerptLength = 70

/** One compiler-style line for each item, and its smallest next step. */
export function itemLines(items: readonly TriageItem[]): string {
  return items
    .map(({file, line, verdict, text, nextStep}) => {
      const step = nextStep === '' ? '' : `\n  next: ${nextStep}`
      return `${file}:${line} ${verdict}: ${excerpt(text)}${step}\n`
    })
    .join('')
}

function excerpt(text: string): string {
  return text.length > excerptLength ? `${text.slice(0, excerptLength - 1).trimEnd()}…` : text
}
