import {isObject} from '../../repo/json.ts'
import type {Package} from '../../repo/layout.ts'
import {runFiles, wordsOf} from './run-files.ts'

/** Scripts call scripts; a ring of them ends here. */
const deepest = 4

/**
 * The files that a command runs in a package's folder, as written: its own, or those of the package script that it calls
 * (`npm start`, `yarn run serve`).
 */
export function filesOfCommand(command: string, pack: Package | undefined, depth = 0): string[] {
  const own = runFiles(command)
  if (own.length > 0 || depth === deepest) return own
  return command.split(/&&|\|\||[;|&\n]/).flatMap(part => {
    const script = scriptIn(part, pack)
    return script === undefined ? [] : filesOfCommand(script, pack, depth + 1)
  })
}

function scriptIn(command: string, pack: Package | undefined): string | undefined {
  const words = wordsOf(command).filter(word => !word.startsWith('-') && word !== 'exec')
  const [manager = '', first = '', second = ''] = words
  if (!['npm', 'pnpm', 'yarn', 'bun'].includes(manager) || hasOtherPlace(command)) return undefined
  const runs = first === 'run' || first === 'run-script'
  const name = runs ? second : first
  // Of npm's own words only these run a script of that name.
  if (!runs && manager === 'npm' && name !== 'start' && name !== 'test') return undefined
  const scripts = isObject(pack?.manifest.scripts) ? pack.manifest.scripts : {}
  const script = Object.hasOwn(scripts, name) ? scripts[name] : undefined
  return typeof script === 'string' ? script : undefined
}

/** Whether a flag names another package than the one at hand. */
function hasOtherPlace(command: string): boolean {
  return /(?:^|\s)(?:-w|--workspace|--prefix|-F|--filter|-C|--dir|--cwd|workspace|workspaces|-r|--recursive)(?:[=\s]|$)/.test(
    command
  )
}
