const changes =
  /^\$?(?:append|chmod|commit|copy|cp|create|delete|destroy|exec|execute|fork|insert|link|mkdir|patch|persist|post|publish|put|remove|rename|rimraf|rm|save|send|set|spawn|symlink|transaction|truncate|unlink|update|upload|upsert|utimes|write)/i
const readers = /^createReadStream/

const probes = /^(?:access|exists|fstat|lstat|realpath|stat)|^native$/i

/** By the last word of its name: 0 for a call that changes what lies outside, 1 for one that reads, 2 for one that only asks whether something is there. */
export function weightOf(name: string): 0 | 1 | 2 {
  if (isChange(name)) return 0
  return probes.test(name.slice(name.lastIndexOf('.') + 1)) ? 2 : 1
}

function isChange(name: string): boolean {
  const last = name.slice(name.lastIndexOf('.') + 1)
  return changes.test(last) && !readers.test(last)
}
