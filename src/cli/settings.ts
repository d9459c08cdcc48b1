import {existsSync, readFileSync} from 'node:fs'
import {join, resolve} from 'node:path'
import {GroundtruthError} from '../errors.ts'
import {type Baseline, baselineName, emptyBaseline} from '../pipeline/baseline.ts'
import {type Config, configName, defaultConfig} from '../pipeline/config.ts'

/**
 * The settings: those of `named` (relative to `cwd`), else of the file in the root, else the defaults. What reads them is
 * loaded when there are some: most repositories need none.
 */
export async function readConfig(root: string, named: string | undefined, cwd: string): Promise<Config> {
  const path = named === undefined ? join(root, configName) : resolve(cwd, named)
  if (existsSync(path)) {
    const {parseConfig} = await import('../pipeline/parse-config.ts')
    return parseConfig(readUtf8(path, named ?? configName), named ?? configName)
  }
  if (named === undefined) return defaultConfig
  throw new GroundtruthError('config/invalid', `Expected settings in ${named}, got no such file`, {
    hint: 'name an existing file with --config, or leave the flag out'
  })
}

/** What the team knows already; empty without a file. */
export async function readBaseline(root: string): Promise<Baseline> {
  const path = join(root, baselineName)
  if (!existsSync(path)) return emptyBaseline
  const {parseBaseline} = await import('../pipeline/parse-baseline.ts')
  return parseBaseline(readUtf8(path, baselineName))
}

function readUtf8(path: string, name: string): string {
  try {
    return new TextDecoder('utf-8', {fatal: true, ignoreBOM: true}).decode(readFileSync(path))
  } catch (cause) {
    throw new GroundtruthError(
      'config/invalid',
      `Expected ${name} to be a readable UTF-8 file, got ${reasonOf(cause)}`,
      {
        hint: 'save it as UTF-8 and see that it may be read',
        cause
      }
    )
  }
}

function reasonOf(cause: unknown): string {
  const code = (cause as NodeJS.ErrnoException | undefined)?.code
  if (code === 'EISDIR') return 'a folder'
  return code === undefined || code.startsWith('ERR_ENCODING') ? 'other bytes' : code
}
