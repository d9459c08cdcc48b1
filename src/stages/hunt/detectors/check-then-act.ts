import type {CallExpression, Node} from '@oxc-project/types'
import {callName, isCall} from '../../../syntax/call-name.ts'
import {type Candidate, type DetectorContext, defineDetector} from '../define-detector.ts'
import {pausesOf} from '../machinery/awaits.ts'
import type {Code} from '../machinery/code.ts'
import {dropped, type Judged, located, seen, survived} from '../machinery/detection.ts'
import {concurrentEntry} from '../machinery/entry.ts'
import {
  catching,
  type FileCall,
  fileCalls,
  isExclusive,
  isForced,
  isUniquePath,
  pathText
} from '../machinery/file-checks.ts'
import {type FindCheck, findChecks} from '../machinery/find-checks.ts'
import {lockAround} from '../machinery/guards.ts'
import {tryAround} from '../machinery/promise-flow.ts'
import {type StoreCheck, storeChecks} from '../machinery/store-checks.ts'

/**
 * A check of something outside, a file or rows of a store, and an act that relies on it, with others able to act in between.
 *
 * - a lock or pid file that is looked for, and then written without `wx`: two processes both hold it;
 * - a shared directory that is removed after an `await`, with no tolerance for one that is gone;
 * - a count of rows that decides about a write of such rows, without a lock;
 * - rows that are looked for and made when they are missing, in two steps that nothing holds together.
 *
 * At most one candidate for each function and path, or count.
 */
export default defineDetector({
  id: 'check-then-act',
  code: 'C4',
  category: 'concurrency',
  precision: 'C',
  kills: {
    'own-path': 'Does each call or process have a path of its own?',
    tolerated: 'Does the act notice that somebody else was first, and handle it?',
    locked: 'Is a lock held around both?',
    'single-entry': 'Can no second one come in between?'
  },
  judge: judgeModule
})

type Kill = 'own-path' | 'tolerated' | 'locked' | 'single-entry'

function judgeModule(code: Code, context: DetectorContext): Judged[] {
  const files = fileCalls(code)
  return [
    ...lockFiles(code, files),
    ...sharedRemovals(code, context, files),
    ...storeChecks(code).map(check => judgeStore(code, context, check)),
    ...findChecks(code).map(check => judgeFind(code, context, check))
  ]
}

const LOCK = /lock(?!s?\.json|file_?version|-)|(?<![a-z])pid(?![a-z])|pid_?(?:file|path)|\.pid\b/i
const NO_LOCK = /pnpm-lock|package-lock|yarn\.?lock|bun\.lock|block|clock|lockfile\b.*(?:yaml|json)|unlock/i

/** A file named like a lock that is looked for, and written later in the same function. */
function lockFiles(code: Code, files: readonly FileCall[]): Judged[] {
  const reported = new Set<string>()
  const placeOf = ({call, path}: FileCall) => `${code.functionOf(call)?.start} ${code.text(path)}`
  const checks = firstByPlace(
    files.filter(({kind}) => kind === 'check'),
    placeOf
  )
  return files.flatMap(write => {
    const text = pathText(code, write.path)
    if (write.kind !== 'write' || !code.functionOf(write.call)) return []
    if (!LOCK.test(text) || NO_LOCK.test(text)) return []
    const place = placeOf(write)
    const check = checks.get(place)
    if (!check || check.call.start >= write.call.start || reported.has(place)) return []
    reported.add(place)
    return [judgeLockFile(code, check, write, text)]
  })
}

/** Of several calls with one place the first in the text. */
function firstByPlace(
  calls: readonly FileCall[],
  placeOf: (call: FileCall) => string
): ReadonlyMap<string, FileCall> {
  const first = new Map<string, FileCall>()
  for (const call of calls) {
    const place = placeOf(call)
    const known = first.get(place)
    if (!known || call.call.start < known.call.start) first.set(place, call)
  }
  return first
}

function judgeLockFile(code: Code, check: FileCall, write: FileCall, text: string): Judged {
  const drop = (kill: Kill, reason: string) => dropped(code, write.call, kill, reason)
  if (isExclusive(code, write.call)) return drop('tolerated', 'it is written only where it is not there')
  if (isUniquePath(text.replace(/pid\w*(?:File|Path)|\.pid\b|['"`][^'"`$]*['"`]/gi, '')))
    return drop('own-path', `the path ${code.show(write.path)} holds a part of its own`)
  const lock = lockAround(code, check.call)
  if (lock) return drop('locked', lock)
  const path = code.text(write.path)
  return {
    ...located(code, write.call),
    startLine: Math.max(code.line(check.call), code.endLine(write.call) - 40),
    ...common(code, check.call, write.call),
    resource: name(path),
    title: `two processes can both take the lock ${code.show(write.path)}`,
    failureMode: `${code.show(write.path)} is looked for, and written in a second step that succeeds even when it is there by then. Two processes that look at the same time both find it free, both write it, and both go on.`,
    precondition: 'two processes start at about the same time.',
    failurePath: [
      `Process A looks for ${code.show(write.path)} and may go on (${code.at(check.call)}).`,
      `Process B looks too, before A has written it, and may go on.`,
      `A writes it (${code.at(write.call)}).`,
      'B overwrites it: both run as if they were alone.'
    ],
    silence: 'both writes succeed; the file names the last one only.',
    evidence: [
      seen(code, check.call, 'the check'),
      seen(code, write.call, 'the write, with no exclusive flag')
    ],
    challenged: [
      survived('own-path', 'the path has no part that differs for each process'),
      survived('tolerated', `${code.show(write.call.callee)} is not asked to fail when the file is there`),
      survived('locked', 'no other lock stands around it'),
      survived('single-entry', 'another process needs no entry of this one')
    ],
    spread: 3,
    confidence: 'medium',
    fix: `create it with the flag \`wx\` in one step, and look at the old one only when that fails with \`EEXIST\`.`,
    falsifiedBy: 'two processes started in the same moment of which one gives way.'
  }
}

const SHARED = /te?mp|cache|lock|build|out|dist|work|stag|scratch/i

/** A directory that several calls share, removed after a pause in a way that throws when it is gone. */
function sharedRemovals(code: Code, context: DetectorContext, files: readonly FileCall[]): Judged[] {
  const reported = new Set<string>()
  return files.flatMap(one => {
    const fn = code.functionOf(one.call)
    const text = pathText(code, one.path)
    if (
      one.kind !== 'remove' ||
      !fn?.async ||
      !/^(?:rmdir|unlink|rm)(?:Sync)?$/.test(callName(one.call) ?? '')
    )
      return []
    if (!/Sync$/.test(callName(one.call) ?? '') && code.parentOf(one.call)?.type !== 'AwaitExpression')
      return []
    const isShared = text.includes('join(') || text.includes('resolve(')
    const isMadeHere = code.text(one.path) !== text && definedIn(code, one.path, fn)
    const id = `${fn.start} ${code.text(one.path)}`
    if (!isShared || !isMadeHere || !SHARED.test(text) || reported.has(id)) return []
    const pause = pausesOf(fn).find(each => each.end < one.call.start)
    const use = pause && usedBefore(code, one, pause)
    if (!pause || !use) return []
    reported.add(id)
    return [judgeRemoval(code, context, files, one, {text, use, pause})]
  })
}

/** Whether a path is made of other values in the function: one that came from outside has its owner there. */
function definedIn(code: Code, path: Node, fn: Node): boolean {
  const binding = path.type === 'Identifier' ? code.bindingOf(path) : undefined
  return (
    binding?.definitions[0]?.node.type === 'VariableDeclarator' &&
    (binding.owner === fn || binding.moduleLevel)
  )
}

function usedBefore(code: Code, {path, call}: FileCall, pause: Node): Node | undefined {
  const uses = code.bindingOf(path)?.uses ?? []
  return (
    uses.find(use => use.read && use.identifier.start < pause.end && code.functionOf(call) !== undefined)
      ?.identifier ?? uses.find(use => use.read && use.identifier.end < call.start)?.identifier
  )
}

function judgeRemoval(
  code: Code,
  context: DetectorContext,
  files: readonly FileCall[],
  one: FileCall,
  {text, use, pause}: {text: string; use: Node; pause: Node}
): Judged {
  const drop = (kill: Kill, reason: string) => dropped(code, one.call, kill, reason)
  const handled = catching(code, one.call)
  if (handled) return drop('tolerated', `what it throws is handled at ${code.at(handled)}`)
  if (isForced(one.call)) return drop('tolerated', 'it does not mind a path that is gone')
  if (isUniquePath(text)) return drop('own-path', `the path ${code.show(one.path)} holds a part of its own`)
  const lock = lockAround(code, one.call)
  if (lock) return drop('locked', lock)
  const fn = code.functionOf(one.call)
  const entry = fn && concurrentEntry(context, code, fn)
  if (!entry) return drop('single-entry', 'no way was found to call it twice at once')
  const fnName = code.symbolOf(one.call)
  const first = files.find(
    each =>
      each.kind === 'remove' &&
      code.functionOf(each.call) === fn &&
      code.text(each.path) === code.text(one.path)
  )
  const start = first?.call ?? one.call
  return {
    ...located(code, one.call),
    startLine: Math.max(code.line(start), code.line(one.call) - 20),
    ...common(code, use, one.call),
    resource: name(code.text(one.path)),
    title: `overlapping calls of \`${fnName}\` remove ${code.show(one.path)} under each other`,
    failureMode: `${code.show(one.path)} is the same for every call (${code.show(pathOf(code, one.path))}), and each call uses it, waits, and removes it. The call that ends first takes it from the others, and the removal of the next one throws, as it is gone.`,
    precondition: `two calls overlap, in one process or in two; ${entry.reason}.`,
    failurePath: [
      `Call A uses ${code.show(one.path)} (${code.at(use)}) and waits (${code.at(pause)}).`,
      `Call B ends meanwhile and removes it (${code.at(one.call)}).`,
      `A finds less in it than it has put there, and its own ${code.show(one.call)} throws (${code.at(one.call)}).`
    ],
    silence: 'the removal that fails rejects the whole call, although its work is done.',
    silent: false,
    evidence: [seen(code, pause, 'the pause'), seen(code, one.call, 'removes the shared path')],
    challenged: [
      survived('own-path', `${code.show(pathOf(code, one.path))} has no part that differs for each call`),
      survived('tolerated', 'neither a `catch` nor an option allows for a path that is gone'),
      survived('locked', 'no lock stands around it'),
      survived('single-entry', entry.reason)
    ],
    spread: 2,
    confidence: 'medium',
    fix: 'give each call a directory of its own (`mkdtemp`), or let the removal pass when the path is gone (`rm` with `force: true`, or `ENOENT` handled).',
    falsifiedBy: 'two overlapping calls that both end well.'
  }
}

function pathOf(code: Code, path: Node): Node {
  const definition = code.bindingOf(path)?.definitions[0]?.node
  return definition?.type === 'VariableDeclarator' && definition.init ? definition.init : path
}

function judgeStore(code: Code, context: DetectorContext, {count, test, write}: StoreCheck): Judged {
  const drop = (kill: Kill, reason: string) => dropped(code, write, kill, reason)
  const held = rowLock(code, count)
  if (held) return drop('locked', held)
  const handled = catching(code, write)
  if (handled?.handler && /unique|duplicate|conflict|P2002|23505/i.test(code.text(handled.handler)))
    return drop('tolerated', `a second one is noticed at ${code.at(handled.handler)}`)
  const fn = code.functionOf(count)
  const entry = fn && concurrentEntry(context, code, fn)
  if (!entry) return drop('single-entry', 'no way was found to call it twice at once')
  const act = callName(write) ?? 'write'
  return {
    ...located(code, write),
    startLine: Math.max(code.line(count), code.endLine(write) - 40),
    ...common(code, count, write),
    resource: `${callName(count)} before ${act}`,
    title: `overlapping calls of \`${code.symbolOf(write)}\` all pass the count before \`${act}\``,
    failureMode: `the rows are counted, the count decides, and \`${act}\` changes such rows in a second step. Calls that count at the same time all get the old number and all go on, so the bound that the count should keep is passed.`,
    precondition: `two calls overlap, in one process or in two; ${entry.reason}.`,
    failurePath: [
      `Call A counts (${code.at(count)}).`,
      'Call B counts before A has written, and gets the same number.',
      `Both pass ${code.show(test)} (${code.at(test)}).`,
      `Both run ${code.show(write)} (${code.at(write)}).`
    ],
    silence: 'each call is right by what it has counted.',
    evidence: [
      seen(code, count, 'the count, without a row lock'),
      seen(code, test, 'the decision'),
      seen(code, write, 'the dependent write')
    ],
    challenged: [
      survived('own-path', 'the rows are shared by all callers'),
      survived('tolerated', 'no failure of the write is taken as a sign of a second one'),
      survived('locked', 'the count asks for no lock, and none stands around it'),
      survived('single-entry', entry.reason)
    ],
    spread: 1,
    confidence: entry.sure ? 'medium' : 'low',
    fix: 'lock the rows with the count (`FOR UPDATE` or `lock` in the options) within one transaction, or let the store keep the bound by a constraint.',
    falsifiedBy: 'two overlapping calls of which the second sees what the first has written.'
  }
}

/** A row that is made because it was not found: two calls both find nothing. */
function judgeFind(code: Code, context: DetectorContext, {find, test, create}: FindCheck): Judged {
  const drop = (kill: Kill, reason: string) => dropped(code, create, kill, reason)
  const lock = rowLock(code, find) ?? lockAround(code, create)
  if (lock) return drop('locked', lock)
  const handled = tryAround(code, create)
  if (handled?.handler) return drop('tolerated', `what it throws is handled at ${code.at(handled.handler)}`)
  const fn = code.functionOf(find)
  const entry = fn && concurrentEntry(context, code, fn)
  if (!entry) return drop('single-entry', 'no way was found to call it twice at once')
  const act = callName(create) ?? 'create'
  return {
    ...located(code, create),
    startLine: Math.max(code.line(find), code.endLine(create) - 40),
    ...common(code, find, create),
    resource: `${callName(find)} before ${act}`,
    title: `overlapping calls of \`${code.symbolOf(create)}\` both find nothing and both \`${act}\``,
    failureMode: `rows are looked for, and ${code.show(create.callee)} makes what was not found in a second step. Calls that look at the same time all find nothing and all make their own: there are two where one was meant, or, where the store forbids it, the second call fails.`,
    precondition: `two calls for the same rows overlap, in one process or in two; ${entry.reason}.`,
    failurePath: [
      `Call A looks and finds nothing (${code.at(find)}).`,
      'Call B looks before A has written, and finds nothing either.',
      `Both pass ${code.show(test)} (${code.at(test)}).`,
      `Both run ${code.show(create.callee)} (${code.at(create)}).`
    ],
    silence: 'each call is right by what it has found.',
    evidence: [
      seen(code, find, 'the look-up'),
      seen(code, test, 'the decision'),
      seen(code, create, 'makes what was not found')
    ],
    challenged: [
      survived('own-path', 'the rows are shared by all callers'),
      survived('tolerated', 'the failure of a second one is not handled in the function'),
      survived('locked', 'neither a lock nor a serialisable transaction was seen around both'),
      survived('single-entry', entry.reason)
    ],
    spread: 1,
    confidence: entry.sure ? 'medium' : 'low',
    fix: 'make it one step: an upsert on a unique key, or a create whose conflict is caught and answered with the row that is there.',
    falsifiedBy: 'two overlapping calls for the same rows that leave one of them and both succeed.'
  }
}

function rowLock(code: Code, count: CallExpression): string | undefined {
  const locking = count.arguments.find(argument =>
    /\block\b|for_?update|serializable|isolationLevel/i.test(code.text(argument))
  )
  if (locking) return `the count takes a lock at ${code.at(locking)}`
  const around = lockAround(code, count)
  if (around && !/`transaction`/.test(around)) return around
  for (const ancestor of code.ancestorsOf(count))
    if (isCall(ancestor) && ancestor.arguments.some(one => /serializable/i.test(code.text(one).slice(-200))))
      return `the transaction at ${code.at(ancestor)} is serialisable`
  return undefined
}

/** What all three have in common. */
function common(code: Code, check: Node, act: Node): Pick<Candidate, 'symbol' | 'silent' | 'likelihood'> {
  return {symbol: code.symbolOf(act) || code.symbolOf(check), silent: true, likelihood: 2}
}

/** A resource name without slashes and breaks. */
function name(path: string): string {
  return path.replace(/[/\n\s]+/g, ' ').slice(0, 60)
}
