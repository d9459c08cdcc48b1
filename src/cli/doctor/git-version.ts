import {spawnSync} from 'node:child_process'
import process from 'node:process'

/** `2.43.0`; undefined when there is no git on the path, or it does not answer within ten seconds. */
export function gitVersion(): string | undefined {
  const {status, stdout} = spawnSync('git', ['--version'], {
    env: {...process.env, LC_ALL: 'C'},
    stdio: ['ignore', 'pipe', 'ignore'],
    encoding: 'utf8',
    timeout: 10_000,
    windowsHide: true
  })
  return status === 0 ? /\d+(?:\.\d+)+/.exec(stdout)?.[0] : undefined
}
