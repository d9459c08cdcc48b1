/**
 * Puts a backslash before every match of `pattern`, so that text can stand where the match would mean something.
 * A backslash before ASCII punctuation is invisible when rendered. Backslashes that are there already are counted in,
 * which makes {@link unprotect} its exact inverse.
 *
 * `pattern` has no flags and no groups, and starts with a punctuation character other than a backslash.
 */
export function protect(text: string, pattern: RegExp): string {
  return text.replace(new RegExp(`\\\\*(?=${pattern.source})`, 'g'), '\\$&')
}

/** The inverse of {@link protect}: takes one backslash from before every match. */
export function unprotect(text: string, pattern: RegExp): string {
  return text.replace(new RegExp(`\\\\(\\\\*)(?=${pattern.source})`, 'g'), '$1')
}

/** The parts of `text` between matches of `separator` that no backslash precedes; the separators are left out. */
export function splitUnprotected(text: string, separator: RegExp): string[] {
  return text.split(new RegExp(`(?<!\\\\)(?:${separator.source})`))
}
