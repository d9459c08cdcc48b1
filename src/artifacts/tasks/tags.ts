import {mapOutsideCode} from './outside-code.ts'

/** Tags that stand alone; others carry a value (`#added:2026-04-08`). Source: ctx, `.context/TASKS.md`. */
const bareTag = /^(?:in-progress|blocked|waiting|started|skipped|done|wip|urgent)$/

/**
 * Takes the tags out of an item's text. Tags come in source order without `#`; what looks like one inside a code span is
 * text, and so is a bare `#word` that is no known tag: it may be an issue, a colour or a private field.
 */
export function splitTags(text: string): {text: string; tags: string[]} {
  const tags: string[] = []
  const rest = mapOutsideCode(text, part => takeTags(part, tags))
  return {text: rest.trim(), tags}
}

function takeTags(part: string, tags: string[]): string {
  return part
    .replace(/(^|\s)#([a-z][a-z-]*)(:[^\s`]+)?(?=\s|$)/g, (whole, before, name, value) => {
      if (!value && !bareTag.test(name)) return whole
      tags.push(name + (value ?? ''))
      return before === '' ? '' : ' '
    })
    .replace(/ {2,}/g, ' ')
}
