/** Runs git in the analysed root and gives what it printed; undefined when it failed or is not there. */
export type RunGit = (args: readonly string[]) => string | undefined

/** The same for what is no text, with something on its input. */
export type RunGitBytes = (args: readonly string[], input?: string) => Buffer | undefined
