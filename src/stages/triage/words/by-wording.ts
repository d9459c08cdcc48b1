import type {ReachingTest, TriageEvidence} from '../../../artifacts/triage-row.ts'
import {resolvePath} from '../../../claims/resolve-path.ts'
import {type ClauseJudgement, judged} from '../clause-judgement.ts'
import type {Context} from '../context.ts'
import {code} from '../finding.ts'
import {clauseOf, type ParsedClause} from '../parsed-clause.ts'
import {isPreserving} from '../verbs.ts'
import type {Match} from './best-passage.ts'
import {stemsOf} from './stems.ts'

/** Shares of a clause's words, by weight, from which a match says something. Set on labelled items. */
const least = {
  /** In what came with a commit that ticked the item, or with any commit when the item is ticked. */
  ticked: 0.2,
  /** In what came with a commit that cites an open item or works on its file. */
  cited: 0.3,
  /** In a test that came with it, for the clause to be tested. */
  tested: 0.35,
  /** The same for a clause after the first. */
  testedToo: 0.2,
  /** In the titles of any test, for a ticked item. */
  titled: 0.6,
  /** In the titles of a test that came after an open item. */
  titledLater: 0.8,
  /** In any declaration. */
  declared: 0.75
}

const leastWords = 3
/** Fewer files of another language, or less than one for four that are read, are scripts beside the work. */
const fewFiles = 3
const languages = /^\.?(?:sol|py|go|rs|java|kt|cs|rb|php|swift|c|cc|cpp|dart|ex|scala|clj|zig)$/
/** A short title is told of many things. */
const leastTitleWords = 5

/** In many passages some hold a few of the words by chance: each doubling over eight asks for so much more. */
const perDoubling = 0.06

function chanceOf(passages: number): number {
  return passages <= 8 ? 0 : perDoubling * Math.log2(passages / 8)
}

/**
 * Judges a clause that names nothing decisive by its words: the code and the tests that came with the commits that carried
 * the item out, else all of the code. What stood there before an open item was written shows nothing.
 *
 * @param first whether it is the item's first clause; the others may be tested by what tests that one
 */
export function judgeByWording(
  parsed: ParsedClause,
  judgement: ClauseJudgement,
  context: Context,
  first: boolean
): ClauseJudgement {
  if (judgement.clause.state !== 'unknown' || (isOldAndNew(parsed) && judgement.evidence.length > 0))
    return judgement
  const {story, task} = context
  const text = withoutPaths(parsed.text)
  const carried = story.carrying.length > 0 ? byCommits(parsed, text, judgement, context, first) : undefined
  if (carried || story.carrying.length > 0 || isOldAndNew(parsed)) return carried ?? judgement
  const words = new Set(stemsOf(text))
  if (words.size < leastWords) return judgement
  if (task.state === 'done' || story.claimed || isPreserving(parsed.text))
    return words.size > leastWords ? byAnything(parsed, text, judgement, context) : judgement
  return byLaterCode(parsed, text, judgement, context)
}

/** What is gone, or stands there in place of something, is no matter of words that are there. */
function isOldAndNew({verb}: ParsedClause): boolean {
  return verb === 'remove' || verb === 'replace'
}

/** Where something has to be is no word of what it is. */
function withoutPaths(text: string): string {
  return text.replace(
    /`?(?:[\w@.-]+\/)+[\w@.[\]-]*`?(?::\d+(?:-\d+)?)?|`?[\w-]+\.(?:[cm]?[jt]sx?|json|md|css)\b`?/g,
    ' '
  )
}

function placesOf({objects}: ParsedClause, {task, world}: Context): string[] {
  return objects
    .filter(({kind, part}) => kind === 'path' && part !== 'context')
    .flatMap(({text}) => resolvePath(text, {doc: task.file}, world)?.path ?? [])
}

function byCommits(
  parsed: ParsedClause,
  text: string,
  judgement: ClauseJudgement,
  context: Context,
  first: boolean
): ClauseJudgement | undefined {
  const {story, task, wording} = context
  const inTests = wording.inTests(text, story)
  const inCode = parsed.verb === 'test' ? undefined : wording.inCode(text, story)
  // A box that somebody has unticked is open again.
  const trusted = task.state === 'done'
  const places = placesOf(parsed, context)
  const base = (trusted ? least.ticked : least.cited) + chanceOf(wording.countOf(story))
  const named = wording.cameTo(places, story) || (trusted && parsed.verb === 'test')
  const enough = base / (named ? 2 : 1)
  const [best] = [inCode, inTests].filter(
    match => match !== undefined && match.covered >= enough && isOfWork(match, text)
  )
  if (!best) return undefined
  const tests =
    inTests && isTestedBy(inTests, parsed, first) ? [testOf(inTests, inCode)] : commandTests(parsed, context)
  return met(parsed, judgement, best, `came with ${story.reason}`, tests)
}

/** What a pipeline of continuous integration runs says nothing of what it runs. */
function isOfWork({passage}: Match, text: string): boolean {
  const isPipeline = /^\.(?:github|gitlab|circleci)\//.test(passage.path)
  return !isPipeline || /\b(?:ci|workflows?|pipelines?|actions?|deploy\w*|publish\w*)\b/i.test(text)
}

function isTestedBy({covered}: Match, {verb}: ParsedClause, first: boolean): boolean {
  return verb === 'test' || covered >= (first ? least.tested : least.testedToo)
}

/** Tests that run a command line which the clause names. */
function commandTests({objects}: ParsedClause, {reach}: Context): readonly ReachingTest[] {
  const words = objects.filter(({kind}) => kind === 'command').map(({text}) => text.split(/\s+/).slice(1))
  return words.filter(row => row.length > 0).flatMap(row => reach.ofCommand(row))
}

function byAnything(
  parsed: ParsedClause,
  text: string,
  judgement: ClauseJudgement,
  context: Context
): ClauseJudgement {
  const places = placesOf(parsed, context)
  if (places.length > 0) return judgement
  const {wording} = context
  const test = wording.anywhere(text, 'test')
  const inCode = parsed.verb === 'test' ? undefined : wording.anywhere(text, 'code')
  const titled = test && test.titled >= least.titled ? test : undefined
  const declared = inCode && inCode.strictly >= least.declared ? inCode : undefined
  const best = declared ?? titled
  if (!best) return judgement
  return met(parsed, judgement, best, 'speaks of it', titled ? [testOf(titled, declared)] : [])
}

/** Only what came after an open item was written counts, and a test's title has to say nearly the same. */
function byLaterCode(
  parsed: ParsedClause,
  text: string,
  judgement: ClauseJudgement,
  context: Context
): ClauseJudgement {
  const {wording, story} = context
  const since = story.fileSince
  const isLater = (match: Match) => (since === undefined ? undefined : wording.isNewer(match, since))
  const test = wording.anywhere(text, 'test')
  const long = text.split(/\s+/).filter(word => stemsOf(word).length > 0).length >= leastTitleWords
  if (long && test && test.titled >= least.titledLater && isLater(test) === true)
    return met(parsed, judgement, test, 'came later and is titled so', [testOf(test, undefined)])
  const inCode = wording.anywhere(text, 'code')
  const near = [test, inCode].find(
    match => match && Math.max(match.covered, match.titled) >= least.declared && isLater(match) !== false
  )
  // Without history what is there may be what is asked for.
  if (near || judgement.dated || (!story.tracked && judgement.evidence.length > 0)) return judgement
  if (wording.isAnnounced(text, since) || isUnread(context)) return judgement
  const reason = story.tracked
    ? 'no commit carries the item out, and nothing that came after it speaks of it'
    : 'no declaration and no test speaks of it'
  return judged(clauseOf(parsed, 'unmet'), reason, {
    evidence: judgement.evidence,
    subjects: judgement.subjects,
    commands: judgement.commands,
    behaviour: true
  })
}

/** Languages of which nothing is read may hold what is asked for. */
function isUnread({world}: Context): boolean {
  const {skipped, modules} = world.facts
  const many = Math.max(fewFiles, modules.length / 4)
  return skipped.some(({extension, files}) => files >= many && languages.test(extension))
}

function met(
  parsed: ParsedClause,
  judgement: ClauseJudgement,
  match: Match,
  why: string,
  tests: readonly ReachingTest[]
): ClauseJudgement {
  const {path, line} = match.passage
  const evidence: TriageEvidence = {path, line, role: 'referenced', object: match.shared.join(', ')}
  return {
    ...judgement,
    clause: clauseOf(parsed, 'met'),
    discriminating: true,
    behaviour: true,
    evidence: [evidence, ...judgement.evidence],
    subjects: tests.length > 0 ? [] : judgement.subjects,
    commands: tests.length > 0 ? [] : judgement.commands,
    tests,
    reason: `${code(`${path}:${line}`)} ${why}`
  }
}

function testOf({passage}: Match, inCode: Match | undefined): ReachingTest {
  return {
    path: passage.path,
    line: passage.line,
    chain: [passage.path, ...(inCode ? [`${inCode.passage.path}:${inCode.passage.line}`] : [])]
  }
}
