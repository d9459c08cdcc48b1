import type {ReachingTest} from '../../../artifacts/triage-row.ts'
import {resolvePath} from '../../../claims/resolve-path.ts'
import {type ClauseJudgement, judged} from '../clause-judgement.ts'
import type {Context} from '../context.ts'
import {symbolsAt} from '../find-symbol.ts'
import {code} from '../finding.ts'
import type {NamedObject} from '../objects.ts'
import {clauseOf, type ParsedClause} from '../parsed-clause.ts'
import {declarationsOf} from '../place.ts'

/** A test that was there before answers for a plain subject, not for a scenario. */
const scenario =
  /\b(?:that|when|where|covering|proving|which|verif\w*|for the case|regression|scenario|edge|exercises?|demonstrates?|ensures?|asserts?)\b|:\s/i
const stopWords = new Set(
  'a an the of for to in on at and or that when where with is are be by from tests test add new unit regression coverage covers cover write it its this'.split(
    ' '
  )
)

/** Met when a test that is not skipped reaches the subject; for a scenario its title must speak of it as well. */
export function judgeTestClause(parsed: ParsedClause, context: Context): ClauseJudgement {
  const file = parsed.objects.find(object => object.kind === 'path' && isTestPath(object.text))
  const resolved = file && resolvePath(file.text, {doc: context.task.file}, context.world)
  if (file && !resolved)
    return judged(clauseOf(parsed, 'unmet'), `${code(file.text)} does not exist`, {absent: true})
  const named = parsed.objects.filter(object => object !== file && object.kind !== 'message')
  const reached = named.map(object => ({object, ...reachOf(object, context)}))
  const unknownSubject = reached.find(({subjects, command}) => subjects === 0 && !command)
  if (reached.length === 0) return withoutSubject(parsed, resolved?.path, context)
  const missing = reached.find(
    ({object, subjects}) => object.kind === 'symbol' && subjects === 0 && isNowhere(object, context)
  )
  if (missing)
    return judged(clauseOf(parsed, 'unmet'), `${code(missing.object.text)} stands nowhere`, {absent: true})
  if (unknownSubject)
    return judged(
      clauseOf(parsed, 'unknown'),
      `${code(unknownSubject.object.text)} is nothing that a test reaches by import`
    )
  const inFile = (test: ReachingTest) => !resolved || test.path === resolved.path
  const lacking = reached.find(({tests}) => !tests.some(inFile))
  if (lacking)
    return judged(
      clauseOf(parsed, 'unmet'),
      `no test${file ? ` of ${code(file.text)}` : ''} reaches ${code(lacking.object.text)}`
    )
  const tests = reached.flatMap(({tests}) => tests.filter(inFile))
  if (scenario.test(parsed.text) && !tests.some(test => speaksOf(test, parsed.text, context)))
    return judged(clauseOf(parsed, 'unknown'), 'tests reach the subject, none is titled after the scenario', {
      tests
    })
  return judged(clauseOf(parsed, 'met'), 'a test reaches it', {
    tests,
    discriminating: true,
    evidence: tests.map(({path, line}) => ({path, line, role: 'referenced', object: named[0]?.text ?? ''}))
  })
}

/** `Add tests in x.test.ts`: the file is the work; that an older file exists shows nothing. */
function withoutSubject(parsed: ParsedClause, path: string | undefined, context: Context): ClauseJudgement {
  if (path === undefined)
    return judged(clauseOf(parsed, 'unknown'), 'names no subject that a test could reach')
  const bodies = context.reach.inFile(path)
  const [first] = bodies
  if (!first) return judged(clauseOf(parsed, 'unmet'), `${code(path)} holds no test that runs`)
  const prose = parsed.text.replace(/`[^`]*`|\S*[/.]\S+/g, ' ')
  const titled = bodies.find(body => shared(body.title, prose) >= 2)
  const created = /^(?:create|write|introduce)\b/i.test(parsed.text) && !scenario.test(parsed.text)
  const test = created ? first : titled
  if (!test) return judged(clauseOf(parsed, 'unknown'), `${code(path)} exists, which shows nothing by itself`)
  const reach = {path, line: test.line, chain: [path]}
  return judged(clauseOf(parsed, 'met'), `${code(path)} holds such a test`, {
    tests: [reach],
    discriminating: true,
    evidence: [{path, line: test.line, role: 'declared', object: path}]
  })
}

function reachOf(
  object: NamedObject,
  context: Context
): {tests: readonly ReachingTest[]; subjects: number; command: boolean} {
  if (object.kind === 'command' || object.kind === 'flag') {
    const words = object.text.split(/\s+/).slice(object.kind === 'command' ? 1 : 0)
    return {tests: context.reach.ofCommand(words), subjects: 0, command: true}
  }
  const subjects =
    object.kind === 'path'
      ? exportedOf(object, context)
      : object.kind === 'symbol'
        ? symbolsAt(declarationsOf(object.text, context), object.text, context)
        : []
  return {
    tests: subjects.flatMap(symbol => context.reach.ofSymbol(symbol)),
    subjects: subjects.length,
    command: false
  }
}

function exportedOf(object: NamedObject, {world, task}: Context) {
  const path = resolvePath(object.text, {doc: task.file}, world)?.path
  return world.facts.symbols.filter(symbol => symbol.path === path && symbol.exportedAs.length > 0)
}

function isNowhere(object: NamedObject, {index, vocabulary}: Context): boolean {
  const last = object.text.split('.').at(-1) ?? object.text
  return index.hitsOf(last).length === 0 && !vocabulary.resembles(object.text)
}

function speaksOf(test: ReachingTest, clause: string, {reach}: Context): boolean {
  const title = reach.inFile(test.path).find(({line}) => line === test.line)?.title ?? ''
  const words = wordsOf(title)
  return shared(title, clause) >= Math.max(2, Math.ceil(Math.min(words.size, wordsOf(clause).size) / 2))
}

function shared(left: string, right: string): number {
  const other = wordsOf(right)
  return [...wordsOf(left)].filter(word => other.has(word)).length
}

/** Lower-case word stems without the common ones: `clears` and `cleared` are one. */
export function wordsOf(text: string): Set<string> {
  const words = text.toLowerCase().match(/[a-z][a-z0-9]+/g) ?? []
  return new Set(words.filter(word => !stopWords.has(word)).map(word => word.replace(/(?:ing|ed|es|s)$/, '')))
}

function isTestPath(path: string): boolean {
  return /\.(?:test|spec)\.[cm]?[jt]sx?$|(?:^|\/)(?:tests?|__tests__|e2e)\//.test(path)
}
