import type {Commit, History} from '../../repo/history.ts'

/** Largest change set that counts, as in code-maat (github.com/adamtornhill/code-maat): more is a sweep through the tree. */
export const largestChangeSet = 30

const botName =
  /\[bot\]|(?:^|[\s_-])bots?$|^(?:dependabot|renovate|greenkeeper|snyk|imgbot|semantic-release|allcontributors|github-actions|pyup|depfu|whitesource|mergify)\b/i
const botAddress =
  /\[bot\]@|^bot@|@(?:renovateapp|dependabot|greenkeeper|whitesourcesoftware|snyk)\.(?:com|io)$/i

/** The commits that say how people change the code: no bots, no sweeps. Merges are not in a history. */
export function countedCommits({commits}: History): readonly Commit[] {
  return commits.filter(commit => commit.files.length <= largestChangeSet && !isBot(commit))
}

function isBot({author, email = ''}: Commit): boolean {
  return botName.test(author) || botAddress.test(email)
}

/** In how many commits each file changed. */
export function countRevisions(commits: readonly Commit[]): ReadonlyMap<string, number> {
  const revisions = new Map<string, number>()
  for (const {files} of commits) for (const file of files) revisions.set(file, (revisions.get(file) ?? 0) + 1)
  return revisions
}
