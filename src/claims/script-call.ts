/** A call of a package script, taken apart. */
export interface ScriptCall {
  readonly script: string
  /** The workspace that a flag names: a package name or folder. */
  readonly workspace?: string
  /** Whether the word can only be a script (`npm run x`); else it may be a program of that name (`yarn x`). */
  readonly certain: boolean
}

const flag =
  /^(?:(?:-w|--workspace|-F|--filter|--prefix|-C|--dir|--cwd)(?:=|\s+)(\S+)|workspace\s+(\S+)|--?[\w-]+(?:=\S+)?)\s+/

/** Reads `pnpm --filter pkg run build -- --watch` and its likes; undefined when no script is called. */
export function readScriptCall(text: string): ScriptCall | undefined {
  const [, manager = '', rest = ''] = /^(npm|pnpm|yarn|bun|nr)\s+(.*)$/s.exec(text.trim()) ?? []
  if (manager === '') return undefined
  const before = readFlags(rest)
  const run = /^(run|run-script)\s+/.exec(before.rest)
  const after = readFlags(run ? before.rest.slice(run[0].length) : before.rest)
  const script = /^[\w][\w:.@/-]*/.exec(after.rest)?.[0]
  if (script === undefined || /\.[mc]?[jt]sx?$/.test(script)) return undefined
  const named =
    before.workspace ?? after.workspace ?? /\s(?:-w|--workspace)(?:=|\s+)(\S+)/.exec(after.rest)?.[1]
  const workspace = named?.replace(/^["']|["']$/g, '')
  const certain = run !== null || manager === 'nr' || (manager === 'npm' && script === 'test')
  if (!certain && (manager === 'npm' || builtinCommands.has(script) || /[@/]/.test(script)))
    return npmShorthand(script, manager, workspace)
  return {script, certain, ...(workspace === undefined ? {} : {workspace})}
}

function npmShorthand(
  script: string,
  manager: string,
  workspace: string | undefined
): ScriptCall | undefined {
  if (manager !== 'npm' || !['start', 'stop', 'restart', 't'].includes(script)) return undefined
  return {
    script: script === 't' ? 'test' : script,
    certain: script !== 'restart',
    ...(workspace ? {workspace} : {})
  }
}

function readFlags(text: string): {rest: string; workspace?: string} {
  let rest = text.trim()
  let workspace: string | undefined
  for (let found = flag.exec(`${rest} `); found; found = flag.exec(`${rest} `)) {
    workspace ??= found[1] ?? found[2]
    rest = rest.slice(found[0].length).trim()
  }
  return {rest, ...(workspace === undefined ? {} : {workspace})}
}

/** Commands of pnpm, Yarn and Bun themselves, so no scripts. */
const builtinCommands = new Set(
  'add audit bin build cache ci config create dedupe deploy dlx doctor exec fetch help import info init install i link list licenses login logout ls node npm outdated owner pack patch pm policies prune publish rebuild remove rm root self-update set setup store tag team unlink up update upgrade upgrade-interactive version versions why workspace workspaces x'.split(
    ' '
  )
)
