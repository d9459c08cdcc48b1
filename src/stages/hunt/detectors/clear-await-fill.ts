import type {Node} from '@oxc-project/types'
import {callName, receiverOf} from '../../../syntax/call-name.ts'
import {isExit} from '../../../syntax/is-exit.ts'
import type {FunctionNode} from '../../../syntax/is-function.ts'
import {propertyName} from '../../../syntax/property-name.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {type Candidate, type DetectorContext, defineDetector} from '../define-detector.ts'
import {contains, pausesBetween, pausesOf} from '../machinery/awaits.ts'
import type {Code} from '../machinery/code.ts'
import {dropped, type Judged, located, seen, survived, undecided} from '../machinery/detection.ts'
import {concurrentEntry, type Entry} from '../machinery/entry.ts'
import {lockAround} from '../machinery/guards.ts'
import {commentNear, lower} from '../machinery/intent.ts'
import {isPlace, type Place, placeOf, usesOf} from '../machinery/place.ts'

/**
 * A shared collection that is emptied, and filled again only after an `await`.
 *
 * Who reads it in between finds nothing. At most one candidate for each collection and function.
 */
export default defineDetector({
  id: 'clear-await-fill',
  code: 'C2',
  category: 'concurrency',
  precision: 'A',
  kills: {
    unread: 'Does nobody else read the collection?',
    locked: 'Is a lock held around it?',
    waits: 'Do the readers wait before they read?',
    'first-time': 'Is it empty anyway, because the function runs once?'
  },
  judge: judgeModule
})

type Kill = 'unread' | 'locked' | 'waits' | 'first-time'

/** A collection that is emptied and filled in one function, with a pause between. */
interface Refill {
  readonly place: Place
  readonly fn: FunctionNode
  readonly clear: Node
  readonly pause: Node
  readonly fill: Node
}

function judgeModule(code: Code, context: DetectorContext): Judged[] {
  return refillsIn(code).map(refill => judge(code, context, refill))
}

function refillsIn(code: Code): Refill[] {
  const found: Refill[] = []
  for (const target of emptiedCollections(code)) {
    const place = placeOf(code, target)
    const fn = code.functionOf(target)
    if (!fn?.async || !place || place.lifetime === 'local' || isConstructor(code, fn)) continue
    if (found.some(one => one.fn === fn && isPlace(code, target, one.place))) continue
    const refill = refillAfter(code, place, fn, target)
    if (refill) found.push(refill)
  }
  return found
}

/** What a whole collection is taken from: `x.clear()`, `x.length = 0`, `x = []`, `x = new Map()`, `x = {}`. */
function emptiedCollections(code: Code): Node[] {
  const calls = code.nodes('CallExpression').flatMap(call => {
    const receiver = receiverOf(call)
    return callName(call) === 'clear' && call.arguments.length === 0 && receiver ? [receiver] : []
  })
  const writes = code.nodes('AssignmentExpression').flatMap(({operator, left, right}) => {
    const target = unwrap(left)
    if (operator !== '=') return []
    if (target.type === 'MemberExpression' && propertyName(target) === 'length')
      return code.text(right) === '0' ? [unwrap(target.object)] : []
    return isNewCollection(right) ? [target] : []
  })
  return [...calls, ...writes].sort((a, b) => a.start - b.start)
}

function isNewCollection(node: Node): boolean {
  const value = unwrap(node)
  if (value.type === 'ArrayExpression') return value.elements.length === 0
  if (value.type === 'ObjectExpression') return value.properties.length === 0
  if (value.type !== 'NewExpression' || value.arguments.length > 0) return false
  const callee = unwrap(value.callee)
  return callee.type === 'Identifier' && /^(?:Map|Set)$/.test(callee.name)
}

function refillAfter(code: Code, place: Place, fn: FunctionNode, clear: Node): Refill | undefined {
  for (const use of usesOf(code, place)) {
    if (use.start <= clear.end || code.functionOf(use) !== fn) continue
    const fill = fillAt(code, use)
    // What is put in before the first pause is the new content.
    const [pause] = fill ? pausesBetween(code, fn, clear, fill) : []
    if (fill && !pause) return undefined
    if (fill && pause && !isAloneIn(code, clear, fill)) return {place, fn, clear, pause, fill}
  }
  return undefined
}

/** Whether the clear stands in a branch that leaves, or that only runs after a failure. */
function isAloneIn(code: Code, clear: Node, fill: Node): boolean {
  let child = clear
  for (const ancestor of code.ancestorsOf(clear)) {
    if (contains(ancestor, fill))
      return ancestor.type === 'IfStatement' && ancestor.consequent === child && !contains(child, fill)
    if (ancestor.type === 'CatchClause' || ancestor.type === 'SwitchCase' || isExit(ancestor)) return true
    child = ancestor
  }
  return false
}

const FILLS = /^(?:set|add|push|unshift)$/

/** Where a use of a collection puts something in. */
function fillAt(code: Code, use: Node): Node | undefined {
  const member = code.parentOf(use)
  if (member?.type === 'AssignmentExpression')
    return member.left === use && !isNewCollection(member.right) ? member : undefined
  if (member?.type !== 'MemberExpression' || member.object !== use) return undefined
  const outer = code.parentOf(member)
  if (outer?.type === 'CallExpression' && outer.callee === member)
    return FILLS.test(propertyName(member) ?? '') ? outer : undefined
  return outer?.type === 'AssignmentExpression' && outer.left === member && member.computed
    ? outer
    : undefined
}

function judge(code: Code, context: DetectorContext, refill: Refill): Judged {
  const drop = (kill: Kill, reason: string) => dropped(code, refill.clear, kill, reason)
  const readers = readersOf(code, refill)
  if (readers.length === 0) return drop('unread', `no other function reads \`${refill.place.text}\``)
  const lock = lockAround(code, refill.clear)
  if (lock) return drop('locked', lock)
  const entry = concurrentEntry(context, code, refill.fn)
  if (!entry) return drop('first-time', 'nothing was found that calls it again')
  const [reader] = readers.filter(use => !waitsBefore(code, use))
  if (!reader) return drop('waits', 'each reader waits for something before it reads')
  return describe(code, refill, reader, entry)
}

/** Uses that look into the collection, in other functions. In source order. */
function readersOf(code: Code, {place, fn}: Refill): Node[] {
  return usesOf(code, place).filter(use => {
    const reader = code.functionOf(use)
    if (!reader || contains(fn, reader) || isConstructor(code, reader)) return false
    const parent = code.parentOf(use)
    if (parent?.type === 'AssignmentExpression' && parent.left === use) return false
    if (fillAt(code, use)) return false
    const name = parent?.type === 'MemberExpression' ? propertyName(parent) : undefined
    return !/^(?:clear|delete|set|add|push)$/.test(name ?? '')
  })
}

function isConstructor(code: Code, fn: FunctionNode): boolean {
  const parent = code.parentOf(fn)
  return parent?.type === 'MethodDefinition' && parent.kind === 'constructor'
}

function waitsBefore(code: Code, use: Node): boolean {
  const reader = code.functionOf(use)
  return reader !== undefined && pausesOf(reader).some(pause => pause.start < use.start)
}

function describe(code: Code, refill: Refill, reader: Node, entry: Entry): Candidate {
  const {place, fn, clear, pause, fill} = refill
  const text = place.text
  const stated = commentNear(code, clear, /empty|stale|on purpose|meanwhile|flash/i)
  const confidence = entry.sure ? 'high' : 'medium'
  const by = code.functionOf(reader)
  const name = (by && code.symbolOf(by)) ?? 'a reader'
  return {
    ...located(code, fn),
    startLine: code.line(clear),
    endLine: Math.min(code.endLine(fill), code.line(clear) + 55),
    resource: place.name,
    title: `\`${text}\` is empty while \`${code.symbolOf(clear)}\` waits`,
    failureMode: `\`${text}\` is emptied before an \`await\` and filled after it: whoever reads it in between finds nothing, and when what is waited for fails it stays so.`,
    precondition: `\`${name}\` runs while ${code.show(pause)} is not done; ${entry.reason}.`,
    failurePath: [
      `\`${text}\` is emptied (${code.at(clear)}).`,
      `The function waits: ${code.show(pause)} (${code.at(pause)}).`,
      `\`${name}\` reads \`${text}\` and finds it empty (${code.at(reader)}).`,
      `Only then is it filled (${code.at(fill)}).`
    ],
    silence:
      'an empty collection is a proper answer: the reader cannot tell it from one that is being filled.',
    silent: true,
    evidence: [
      seen(code, clear, `\`${text}\` is emptied`),
      seen(code, pause, 'the pause'),
      seen(code, fill, `\`${text}\` is filled`),
      seen(code, reader, `\`${text}\` is read`)
    ],
    challenged: [
      survived('unread', `\`${name}\` reads it at ${code.at(reader)}`),
      survived('locked', 'no lock stands around it'),
      entry.sure ? survived('first-time', entry.reason) : undecided('first-time', entry.reason),
      survived('waits', `nothing is waited for before ${code.at(reader)}`)
    ],
    likelihood: 2,
    spread: place.lifetime === 'module' || place.lifetime === 'static' ? 3 : 2,
    confidence: stated === undefined ? confidence : lower(confidence),
    fix: `gather what is new in a local variable, and put it into \`${text}\` in one go after the last \`await\`.`,
    falsifiedBy: `a read of \`${text}\` that gives the old content while the function waits.`
  }
}
