import type {TriageItem} from '../../artifacts/triage-row.ts'
import {proofText} from './proof.ts'

const excerptLength = 70

/** One compiler-style line for each item, and its smallest next step. */
export function itemLines(items: readonly TriageItem[]): string {
  return items
    .map(({file, line, verdict, text, nextStep, proof}) => {
      const step = nextStep === '' ? '' : `\n  next: ${nextStep}`
      return `${file}:${line} ${verdict}: ${excerpt(text)}${step}${proof ? `\n  ${proofText(proof)}` : ''}\n`
    })
    .join('')
}

function excerpt(text: string): string {
  return text.length > excerptLength ? `${text.slice(0, excerptLength - 1).trimEnd()}…` : text
}
