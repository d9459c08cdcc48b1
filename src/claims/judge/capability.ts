import type {Node} from '@oxc-project/types'
import type {ExternalUse, ModuleId} from '../../facts/facts.ts'
import {isShadowed} from '../../syntax/shadowing.ts'
import {walk} from '../../syntax/walk.ts'
import type {World} from '../world.ts'
import type {Breach} from './breach.ts'

/** Uses of something that is no module: the console, the file system, a call of a global. */
export interface CapabilityUse {
  readonly uses: readonly Breach[]
  /** What the code may reach it by, but need not. */
  readonly doubtful: readonly Breach[]
  /** Whether every module was parsed. */
  readonly complete: boolean
  /** Whether it is reached by imports. */
  readonly imported: boolean
}

interface Capability {
  /** Built-in modules and packages that are there for nothing else. */
  readonly modules?: RegExp
  /** Packages that may use it. */
  readonly doubtful?: RegExp
  /** Globals that stand for it. */
  readonly isUse?: (node: Node) => boolean
  /** Globals that may stand for it. */
  readonly isDoubtful?: (node: Node) => boolean
}

const member = (object: string, name?: string) => (node: Node) =>
  node.type === 'MemberExpression' &&
  node.object.type === 'Identifier' &&
  node.object.name === object &&
  (name === undefined ||
    (node.property.type === 'Identifier' && !node.computed && node.property.name === name))

const called = (name: string) => (node: Node) =>
  (node.type === 'CallExpression' || node.type === 'NewExpression') &&
  node.callee.type === 'Identifier' &&
  node.callee.name === name

const isNodeGlobal = (node: Node) =>
  ['process', 'Buffer'].some(name => member(name)(node)) ||
  (node.type === 'Identifier' && /^__(dirname|filename)$/.test(node.name))

const capabilities: Readonly<Record<string, Capability>> = {
  fs: {
    modules: /^(node:)?fs(\/|$)|^(fs-extra|graceful-fs)$/,
    doubtful:
      /glob|rimraf|chokidar|memfs|mkdirp|del$|find-up|locate|cosmiconfig|write-file|read-pkg|load-json|^(node:)?(module|child_process)$/
  },
  child_process: {
    modules: /^(node:)?child_process$/,
    doubtful: /^(execa|cross-spawn|node-pty|shelljs|zx|tinyexec)$/
  },
  'Node.js built-ins': {modules: /^node:/, isDoubtful: isNodeGlobal},
  network: {
    modules: /^(node:)?(https?|http2|net|tls|dgram)(\/|$)/,
    doubtful:
      /^(axios|got|node-fetch|undici|ws|ky|superagent|ofetch|socket\.io.*|@aws-sdk\/.*|openai)$|fetch|request/,
    isUse: node => ['fetch', 'WebSocket', 'XMLHttpRequest', 'EventSource'].some(name => called(name)(node))
  },
  'async / await': {isUse: isAsync, isDoubtful: member('Promise')},
  console: {isUse: member('console')}
}

/** Names of built-in modules that do nothing by themselves. */
const harmless = new Set(['STATUS_CODES', 'METHODS', 'constants'])

/** Looks for a capability in modules; undefined when the text names none that is known. */
export function findCapability(
  text: string,
  modules: ReadonlySet<ModuleId>,
  world: World
): CapabilityUse | undefined {
  const capability = capabilityOf(text)
  if (!capability) return undefined
  const {isUse, isDoubtful} = capability
  const uses = importsOf(capability.modules, modules, world)
  const doubtful = importsOf(capability.doubtful, modules, world)
  const imported = capability.modules !== undefined
  if (!isUse && !isDoubtful) return {uses, doubtful, complete: isParsed(modules, world), imported}
  const certain = usesIn(isUse, modules, world)
  const open = usesIn(isDoubtful, modules, world)
  return {
    uses: [...uses, ...certain.uses],
    doubtful: [...doubtful, ...open.uses],
    complete: certain.complete && open.complete,
    imported: imported && certain.uses.length === 0
  }
}

function capabilityOf(text: string): Capability | undefined {
  const bare = text.replace(/^node:/, '')
  if (Object.hasOwn(capabilities, bare)) return capabilities[bare]
  const [, object, name] = /^(console|process|window|document)(?:\.(\w+))?(?:\(\))?$/.exec(text) ?? []
  return object === undefined ? undefined : {isUse: member(object, name)}
}

function importsOf(pattern: RegExp | undefined, modules: ReadonlySet<ModuleId>, world: World): Breach[] {
  if (!pattern) return []
  return world.facts.externals
    .filter(use => !use.test && !use.typeOnly && modules.has(use.from) && pattern.test(use.name))
    .filter(use => !isHarmless(use))
    .map(({from, line, typeOnly, kind}) => ({path: from, line, typeOnly, kind}))
}

function isHarmless({names}: ExternalUse): boolean {
  return names.length > 0 && names.every(({imported}) => harmless.has(imported))
}

function isAsync(node: Node): boolean {
  if (node.type === 'AwaitExpression') return true
  const isFunction = ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'].includes(
    node.type
  )
  return isFunction && (node as {async?: boolean}).async === true
}

function isParsed(modules: ReadonlySet<ModuleId>, world: World): boolean {
  return [...modules].every(id => world.facts.module(id)?.syntaxErrors === 0)
}

function usesIn(
  isUse: ((node: Node) => boolean) | undefined,
  modules: ReadonlySet<ModuleId>,
  world: World
): {uses: Breach[]; complete: boolean} {
  const uses: Breach[] = []
  let complete = true
  if (isUse)
    for (const path of modules) {
      const ast = world.facts.ast(path)
      if (ast)
        walk(ast.program, (node, ancestors) => {
          if (isUse(node) && !isOwn(node, ancestors))
            uses.push({path, line: ast.lineOf(node.start), typeOnly: false})
        })
      else complete = false
    }
  return {uses, complete}
}

/** Whether the global's name means something else there. */
function isOwn(node: Node, ancestors: readonly Node[]): boolean {
  const name =
    node.type === 'MemberExpression' && node.object.type === 'Identifier'
      ? node.object.name
      : (node.type === 'CallExpression' || node.type === 'NewExpression') && node.callee.type === 'Identifier'
        ? node.callee.name
        : undefined
  return name !== undefined && isShadowed(name, ancestors)
}
