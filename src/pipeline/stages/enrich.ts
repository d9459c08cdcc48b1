import {planArchitecture} from '../../artifacts/architecture/plan.ts'
import {readArchitecture} from '../../artifacts/architecture/read.ts'
import type {Problem} from '../../errors.ts'
import {readCodeOwners} from '../../repo/codeowners.ts'
import {type EnrichFindings, enrich} from '../../stages/enrich/index.ts'
import {type SplitRefuted, splitRefuted} from '../../stages/enrich/refuted.ts'
import {type Component, splitComponents} from '../../stages/map/component.ts'
import {findListings} from '../../stages/map/extension-points/listings.ts'
import type {StageResult} from '../../stages/result.ts'
import {oursOf} from '../both-sides.ts'
import {checkDocuments} from '../check.ts'
import {type CheckResult, heardClaims} from '../check-result.ts'
import {coverageLoss} from '../coverage-loss.ts'
import {readDesign, withoutBlocks, writeDesign} from '../detailed-design.ts'
import {requireArtifact} from '../require-artifact.ts'
import type {Session} from '../session.ts'
import {writeArtifact} from '../write-artifact.ts'

/** Blocks that are made from references and history. */
const ownBlocks = /^(?:flows$|confidence$|reach:|hotspots$|coupling$)/

/** The claims of ARCHITECTURE.md as it is to be written, and what else was found. */
export type EnrichOutcome = Pick<CheckResult, 'claims' | 'refuted'> & {readonly findings: EnrichFindings}

/** Judges ARCHITECTURE.md and adds what needs references, tests and history; stages both documents of the map. */
export function performEnrich(session: Session): StageResult<EnrichOutcome> {
  requireArtifact(session, 'ARCHITECTURE.md')
  const text = oursOf(session.store.read('ARCHITECTURE.md') ?? '')
  const committed = readArchitecture(text).value
  const history = session.history()
  const owners = readCodeOwners(session.repo)
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
    listings: listingsOf(session),
    readText: path => session.repo.read(path),
    ...(history ? {history} : {}),
    ...(owners ? {owners} : {})
  })
  const loss = coverageLoss(committed.confidence ?? [], value.architecture.confidence ?? [])
  const isLeft = (id: string) => loss.length > 0 && ownBlocks.test(id)
  const design = readDesign(session) ?? {title: committed.title.replace(/^Architecture\b/, 'Detailed design')}
  const write = (refuted: SplitRefuted) => {
    const own = {title: committed.title, ...value.architecture, ...refuted.architecture}
    return [
      ...writeArtifact(session, 'ARCHITECTURE.md', withoutBlocks(planArchitecture(own, ['enrich']), isLeft)),
      ...writeDesign(session, {...design, ...value.details, ...refuted.details}, isLeft)
    ]
  }
  const messages = write(splitRefuted(heardClaims(checked)))
  // The flows that were just added make claims, too; without them the next run would find what this one did not.
  const written = session.store.read('ARCHITECTURE.md') ?? text
  const final = written === text ? checked : judge(written, session)
  if (final !== checked) write(splitRefuted(heardClaims(final)))
  return {
    value: {...final, findings: value.findings},
    problems: [...problems, ...final.problems, ...toProblems(loss), ...messages]
  }
}

/** Every list of a folder that a source module holds. */
function listingsOf(session: Session) {
  const facts = session.facts()
  const sources = facts.modules.filter(({role}) => role === 'source').map(({id}) => id)
  return findListings(sources, facts).flatMap(({path, listedIn, members}) =>
    listedIn === undefined ? [] : [{path, listedIn, members}]
  )
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
