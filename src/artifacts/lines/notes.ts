import {startsParagraph} from './item-text.ts'

/**
 * A person's notes as a list item, `- **Notes**: …`. Notes of several lines are indented by two; notes that start
 * with a list, a heading or a fence stand below the name.
 */
export function writeNotes(notes: string | undefined): string[] {
  if (notes === undefined || notes === '') return []
  const [first = '', ...rest] = notes.split('\n')
  const indented = rest.map(line => (line === '' ? '' : `  ${line}`))
  if (startsParagraph(first)) return [`- **Notes**: ${first}`, ...indented]
  return ['- **Notes**:', '', `  ${first}`, ...indented]
}
