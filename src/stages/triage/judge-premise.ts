import {resolvePath} from '../../claims/resolve-path.ts'
import {type ClauseJudgement, judged} from './clause-judgement.ts'
import type {Context} from './context.ts'
import {findPath, findSnippet} from './find-other.ts'
import {code, type Finding} from './finding.ts'
import type {NamedObject} from './objects.ts'
import {clauseOf, type ParsedClause} from './parsed-clause.ts'
import {imperative} from './verbs.ts'

/**
 * Judges what a clause takes for granted: `path:line` anchors with a quoted snippet, and statements such as
 * "currently", "hardcoded", "exposes only". Undefined when it asserts nothing that can be looked for.
 *
 * A false premise makes the item stale; a true one means that the work is still open.
 */
export function judgePremise(parsed: ParsedClause, context: Context): ClauseJudgement | undefined {
  const anchor = parsed.objects.find(object => object.kind === 'path' && object.line !== undefined)
  if (!anchor && parsed.verb !== 'assert') return undefined
  const gone = anchor && goneAnchor(parsed, anchor, context)
  if (gone) return gone
  if (imperative.test(parsed.text) && !anchor) return undefined
  return (
    judgeSnippets(parsed, anchor, context) ??
    judgeOnlyCommands(parsed, context) ??
    judgeNames(parsed, context)
  )
}

function goneAnchor(
  parsed: ParsedClause,
  anchor: NamedObject,
  context: Context
): ClauseJudgement | undefined {
  if (findPath(anchor, context).state !== 'absent') return undefined
  const {history} = context.world
  const moved = history?.renames.get(anchor.text)
  if (moved)
    return judged(clauseOf(parsed, 'unknown'), `${code(anchor.text)} moved to ${code(moved)}`, {
      evidence: [{path: moved, line: 1, role: 'exists', object: anchor.text}]
    })
  return judged(clauseOf(parsed, 'contradicted'), `${code(anchor.text)} does not exist`, {
    stale: true,
    absent: true
  })
}

/** A snippet must be long enough to be found only where it is meant. */
function judgeSnippets(
  parsed: ParsedClause,
  anchor: NamedObject | undefined,
  context: Context
): ClauseJudgement | undefined {
  const snippets = parsed.objects.flatMap(object => {
    const text = object.written ?? (object.kind === 'snippet' ? object.text : '')
    return /[([{=]/.test(text) && !/…|\.\.\./.test(text) ? [{...object, kind: 'snippet' as const, text}] : []
  })
  const path = anchor && resolvePath(anchor.text, {doc: context.task.file}, context.world)?.path
  for (const snippet of snippets) {
    const finding = findSnippet(
      snippet,
      {paths: path === undefined ? [] : [path], ranges: [], missing: [], named: path !== undefined},
      context
    )
    if (finding.state === 'present') return holds(parsed, finding)
    const where = path === undefined ? 'in the sources' : `in ${code(path)}`
    if (anchor || finding.state === 'absent')
      return judged(clauseOf(parsed, 'contradicted'), `${code(snippet.text)} no longer stands ${where}`, {
        stale: true,
        absent: true,
        evidence: path === undefined ? [] : [{path, line: 1, role: 'absent', object: snippet.text}]
      })
  }
  return undefined
}

/** "`tool x` exposes only `create`" is false once `x` has a second command. */
function judgeOnlyCommands(parsed: ParsedClause, {index}: Context): ClauseJudgement | undefined {
  const only = /\bonly\s+((?:`[\w-]+`(?:,\s*|\s+and\s+)?)+)/i.exec(parsed.text)?.[1]
  const command = parsed.objects.find(object => object.kind === 'command')
  if (!only || !command) return undefined
  const group = command.text.split(/\s+/).at(-1)
  const named = new Set([...only.matchAll(/`([\w-]+)`/g)].map(match => match[1] ?? ''))
  const children = index.registrations.filter(
    entry => entry.kind === 'command' && entry.under.at(-1) === group
  )
  const evidence = children
    .slice(0, 3)
    .map(({path, line, name}) => ({path, line, role: 'registered' as const, object: name}))
  if (children.length === 0) return undefined
  const other = children.find(({name}) => !named.has(name))
  if (other)
    return judged(clauseOf(parsed, 'contradicted'), `${code(other.name)} is registered as well`, {
      stale: true,
      evidence
    })
  return judged(clauseOf(parsed, 'unmet'), 'the premise still holds: no other command is registered', {
    evidence,
    absent: true
  })
}

/** An asserted state of something that stands nowhere is false. */
function judgeNames(parsed: ParsedClause, {index, vocabulary}: Context): ClauseJudgement | undefined {
  if (parsed.verb !== 'assert') return undefined
  const gone = parsed.objects.find(
    object =>
      object.kind === 'symbol' &&
      object.code &&
      index.hitsOf(object.text.split('.').at(-1) ?? '').length === 0 &&
      !vocabulary.resembles(object.text)
  )
  return gone
    ? judged(clauseOf(parsed, 'contradicted'), `${code(gone.text)} stands nowhere`, {
        stale: true,
        absent: true
      })
    : undefined
}

function holds(parsed: ParsedClause, finding: Finding): ClauseJudgement {
  const state = finding.discriminating ? 'unmet' : 'unknown'
  return judged(clauseOf(parsed, state), `the premise still holds: ${finding.reason}`, {
    evidence: finding.evidence,
    absent: finding.discriminating
  })
}
