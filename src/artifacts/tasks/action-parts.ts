/** Fields of an action of NEXT-ACTIONS.md that cite, explain or assign and ask for nothing. */
const asideField = /^-\s+(?:Zones|Tasks|Claims|Why now|Effort|After|Evidence|Owner|Due|\*\*Notes\*\*|Notes):/
const kindAndEffort = /^((?:\*\*)?NA-\d+(?:\*\*)?)\s+(?:refactor|test|doc|escalate|accept),\s+[SML]:/

/** The lines of an action without its kind, effort and the fields that ask for nothing. */
export function actionParts([head = '', ...rest]: readonly string[]): string[] {
  let aside = false
  const asking = rest.filter(part => {
    if (/^-\s/.test(part)) aside = asideField.test(part)
    return !aside
  })
  return [head.replace(kindAndEffort, '$1'), ...asking]
}
