import type {Block, DocumentPlan} from '../artifacts/block.ts'
import {planDetailedDesign} from '../artifacts/detailed-design/plan.ts'
import {readDetailedDesign} from '../artifacts/detailed-design/read.ts'
import type {DetailedDesign} from '../artifacts/detailed-design.ts'
import {parseDocument} from '../artifacts/regions.ts'
import {removeGenerated} from '../artifacts/remove-generated.ts'
import type {Problem} from '../errors.ts'
import {oursOf} from './both-sides.ts'
import type {Session} from './session.ts'
import {designFolder} from './with-artifacts.ts'
import {writeArtifact} from './write-artifact.ts'

const mainName = 'DETAILED_DESIGN.md'

/** DETAILED_DESIGN.md with its parts, as staged so far. */
export function readDesign(session: Pick<Session, 'store' | 'folder'>): DetailedDesign | undefined {
  const texts = listFiles(session).map(name => oursOf(session.store.read(name) ?? ''))
  return texts.length === 0 ? undefined : readDetailedDesign(texts).value
}

/**
 * Stages the detailed design, in one file or in one for each component. The whole value is given, also the parts of
 * other stages, since the length of all of it decides. What a person wrote into a section moves with it.
 */
export function writeDesign(
  session: Session,
  value: DetailedDesign,
  leaves: (id: string) => boolean
): Problem[] {
  const folder = designFolder(session.folder)
  const present = listFiles(session)
  const plan = planDetailedDesign(value, ['map', 'enrich'], {wasSplit: present.length > 1, folder})
  const plans = new Map([
    [mainName, plan.main],
    ...[...plan.files].map(([name, part]) => [`${folder}/${name}`, part] as const)
  ])
  const found = readBlocks(session, present)
  const messages = [...plans].flatMap(([name, part]) =>
    writeArtifact(session, name, withMoved(withoutBlocks(part, leaves), name, found))
  )
  for (const name of present) if (!plans.has(name)) removePart(session, name)
  return messages
}

/** The plan without the blocks that `leaves` names: they stay in the document as they are. */
export function withoutBlocks(plan: DocumentPlan, leaves: (id: string) => boolean): DocumentPlan {
  const sections = plan.sections
    .map(section => ({...section, blocks: section.blocks.filter(({id}) => !leaves(id))}))
    .filter(({blocks, always}) => blocks.length > 0 || always)
  return {...plan, sections, owns: (kind, id) => !leaves(id) && plan.owns(kind, id)}
}

/** The main file first, then parts that hold something generated. */
function listFiles(session: Pick<Session, 'store' | 'folder'>): string[] {
  const {store} = session
  const parts = store.list(designFolder(session.folder)).filter(name => {
    const text = name.endsWith('.md') ? store.read(name) : undefined
    return text !== undefined && parseDocument(text).blocks.length > 0
  })
  return store.read(mainName) === undefined ? parts : [mainName, ...parts]
}

/** Where each block stands now, and its body. */
type Present = ReadonlyMap<string, {readonly file: string; readonly body: string}>

function readBlocks({store}: Session, files: readonly string[]): Present {
  return new Map(
    files.flatMap(file =>
      parseDocument(store.read(file) ?? '').blocks.map(({id, body}) => [id, {file, body}] as const)
    )
  )
}

/** The plan with a person's parts in the blocks that come from another file. `intro` is in every file its own. */
function withMoved(plan: DocumentPlan, file: string, present: Present): DocumentPlan {
  const {personal} = plan
  const carry = (block: Block): Block => {
    const old = present.get(block.id)
    if (block.id === 'intro' || !old || old.file === file) return block
    return {...block, body: personal.carry(block.kind, old.body, block.body)}
  }
  const sections = plan.sections.map(section => ({...section, blocks: section.blocks.map(carry)}))
  return {...plan, sections}
}

function removePart({store}: Session, name: string): void {
  const rest = removeGenerated(store.read(name) ?? '')
  if (/^\s*(?:# [^\n]*)?\s*$/.test(rest)) store.remove(name)
  else store.write(name, rest)
}
