const keys = 'Requirements?|Boundary|Depends|Dependencies|Leverage|Prompt|Validates'
/** `_Requirements: 1.2, 3.4_` of Kiro, `_Boundary:_`, `_Depends:_` of cc-sdd, `**Validates: …**`; a bullet of its own or at a line's end. */
const notes = new RegExp(String.raw`(?:^|\s)(?:-\s+)?(_|\*\*|\*)(?:${keys}):[\s\S]{0,3000}?\1(?=\s|$)`, 'g')
/** `- **Verifies**: Requirement 3`, as some write it. */
const requirementBullet =
  /(?:^|\s)-\s+\*\*(?:Validates|Verifies|Requirements?)\*\*:\s*(?:Requirements?\s+)?\d+(?:\.\d+)*(?:\s*,\s*\d+(?:\.\d+)*)*(?=\s|$)/g

const id = String.raw`(?:\*\*|__)?(?:\[T\d+[a-z]?\]|[A-Z]{1,10}[-.]?\d[\w.]*|\d+(?:\.\d+)*\.?|#\d+)(?:\*\*|__)?`
const label = String.raw`(?:\[(?:P|US\d{1,3})\]|\(P\))`
/** `[P]` and `[US1]` of spec-kit, `(P)` of cc-sdd: right after the id, in front, or at the end of the line. */
const labelsInFront = new RegExp(String.raw`^((?:${id})?)\s*(${label}(?:\s*${label})*)(?=\s|$)`)
const labelAtEnd = /\s+\(P\)(?=\s+-\s|\s*$)/

/** `| R001, R002` at the end of the line: which requirements the item serves. */
const requirements = /\s+\|\s+[A-Z]{1,4}-?\d+(?:\s*,\s*[A-Z]{1,4}-?\d+)*(?=\s+-\s|\s*$)/
const other = String.raw`(?:[A-Z]+-?\d+|\d+\.\d+)`
/** `*(depends on T001)*`. */
const dependencies = new RegExp(
  String.raw`\s*\*?\((?:depends on|after|blocked by)\s+${other}(?:\s*(?:,|and)\s*${other})*\)\*?`,
  'g'
)

/**
 * Takes out of an item's text what is no part of its words: labels, which become tags without their brackets, and
 * references to requirements and to other items.
 */
export function takeMarks(text: string): {text: string; tags: string[]} {
  const tags: string[] = []
  const rest = text
    .replace(labelsInFront, (_, before: string, labels: string) => {
      tags.push(...(labels.match(/P|US\d+/g) ?? []))
      return before
    })
    .replace(notes, '')
    .replace(requirementBullet, '')
    .replace(dependencies, '')
    .replace(requirements, '')
    .replace(labelAtEnd, () => {
      tags.push('P')
      return ''
    })
  return {text: rest.replace(/ {2,}/g, ' ').trim(), tags}
}
