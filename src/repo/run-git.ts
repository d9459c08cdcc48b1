/** Runs git in the analysed root and gives what it printed; undefined when it failed or is not there. */
export type RunGit = (args: readonly string[]) => string | undefined
