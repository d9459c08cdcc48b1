/** Forms in which `map --format` prints what it found; `json` is the document of `--json`. */
export const mapFormats = ['mermaid', 'dot', 'json', 'structurizr', 'likec4'] as const

export type MapFormat = (typeof mapFormats)[number]
export type GraphFormat = Exclude<MapFormat, 'json'>

/** Whether a form of output is one of a graph. */
export function isGraphFormat(format: string | undefined): format is GraphFormat {
  return format !== 'json' && (mapFormats as readonly (string | undefined)[]).includes(format)
}
