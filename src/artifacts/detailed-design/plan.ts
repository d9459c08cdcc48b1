import {sortedUnique} from '../../base/compare.ts'
import type {Block, DocumentPlan} from '../block.ts'
import type {DetailedDesign} from '../detailed-design.ts'
import {toCodeSpan} from '../lines/code-span.ts'
import {toCyclesBody} from './cycles-body.ts'
import {toDetailBody} from './detail-body.ts'
import {enrichedBodies, isEnrichedId} from './enriched-bodies.ts'
import {filled} from './filled.ts'
import {toInvariantsBody} from './invariants-body.ts'
import {toKeyTypesBody} from './key-types-body.ts'
import {detailPersonal} from './personal.ts'
import {toReachBody} from './reach-body.ts'

/** Longer than this, each component gets a file of its own. */
const splitAboveLines = 600
/** Once split, it stays so until it is clearly shorter, else a document near the bound would flap. */
const joinBelowLines = 500

const leadingIds: ReadonlySet<string> = new Set(['key-types', 'cycles', 'invariants'])

/** Which stage writes a region. */
export type DetailOwner = 'map' | 'enrich'

const intro =
  'One section for each row of the code map. A purpose without its source and a `- **Notes**: …` line in a section are yours and are kept. The blast radius counts declarations, tests left out: d=1 is a lower bound, d=2 and d=3 are the next rings around what was found. Kinds are those of the imports. "Effects, direct" are the built-ins and globals that modules use themselves. "Tests" counts modules that a test file itself imports for values: none, some (less than half) or most.'

export interface DetailedDesignPlan {
  readonly main: DocumentPlan
  /** Plans of the files of their own by name (`src-hub.md`); empty when all stands in one file. */
  readonly files: ReadonlyMap<string, DocumentPlan>
}

/** The blocks of DETAILED_DESIGN.md that `stages` write, split into files when long. */
export function planDetailedDesign(
  value: DetailedDesign,
  stages: readonly DetailOwner[],
  options: {readonly wasSplit: boolean; readonly folder: string}
): DetailedDesignPlan {
  // Read back from files of their own, sections come in the order of file names: `src.md` after `src-hub.md`.
  const paths = sortedUnique([...(value.details ?? []), ...(value.reach ?? [])].map(({path}) => path))
  const blocks = componentBlocks(paths, value)
  const leading = [...leadingBlocks(value), ...enrichedBodies(value).map(([id, body]) => region(id, body))]
  const owns = (_kind: string, id: string) =>
    ownerOf(id) !== undefined && stages.includes(ownerOf(id) ?? 'map')
  const plan = (title: string, own: readonly Block[]): DocumentPlan => ({
    title,
    sections: [{heading: undefined, blocks: own.filter(({id}) => owns('region', id))}],
    owns,
    personal: detailPersonal
  })
  const lines = [...leading, ...blocks].reduce((sum, {body}) => sum + body.split('\n').length + 3, 0)
  if (lines <= (options.wasSplit ? joinBelowLines : splitAboveLines))
    return {main: plan(value.title, [region('intro', [intro]), ...leading, ...blocks]), files: new Map()}
  const files = paths.map(
    path =>
      [
        fileName(path),
        plan(
          `Detailed design: ${toCodeSpan(path)}`,
          blocks.filter(({id}) => pathOf(id) === path)
        )
      ] as const
  )
  const index = paths.map(path => `- [${toCodeSpan(path)}](${options.folder}/${fileName(path)})`)
  return {
    main: plan(value.title, [region('intro', [intro, '', ...index]), ...leading]),
    files: new Map(files)
  }
}

/** `src/hub` to `src-hub.md`; a name that two paths share does not arise from paths without dashes at their joints. */
export function fileName(path: string): string {
  const name = path === '.' ? 'root' : path.replaceAll('-', '--').replaceAll('/', '-')
  return `${name}.md`
}

/** The component that a region is about. */
export function pathOf(id: string): string {
  return id.slice(id.indexOf(':') + 1)
}

function componentBlocks(paths: readonly string[], {details = [], reach = []}: DetailedDesign): Block[] {
  const reachOf = new Map(reach.map(row => [row.path, row]))
  const detailOf = new Map(details.map(row => [row.path, row]))
  return paths.flatMap(path => {
    const detail = detailOf.get(path)
    const own = reachOf.get(path)
    return [
      ...(detail ? [region(`component:${path}`, toDetailBody(detail))] : []),
      ...(own ? [region(`reach:${path}`, toReachBody(own))] : [])
    ]
  })
}

/** What is said of the whole repository. */
function leadingBlocks({keyTypes, cycles, invariants}: DetailedDesign): Block[] {
  return [
    ...(filled(keyTypes) ? [region('key-types', toKeyTypesBody(keyTypes))] : []),
    ...(filled(cycles) ? [region('cycles', toCyclesBody(cycles))] : []),
    ...(filled(invariants) ? [region('invariants', toInvariantsBody(invariants))] : [])
  ]
}

function region(id: string, body: readonly string[]): Block {
  return {kind: 'region', id, body: body.join('\n').trimEnd()}
}

function ownerOf(id: string): DetailOwner | undefined {
  if (id === 'intro' || leadingIds.has(id) || id.startsWith('component:')) return 'map'
  return id.startsWith('reach:') || isEnrichedId(id) ? 'enrich' : undefined
}
