/** Forms in which `map --format` prints what it found; `json` is the document of `--json`. */
export const mapFormats = ['mermaid', 'dot', 'json', 'structurizr', 'likec4'] as const

export type MapFormat = (typeof mapFormats)[number]
export type GraphFormat = Exclude<MapFormat, 'json'>
