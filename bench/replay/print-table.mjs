/** One row for all incidents, one for each category and each difficulty. */
export function printTable(judged) {
  const groups = new Map()
  for (const one of judged)
    for (const name of [
      'all',
      `category: ${one.incident.category}`,
      `difficulty: ${one.incident.difficulty}`
    ])
      groups.set(name, [...(groups.get(name) ?? []), one])
  console.log(
    '| group | incidents | lines | lines + category | @5 | @20 | critical | gone after the fix | findings / 1,000 lines |'
  )
  console.log('| --- | --- | --- | --- | --- | --- | --- | --- | --- |')
  for (const [name, group] of groups)
    console.log(`| ${[name, group.length, ...figures(group)].join(' | ')} |`)
}

function figures(group) {
  const verdicts = group.map(({verdict}) => verdict)
  const count = test => verdicts.filter(test).length
  const hits = count(({hit}) => hit)
  const thousands = group.reduce((sum, one) => sum + one.incident.scope_kloc_est, 0)
  const findings = group.reduce((sum, one) => sum + one.count, 0)
  return [
    share(
      count(({line}) => line),
      group.length
    ),
    share(hits, group.length),
    share(
      count(({rank}) => rank <= 5),
      group.length
    ),
    share(
      count(({rank}) => rank <= 20),
      group.length
    ),
    share(
      count(({critical}) => critical),
      group.length
    ),
    share(
      count(({paired}) => paired),
      hits
    ),
    (findings / thousands).toFixed(2)
  ]
}

function share(part, whole) {
  return whole === 0 ? '-' : `${((100 * part) / whole).toFixed(0)} %`
}
