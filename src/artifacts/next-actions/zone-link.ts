/** A zone as it is cited: `[DZ-7](DANGER-ZONES.md#dz-7)`. */
export interface ZoneLink {
  readonly label: string
  /** Only where it is not the label in lower case; `''` for a link to the file as a whole. */
  readonly anchor?: string
}

/** Anchored at `anchor`, by default at the label in lower case. */
export function writeZoneLink({label, anchor = label.toLowerCase()}: ZoneLink): string {
  return `[${label}](DANGER-ZONES.md${anchor === '' ? '' : `#${anchor}`})`
}

/** The zones that a line cites, in order. */
export function readZoneLinks(text: string): ZoneLink[] {
  return [...text.matchAll(/\[([^\][]+)\]\(DANGER-ZONES\.md(?:#([^)\s]*))?\)/g)].map(
    ([, label = '', anchor = '']) => (anchor === label.toLowerCase() ? {label} : {label, anchor})
  )
}
