const missing =
  /\b(?:no|zero|0|without|lacks?|missing) (?:[a-z-]+ ){0,2}(?:tests?|coverage|specs?)\b|\b(?:untested|not tested|not covered|uncovered|never tested|nothing tests)\b|^(?:none|no|missing)\b/i
const present =
  /^(?:yes|covered|tested)\b|\b(?:is|are|fully|well) (?:covered|tested)\b|\b(?:covered|tested|pinned) by\b|\.(?:test|spec)\.[cm]?[jt]sx?`?\s+(?:covers|tests|pins|exercises|checks)\b/i
const partly = /\b(?:partial|partly|partially|only|but|except|mostly|some|happy path)\b/i

/** Whether a test covers the zone, when the text says so plainly; undefined for anything between. */
export function saysTested(text: string): boolean | undefined {
  const no = missing.test(text)
  const yes = present.test(text)
  if (no === yes) return undefined
  return yes && partly.test(text) ? undefined : yes
}
