const nobody = /^(?:none|nobody|unassigned|unowned|tbd|unknown|n\/a|\?|-|—)?$/i

/** The names that an owner field gives, in order and once each; `none` and `tbd` are no names. */
export function readOwners(text: string): string[] {
  const plain = text
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[`*]/g, '')
    .replace(/\.$/, '')
  const names = plain.split(/\s*(?:[,;&+]|\band\b)\s*/).map(name => name.trim())
  return [...new Set(names.filter(name => !nobody.test(name)))]
}

/** Labels (`DZ-3`, `H-12`, `cache-1`) among `known` that a text names, in order and once each. */
export function readLabels(text: string, known: ReadonlySet<string>): string[] {
  const words = text.match(/[\p{L}\p{N}_]+(?:[-.][\p{L}\p{N}_]+)*/gu) ?? []
  return [...new Set(words.filter(word => known.has(word)))]
}
