const who =
  '(?:importers?|callers?|call ?sites|dependents?|consumers?|dependants?|subscribers?|(?:importing|calling|dependent) (?:files|modules|packages))'
// At most two words between the figure and who is counted; `7 indirect callers` counts somebody else.
const counted = new RegExp(
  `(?<![\\w.=:-])(\\d[\\d,]*)\\+?(?:\\s*[-–]\\s*\\d+)?\\s+(?:(?!indirect|transitive|possible|potential|more)[a-z-]+\\s+){0,2}?${who}\\b`,
  'gi'
)
const usedBy =
  /\b(?:used|imported|called|consumed|required|read) (?:by|from|in)\s+(?:at least |about |some |over |~)*(\d[\d,]*)\+?\s+(?:[a-z-]+\s+)?(?:files|modules|packages|places|services|components|sites|routes|handlers|functions|screens|pages|hooks|call ?sites)\b/gi
const firstRing = /\bd\s*=\s*1\s*:\s*(?:at least |about |over |≥\s*|~\s*)*(\d[\d,]*)/gi

/**
 * How many depend directly, as a blast radius counts them: `d=1: at least 3`, `12 direct importers`, `used by 7 packages`.
 * Undefined without a figure, and where figures of one kind differ, since they then count different things.
 */
export function countedDependents(text: string): number | undefined {
  const figures = [firstRing, counted, usedBy]
    .map(pattern => new Set([...text.matchAll(pattern)].map(match => toNumber(match[1]))))
    .find(({size}) => size > 0)
  return figures?.size === 1 ? [...figures][0] : undefined
}

/** The figure that a cell or a field consists of or starts with: `95`, `30+`, `~20`; undefined for `n/a`. */
export function leadingFigure(text: string): number | undefined {
  const match = /^(?:at least |about |over |[~≥>]\s*)*(\d[\d,]*)\+?(?=$|[\s,;(])/i.exec(text.trim())
  return match ? toNumber(match[1]) : undefined
}

function toNumber(digits = ''): number {
  return Number(digits.replace(/,/g, ''))
}
