import type {Node} from '@oxc-project/types'
import {compareText, sortedUnique} from '../../../base/compare.ts'
import {stronglyConnected, toGraph} from '../../../base/graph.ts'
import type {ImportEdge, ModuleId} from '../../../facts/facts.ts'
import {type Candidate, type DetectorContext, defineDetector} from '../define-detector.ts'
import {type Code, codeOf} from '../machinery/code.ts'
import {dropped, type Judged, located, seen, survived} from '../machinery/detection.ts'
import {evaluationOrder} from '../machinery/evaluation-order.ts'
import {type LoadTimeUse, loadTimeUse} from '../machinery/load-time.ts'
import {loadedFirst} from '../machinery/loaded-first.ts'
import {functionOfBinding} from '../machinery/resolve.ts'

/**
 * A ring of imports in which one module needs another's binding while it is being loaded.
 *
 * Whether that works depends on which module of the ring is loaded first; the order is worked out for each of them
 * and for every entry point. At most one candidate for each importing module and needed binding.
 */
export default defineDetector({
  id: 'import-cycle-at-load',
  code: 'O1',
  category: 'ordering',
  precision: 'A',
  kills: {
    'used-later': 'Is the binding used only in functions that run after loading?',
    hoisted: 'Is the binding a function declaration, which exists before its module is evaluated?',
    'always-first': 'Is the needed module evaluated first from wherever the ring is entered?'
  },
  judgeWhole(context) {
    const graph = loadGraph(context)
    return graph.rings.flatMap(ring => onePerImport(judgeRing(context, graph, ring)))
  }
})

/** One dropped binding for each import statement and kill: a barrel hands on hundreds of names. */
function onePerImport(judged: readonly Judged[]): Judged[] {
  const seen = new Set<string>()
  return judged.filter(one => {
    const text = 'kill' in one ? `${one.path}:${one.line}:${one.kill}` : undefined
    if (text === undefined) return true
    if (seen.has(text)) return false
    seen.add(text)
    return true
  })
}

type Kill = 'used-later' | 'hoisted' | 'always-first'

interface LoadGraph {
  /** Rings of two modules or more, sorted members. */
  readonly rings: readonly (readonly ModuleId[])[]
  readonly edges: readonly ImportEdge[]
  /** Imports of a module that exist at run time, in source order. */
  importsOf(id: ModuleId): readonly ModuleId[]
}

function loadGraph(context: DetectorContext): LoadGraph {
  const hunted = new Set(context.modules)
  const edges = context.facts.imports.filter(
    edge => hunted.has(edge.from) && hunted.has(edge.to) && edge.from !== edge.to && existsAtRunTime(edge)
  )
  const byModule = new Map<ModuleId, ModuleId[]>()
  for (const edge of [...edges].sort((a, b) => compareText(a.from, b.from) || a.line - b.line)) {
    const targets = byModule.get(edge.from)
    if (targets) targets.push(edge.to)
    else byModule.set(edge.from, [edge.to])
  }
  const graph = toGraph(
    hunted,
    edges.map(edge => [edge.from, edge.to] as const)
  )
  return {
    edges,
    rings: stronglyConnected(graph).filter(members => members.length > 1),
    importsOf: id => byModule.get(id) ?? []
  }
}

/** Type-only edges are gone, and other kinds are followed while the code runs. */
function existsAtRunTime({kind, typeOnly}: ImportEdge): boolean {
  return !typeOnly && (kind === 'value' || kind === 'reexport')
}

function judgeRing(context: DetectorContext, graph: LoadGraph, ring: readonly ModuleId[]): Judged[] {
  const members = new Set(ring)
  const orders = new Map(
    entrancesOf(context, members).map(id => [id, evaluationOrder(id, graph.importsOf)] as const)
  )
  return graph.edges
    .filter(edge => edge.kind === 'value' && members.has(edge.from) && members.has(edge.to))
    .flatMap(edge => edge.names.map(name => ({edge, name})))
    .flatMap(({edge, name}) => {
      if (name.typeOnly || name.imported === '*') return []
      const home = homeOf(context, edge, name.imported)
      if (!home || !members.has(home.path) || home.path === edge.from) return []
      return judgeBinding(context, {edge, local: name.local, home, ring, orders, graph})
    })
}

/**
 * The modules by which a ring is entered: entry points, and those that a module outside of it imports. All of them
 * when nothing outside is known to. A ring behind one barrel has one way in, and so one order.
 */
function entrancesOf(context: DetectorContext, members: ReadonlySet<ModuleId>): ModuleId[] {
  const {imports} = context.facts
  const entered = [
    ...loadedFirst(context.facts).map(one => one.path),
    ...imports.filter(edge => !edge.typeOnly && !members.has(edge.from)).map(edge => edge.to)
  ].filter(id => members.has(id))
  return sortedUnique(entered.length > 0 ? entered : members)
}

/** The module and name of the declaration behind an imported name. */
function homeOf(context: DetectorContext, edge: ImportEdge, imported: string) {
  const id = context.facts.module(edge.to)?.exports.find(one => one.name === imported)?.symbol
  const symbol = id === undefined ? undefined : context.facts.symbol(id)
  return symbol && {path: symbol.path, name: symbol.name, kind: symbol.kind, line: symbol.startLine}
}

interface Binding {
  readonly edge: ImportEdge
  readonly local: string
  readonly home: {
    readonly path: ModuleId
    readonly name: string
    readonly kind: string
    readonly line: number
  }
  readonly ring: readonly ModuleId[]
  readonly orders: ReadonlyMap<ModuleId, ReadonlyMap<ModuleId, number>>
  readonly graph: LoadGraph
}

function judgeBinding(context: DetectorContext, binding: Binding): Judged[] {
  const ast = context.ast(binding.edge.from)
  if (!ast) return []
  const code = codeOf(ast)
  const at = importNode(code, binding.local)
  if (!at) return []
  const drop = (kill: Kill, reason: string) => [dropped(code, at, kill, reason)]
  const use = loadTimeUse(code, binding.local)
  if (!use) return drop('used-later', `\`${binding.local}\` is not needed while the module loads`)
  if (isHoisted(context, binding))
    return drop('hoisted', `\`${binding.home.name}\` is a function declaration`)
  const starts = [...binding.orders.keys()].filter(start => isTooEarly(binding, binding.orders.get(start)))
  if (starts.length === 0)
    return drop('always-first', `\`${binding.home.path}\` is evaluated first from every way into the ring`)
  return [describe(context, code, binding, use, starts)]
}

function importNode(code: Code, local: string): Node | undefined {
  return [...code.nodes('ImportSpecifier'), ...code.nodes('ImportDefaultSpecifier')].find(
    one => one.local.name === local
  )
}

function isHoisted(context: DetectorContext, {home}: Binding): boolean {
  if (home.kind !== 'function') return false
  const ast = context.ast(home.path)
  if (!ast) return true
  const declared = codeOf(ast)
    .nodes('FunctionDeclaration')
    .find(fn => codeOf(ast).symbolOf(fn) === home.name)
  const binding = declared?.id ? codeOf(ast).bindingOf(declared.id) : undefined
  return declared !== undefined && (!binding || functionOfBinding(binding) !== undefined)
}

/** Whether the importer is evaluated before the module that declares what it needs. */
function isTooEarly({edge, home}: Binding, order: ReadonlyMap<ModuleId, number> | undefined): boolean {
  const user = order?.get(edge.from)
  const needed = order?.get(home.path)
  return user !== undefined && needed !== undefined && user < needed
}

const WHAT: Readonly<Record<string, string>> = {
  extends: 'extends',
  decorator: 'is decorated with',
  call: 'calls',
  member: 'reads a property of'
}

function describe(
  context: DetectorContext,
  code: Code,
  binding: Binding,
  use: LoadTimeUse,
  starts: readonly ModuleId[]
): Candidate {
  const {edge, home, graph, local, ring} = binding
  const entries = loadedFirst(context.facts).map(one => one.path)
  const broken = [...new Set(entries)].filter(path =>
    isTooEarly(binding, evaluationOrder(path, graph.importsOf))
  )
  const start = starts.includes(home.path) ? home.path : (starts[0] ?? home.path)
  const holder = use.holder === 'module' ? 'module code' : `\`${use.holder}\``
  const doing = `${holder} ${WHAT[use.how] ?? 'needs'} \`${local}\``
  const other = ring.find(id => id !== edge.from) ?? home.path
  const many = ring.length > 2 ? `one ring of ${ring.length} modules` : `a ring of two with \`${other}\``
  return {
    ...located(code, use.node),
    resource: local,
    title: `loading \`${start}\` first breaks the import ring`,
    failureMode: `${doing} while \`${edge.from}\` is being evaluated, and that module stands in ${many}. When the ring is entered at \`${start}\`, \`${local}\` is not there yet: a ReferenceError, or an empty value in CommonJS output.`,
    precondition:
      broken.length > 0
        ? `the package is loaded through ${broken
            .slice(0, 2)
            .map(path => `\`${path}\``)
            .join(' or ')}.`
        : `\`${start}\` is loaded before the rest of the ring. It is imported from outside of it, so that reordered imports, a test or a bundle are enough.`,
    failurePath: [
      `\`${start}\` is loaded first and imports its way to \`${edge.from}\`.`,
      `\`${edge.from}\` imports \`${edge.to}\` (\`${edge.from}:${edge.line}\`), which leads back to a module that is not finished.`,
      `${doing} (${code.at(use.node)}) before \`${home.path}:${home.line}\` has run.`
    ],
    silence:
      broken.length > 0
        ? 'it is loud: loading throws.'
        : 'it works as long as every present way in happens to load the modules in the right order.',
    silent: false,
    evidence: [
      seen(code, use.node, `${WHAT[use.how] ?? 'needs'} \`${local}\` at load time`),
      {path: edge.from, line: edge.line, note: `imports it from \`${edge.to}\``},
      {path: home.path, line: home.line, note: `\`${home.name}\` is declared here`}
    ],
    challenged: [
      survived('used-later', `${code.at(use.node)} runs while the module loads`),
      survived('hoisted', `\`${home.name}\` is no function declaration`),
      survived(
        'always-first',
        `too early when entered at ${starts
          .slice(0, 3)
          .map(path => `\`${path}\``)
          .join(', ')}${starts.length > 3 ? ` and ${starts.length - 3} more` : ''}`
      )
    ],
    likelihood: broken.length > 0 ? 3 : 1,
    spread: 3,
    confidence: 'high',
    fix: `move \`${home.name}\`, or what it imports of the ring, into a module that imports nothing of it.`,
    falsifiedBy: `\`${start}\` imported alone in a fresh process without an error.`
  }
}
