/** `acquire` of `Lock.acquire`, `[keys.open]` of `Lock.[keys.open]`; a name without a dot is its own. */
export function lastName(name: string): string {
  const bracket = name.endsWith(']') ? name.indexOf('[') : -1
  return name.slice(bracket < 0 ? name.lastIndexOf('.') + 1 : bracket)
}
