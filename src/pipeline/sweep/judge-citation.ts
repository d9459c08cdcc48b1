import type {TriageCitation} from '../../artifacts/triage-row.ts'
import type {Claim, Judgement} from '../../claims/claim.ts'
import {joinPath, parentOf} from '../../claims/join-path.ts'
import {judgeClaim} from '../../claims/judge.ts'
import type {World} from '../../claims/world.ts'
import type {CitedName} from './find-citations.ts'

/** Where an item stands. */
interface Site {
  readonly file: string
  readonly line: number
}

/**
 * Judges a citation as `check` would judge it in a document: a spec is a path, a decision a heading. Of an issue the
 * repository only knows whether a commit names it.
 */
export function judgeCitation(name: CitedName, site: Site, world: World): TriageCitation {
  const {verdict, reason, evidence, suggestion} = judgementOf(name, site, world)
  const [place] = evidence
  return {
    kind: name.kind,
    text: name.text,
    verdict,
    reason,
    ...(place ?? {}),
    ...(suggestion === undefined ? {} : {suggestion})
  }
}

function judgementOf(name: CitedName, site: Site, world: World): Judgement {
  if (name.kind === 'spec') return judgeClaim(claimOf('path', name.text, site), world)
  return name.kind === 'issue' ? judgeIssue(name, world) : judgeDecision(name, site, world)
}

function claimOf(kind: 'path' | 'link', subject: string, {file, line}: Site): Claim {
  return {doc: file, line, column: 1, kind, subject, places: [], heading: '', generated: false}
}

function judgeIssue({text}: CitedName, {history}: World): Judgement {
  const pattern = new RegExp(`(?<![\\w#])${text}(?!\\w)`)
  const commit = history?.commits.find(({subject}) => pattern.test(subject))
  const reason = commit ? `named by commit ${commit.hash.slice(0, 7)}` : 'no tracker is read'
  return {verdict: commit ? 'verified' : 'unverifiable', reason, evidence: []}
}

/** ctx folds old decisions into files by theme and archives them beside DECISIONS.md: they count as being there. */
function judgeDecision(name: CitedName, site: Site, world: World): Judgement {
  const {file: written = 'DECISIONS.md', anchor} = name
  const main = homesOf(written, site).find(path => world.repo.has(path))
  if (main === undefined)
    return name.file === undefined
      ? {verdict: 'unverifiable', reason: 'no DECISIONS.md', evidence: []}
      : judgeClaim(claimOf('path', written, site), world)
  if (anchor !== undefined) return judgeClaim(claimOf('link', `/${main}#${anchor}`, site), world)
  const places = [main, ...foldedFrom(main, world)].flatMap(path => headingIn(path, name, world))
  const [place] = places
  return place
    ? {verdict: 'verified', reason: 'exists', evidence: [place]}
    : {verdict: 'refuted', reason: 'no such heading', evidence: [{path: main, line: 1}]}
}

function homesOf(written: string, {file}: Site): string[] {
  const homes = [joinPath(parentOf(file), written), written, `.context/${written}`, `docs/${written}`]
  return homes.filter(path => path !== undefined)
}

function foldedFrom(main: string, {repo}: World): string[] {
  const folder = parentOf(main)
  const prefix = folder === '' ? '' : `${folder}/`
  const folded = /^(?:decisions\/|archive\/decisions?[-/]|decisions-).*\.md$/i
  return repo.files.filter(path => path.startsWith(prefix) && folded.test(path.slice(prefix.length)))
}

function headingIn(path: string, {date, title}: CitedName, world: World): {path: string; line: number}[] {
  const text = world.repo.read(path)
  const wanted = title === undefined ? undefined : plain(title)
  const found = world
    .anchors(text ?? '')
    .find(({id}) => (date === undefined ? plain(id).includes(wanted ?? '') : id.startsWith(date)))
  return found ? [{path, line: found.line}] : []
}

/** Letters and digits: a cited title is often cut short, and a slug has lost its signs. */
function plain(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
}
