/** Forms in which `check --format` prints what it found; `json` is the document of `--json`. */
export const checkFormats = ['text', 'json', 'github', 'sarif'] as const

export type CheckFormat = (typeof checkFormats)[number]
