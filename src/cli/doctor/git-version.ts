import {execaSync} from 'execa'

/** `2.43.0`; undefined when there is no git on the path. */
export function gitVersion(): string | undefined {
  try {
    const {stdout} = execaSync('git', ['--version'], {timeout: 10_000, stdin: 'ignore', env: {LC_ALL: 'C'}})
    return /\d+(?:\.\d+)+/.exec(stdout)?.[0]
  } catch {
    // Whatever hinders git here hinders it everywhere else: then there is no history to read.
    return undefined
  }
}
