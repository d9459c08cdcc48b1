/**
 * The names in their order, each taken once: one that an earlier name took gets the first free number behind it.
 * `ignoreCase`: whether letters that differ in case alone are the same.
 */
export function distinctNames(
  names: readonly string[],
  {ignoreCase, separator}: {readonly ignoreCase: boolean; readonly separator: string}
): string[] {
  const taken = new Set<string>()
  const keyOf = (name: string) => (ignoreCase ? name.toLowerCase() : name)
  return names.map(name => {
    let free = name
    for (let number = 2; taken.has(keyOf(free)); number++) free = `${name}${separator}${number}`
    taken.add(keyOf(free))
    return free
  })
}
