import {execFileSync} from 'node:child_process'

/** Commits all that lies in the folder at a day; makes the repository first when there is none. Gives the hash. */
export function commitAll(folder: string, day: string, subject = 'All of it'): string {
  const date = `${day}T12:00:00Z`
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', ...args], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      env: {...process.env, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date}
    })
  git('init', '-q', '-b', 'main')
  git('add', '-A')
  git('commit', '-q', '-m', subject)
  return git('rev-parse', 'HEAD').trim()
}
