import {planArchitecture} from '../../artifacts/architecture/plan.ts'
import {readArchitecture} from '../../artifacts/architecture/read.ts'
import type {RefutedRow} from '../../artifacts/architecture.ts'
import type {Problem} from '../../errors.ts'
import {enrich, listRefuted} from '../../stages/enrich/index.ts'
import {type Component, splitComponents} from '../../stages/map/component.ts'
import type {StageResult} from '../../stages/result.ts'
import {oursOf} from '../both-sides.ts'
import {type CheckResult, checkDocuments, heardClaims} from '../check.ts'
import {coverageLoss} from '../coverage-loss.ts'
import {readDesign, withoutBlocks, writeDesign} from '../detailed-design.ts'
import {requireArtifact} from '../require-artifact.ts'
import type {Session} from '../session.ts'
import {writeArtifact} from '../write-artifact.ts'

/** Blocks that are made from references and history. */
const ownBlocks = /^(?:flows|confidence$|reach:)/

/** The claims of ARCHITECTURE.md as it is to be written. */
export type EnrichOutcome = Pick<CheckResult, 'claims' | 'refuted'>

/** Judges ARCHITECTURE.md and adds what needs references, tests and history; stages both documents of the map. */
export function performEnrich(session: Session): StageResult<EnrichOutcome> {
  requireArtifact(session, 'ARCHITECTURE.md')
  const text = oursOf(session.store.read('ARCHITECTURE.md') ?? '')
  const committed = readArchitecture(text).value
  const history = session.history()
  const checked = judge(text, session)
  const {value, problems} = enrich({
    facts: session.facts(),
    references: session.references(),
    impact: session.impact(),
    components: componentsOf(
      session,
      committed.components?.map(({path}) => path)
    ),
    judged: heardClaims(checked),
    ...(history ? {history} : {})
  })
  const loss = coverageLoss(committed.confidence ?? [], value.architecture.confidence ?? [])
  const isLeft = (id: string) => loss.length > 0 && ownBlocks.test(id)
  const write = (refuted: readonly RefutedRow[] | undefined) => {
    const own = {title: committed.title, ...value.architecture, ...(refuted ? {refuted} : {})}
    return writeArtifact(session, 'ARCHITECTURE.md', withoutBlocks(planArchitecture(own, ['enrich']), isLeft))
  }
  const design = readDesign(session) ?? {title: committed.title.replace(/^Architecture\b/, 'Detailed design')}
  const messages = [
    ...write(value.architecture.refuted),
    ...writeDesign(session, {...design, ...value.details}, isLeft)
  ]
  // The flows that were just added make claims, too; without them the next run would find what this one did not.
  const written = session.store.read('ARCHITECTURE.md') ?? text
  const final = written === text ? checked : judge(written, session)
  if (final !== checked) write(listRefuted(heardClaims(final)))
  return {value: final, problems: [...problems, ...final.problems, ...toProblems(loss), ...messages]}
}

function judge(text: string, session: Session): CheckResult {
  return checkDocuments(session, [{path: session.pathOf('ARCHITECTURE.md'), text}])
}

/** The rows of the code map, whoever wrote it; a document without one is split afresh. */
function componentsOf(session: Session, rows: readonly string[] | undefined): readonly Component[] {
  const {modules, layout} = session.facts()
  const sources = modules.filter(({role}) => role === 'source')
  return splitComponents(sources.length > 0 ? sources : modules, layout.packages, rows)
}

function toProblems(loss: readonly string[]): Problem[] {
  if (loss.length === 0) return []
  const subjects = loss.join(' and ').toLowerCase()
  return [
    {
      kind: 'less-coverage',
      message: `less ${subjects} than the committed documents were made from: what depends on it is left as it is`
    }
  ]
}
