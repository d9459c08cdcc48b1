import type {CallExpression, Node} from '@oxc-project/types'
import {callName, isCall, receiverOf} from '../../../syntax/call-name.ts'
import {isExit} from '../../../syntax/is-exit.ts'
import type {FunctionNode} from '../../../syntax/is-function.ts'
import {propertyName} from '../../../syntax/property-name.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {type Candidate, type DetectorContext, defineDetector} from '../define-detector.ts'
import {contains, pausesBetween} from '../machinery/awaits.ts'
import type {Code} from '../machinery/code.ts'
import {dropped, type Judged, located, seen, survived, undecided} from '../machinery/detection.ts'
import {emptinessTests} from '../machinery/emptiness.ts'
import {concurrentEntry} from '../machinery/entry.ts'
import {lockAround} from '../machinery/guards.ts'
import {isPlace, type Place, placeOf, usesOf} from '../machinery/place.ts'
import {isEmptyValue} from '../machinery/writes.ts'

/**
 * What was true of shared state before an `await`, an `emit` or a callback, and is relied on after it.
 *
 * - `map.get(key).x` after a test of the same key, with a pause between, while entries are deleted elsewhere;
 * - `list.splice(index, 1)` with an index that was looked up before the pause, while the list shrinks elsewhere;
 * - `this.x.y` after `if (!this.x) return` and a pause, while another function empties `this.x`.
 *
 * At most one candidate for each function and place.
 */
export default defineDetector({
  id: 'stale-after-await',
  code: 'C7',
  category: 'concurrency',
  precision: 'B',
  kills: {
    'never-removed': 'Does nothing take it away elsewhere?',
    'looked-up-again': 'Is it tested again after the pause?',
    'single-entry': 'Can nothing else run while the function waits?',
    locked: 'Is a lock held around it?'
  },
  judge: judgeModule
})

type Kill = 'never-removed' | 'looked-up-again' | 'single-entry' | 'locked'

/** A fact that was found out, what may end it, and where it is relied on. */
interface Stale {
  readonly kind: 'key' | 'index' | 'field'
  readonly place: Place
  readonly fn: FunctionNode
  readonly known: Node
  readonly relied: Node
  readonly pause: Node
  /** `key` or `index`, as written. */
  readonly by: string
}

function judgeModule(code: Code, context: DetectorContext): Judged[] {
  const reported = new Set<string>()
  return [...staleKeys(code), ...staleIndexes(code), ...staleFields(code)].flatMap(stale => {
    const id = `${stale.fn.start} ${stale.place.text}`
    if (reported.has(id)) return []
    const judged = judge(code, context, stale)
    if (!('kill' in judged)) reported.add(id)
    return [judged]
  })
}

function judge(code: Code, context: DetectorContext, stale: Stale): Judged {
  const {fn, relied, known} = stale
  const drop = (kill: Kill, reason: string) => dropped(code, relied, kill, reason)
  const removal = removalOf(code, stale)
  if (!removal) return drop('never-removed', `nothing in the module takes ${what(stale)} away`)
  const again = testedAgain(code, stale)
  if (again) return drop('looked-up-again', `it is tested again at ${code.at(again)}`)
  const lock = lockAround(code, known)
  if (lock) return drop('locked', lock)
  const remover = code.functionOf(removal)
  const entry = remover && concurrentEntry(context, code, remover)
  if (!entry) return drop('single-entry', `no way was found to reach ${code.at(removal)} meanwhile`)
  if (remover === fn && !concurrentEntry(context, code, fn))
    return drop('single-entry', 'no way was found to call it twice at once')
  return describe(code, stale, removal, entry.reason, entry.sure)
}

/** A test or look-up of a key, a pause or an event, and the same look-up taken for granted. */
function staleKeys(code: Code): Stale[] {
  return code.nodes('MemberExpression').flatMap(member => {
    const relied = unwrap(member.object)
    if (member.optional || !isCall(relied) || callName(relied) !== 'get' || relied.optional) return []
    const map = receiverOf(relied)
    const [key] = relied.arguments
    const place = map && placeOf(code, map)
    const fn = code.functionOf(member)
    if (!place || place.lifetime === 'local' || !key || !fn) return []
    const by = code.text(key)
    const known = testsOf(code, fn, place, by).find(test => test.end <= relied.start)
    const pause = known && interruption(code, fn, known, relied)
    return known && pause ? [{kind: 'key' as const, place, fn, known, relied, pause, by}] : []
  })
}

/** `map.has(key)` and `map.get(key)` as a test, in source order. */
function testsOf(code: Code, fn: FunctionNode, place: Place, key: string): Node[] {
  return callsOn(code, place, /^(?:has|get)$/).filter(call => {
    const [argument] = call.arguments
    if (code.functionOf(call) !== fn || !argument || code.text(argument) !== key) return false
    return callName(call) === 'has' || isTest(code, call)
  })
}

function isTest(code: Code, node: Node): boolean {
  let child = node
  for (const ancestor of code.ancestorsOf(node)) {
    if (ancestor.type === 'IfStatement') return ancestor.test === child
    if (!['UnaryExpression', 'LogicalExpression', 'BinaryExpression'].includes(ancestor.type)) return false
    child = ancestor
  }
  return false
}

function callsOn(code: Code, place: Place, name: RegExp): CallExpression[] {
  return usesOf(code, place).flatMap(use => {
    const member = code.parentOf(use)
    const call = member && code.parentOf(member)
    if (
      member?.type !== 'MemberExpression' ||
      member.object !== use ||
      !isCall(call) ||
      call.callee !== member
    )
      return []
    return name.test(propertyName(member) ?? '') ? [call] : []
  })
}

const EMITS = /^(?:emit|dispatchEvent|publish|notify|callback|cb|done|next)$/

/** The first pause between two nodes, or the first call that runs what others have registered. */
function interruption(code: Code, fn: FunctionNode, from: Node, to: Node): Node | undefined {
  const [pause] = pausesBetween(code, fn, from, to)
  if (pause) return pause
  return code
    .nodes('CallExpression')
    .find(
      call =>
        call.start >= from.end &&
        call.end <= to.start &&
        code.functionOf(call) === fn &&
        EMITS.test(callName(call) ?? '')
    )
}

/** `const index = list.indexOf(x)`, a pause, and `list.splice(index, 1)`. */
function staleIndexes(code: Code): Stale[] {
  return code.nodes('CallExpression').flatMap(relied => {
    const list = receiverOf(relied)
    const [index] = relied.arguments
    if (callName(relied) !== 'splice' || !list || index?.type !== 'Identifier') return []
    const place = placeOf(code, list)
    const fn = code.functionOf(relied)
    const declared = code.bindingOf(index)?.definitions[0]?.node
    if (!fn || !place || place.lifetime === 'local' || declared?.type !== 'VariableDeclarator') return []
    const known = declared.init && unwrap(declared.init)
    const isLookUp =
      isCall(known) && /^(?:findIndex|indexOf|findLastIndex|lastIndexOf)$/.test(callName(known) ?? '')
    if (!isLookUp || !isPlace(code, receiverOf(known), place) || code.functionOf(known) !== fn) return []
    const [pause] = pausesBetween(code, fn, known, relied)
    return pause ? [{kind: 'index' as const, place, fn, known, relied, pause, by: index.name}] : []
  })
}

/** `if (!this.x) return`, a pause, and `this.x.y`. */
function staleFields(code: Code): Stale[] {
  return code.nodes('IfStatement').flatMap(statement => {
    const fn = code.functionOf(statement)
    if (!fn?.async) return []
    return emptinessTests(code, statement.test).flatMap(({target, empty}) => {
      const place = placeOf(code, target)
      const isShared = place && place.lifetime !== 'local' && place.lifetime !== 'closure'
      const region = place && filledRegion(code, statement, empty)
      if (!isShared || !region || isWrittenIn(code, fn, place)) return []
      return reliedOn(code, fn, place, statement, region)
    })
  })
}

function filledRegion(
  code: Code,
  statement: Node & {type: 'IfStatement'},
  empty: boolean
): ((node: Node) => boolean) | undefined {
  if (!empty) return node => contains(statement.consequent, node)
  const block = code.parentOf(statement)
  if (!isExit(statement.consequent) || !block) return undefined
  return node => contains(block, node) && node.start > statement.end
}

function reliedOn(
  code: Code,
  fn: FunctionNode,
  place: Place,
  statement: Node & {type: 'IfStatement'},
  region: (node: Node) => boolean
): Stale[] {
  for (const use of usesOf(code, place)) {
    const outer = outermost(code, use)
    const member = code.parentOf(outer)
    if (
      !region(use) ||
      code.functionOf(use) !== fn ||
      member?.type !== 'MemberExpression' ||
      member.object !== outer ||
      member.optional
    )
      continue
    const [pause] = pausesBetween(code, fn, statement.test, use)
    // `await this.x.y()` has read the field before it waits.
    if (!pause || contains(pause, use)) continue
    return [{kind: 'field', place, fn, known: statement.test, relied: member, pause, by: place.text}]
  }
  return []
}

function outermost(code: Code, node: Node): Node {
  const parent = code.parentOf(node)
  return parent && unwrap(parent) !== parent && parent.type !== 'ChainExpression'
    ? outermost(code, parent)
    : node
}

function isWrittenIn(code: Code, fn: FunctionNode, place: Place): boolean {
  return usesOf(code, place).some(use => code.functionOf(use) === fn && isWritten(code, use))
}

function isWritten(code: Code, use: Node): boolean {
  const parent = code.parentOf(use)
  return parent?.type === 'AssignmentExpression' && parent.left === use
}

const REMOVES = {key: /^(?:delete|clear)$/, index: /^(?:splice|shift|pop|unshift)$/} as const

/** Where the module takes away what is relied on; another function goes before the same one. */
function removalOf(code: Code, {kind, place, fn, relied}: Stale): Node | undefined {
  const removals: Node[] =
    kind === 'field'
      ? emptied(code, place)
      : [...callsOn(code, place, REMOVES[kind]), ...(kind === 'index' ? replaced(code, place) : [])]
  const others = removals.filter(one => one !== relied && code.functionOf(one) && !isConstructor(code, one))
  return (
    others.find(one => code.functionOf(one) !== fn) ??
    (kind === 'field' ? undefined : removals.find(one => code.functionOf(one) === fn))
  )
}

function emptied(code: Code, place: Place): Node[] {
  return usesOf(code, place).flatMap(use => {
    const parent = code.parentOf(use)
    const isEmptied =
      parent?.type === 'AssignmentExpression' && parent.left === use && isEmptyValue(parent.right)
    return isEmptied && unwrap(parent.right).type !== 'Literal'
      ? [parent]
      : isEmptied && code.text(parent.right) === 'null'
        ? [parent]
        : []
  })
}

function replaced(code: Code, place: Place): Node[] {
  return usesOf(code, place).flatMap(use => {
    const parent = code.parentOf(use)
    const isFiltered =
      isWritten(code, use) &&
      parent?.type === 'AssignmentExpression' &&
      /\.(?:filter|slice)\(/.test(code.text(parent.right))
    return isFiltered && parent ? [parent] : []
  })
}

function isConstructor(code: Code, node: Node): boolean {
  const fn = code.functionOf(node)
  const member = fn && code.parentOf(fn)
  return member?.type === 'MethodDefinition' && member.kind === 'constructor'
}

/** A later test of the same thing, before it is relied on. */
function testedAgain(code: Code, stale: Stale): Node | undefined {
  const {place, fn, pause, relied, kind, by} = stale
  const between = (node: Node) => node.start >= pause.start && node.end <= relied.start && node !== relied
  if (kind === 'key')
    return testsOf(code, fn, place, by).find(test => between(test) && !contains(test, pause))
  if (kind === 'index')
    return code.nodes('AssignmentExpression').find(one => between(one) && code.text(one.left) === by)
  return usesOf(code, place).find(
    use =>
      code.functionOf(use) === fn &&
      use.start >= pause.end &&
      between(use) &&
      (isTestedUse(code, use) || isTest(code, use))
  )
}

function isTestedUse(code: Code, use: Node): boolean {
  let child = use
  for (const ancestor of code.ancestorsOf(use)) {
    if (ancestor.type === 'ConditionalExpression' || ancestor.type === 'WhileStatement')
      return ancestor.test === child
    if (ancestor.type === 'LogicalExpression') return ancestor.left === child
    if (!['UnaryExpression', 'BinaryExpression'].includes(ancestor.type)) return false
    child = ancestor
  }
  return false
}

function what({kind, place, by}: Stale): string {
  if (kind === 'field') return `\`${place.text}\``
  return kind === 'key' ? `the entry \`${by}\` of \`${place.text}\`` : `elements of \`${place.text}\``
}

function describe(code: Code, stale: Stale, removal: Node, reason: string, sure: boolean): Candidate {
  const {kind, place, known, relied, pause, by, fn} = stale
  const isWait = pause.type !== 'CallExpression'
  const wait = isWait ? 'waits' : `runs ${code.show(pause)}`
  const crash =
    kind === 'index'
      ? `\`${by}\` then points to another element, and that one is removed`
      : `${code.show(relied)} then throws, as there is nothing`
  return {
    ...located(code, relied),
    startLine: Math.max(code.line(known), code.endLine(relied) - 30),
    symbol: code.symbolOf(relied),
    resource: place.name,
    title: `\`${code.symbolOf(relied)}\` relies on ${what(stale)} after it ${isWait ? 'has waited' : 'has told others'}`,
    failureMode: `what ${code.at(known)} found out about ${what(stale)} is relied on at ${code.at(relied)}, and in between the function ${wait}. ${code.at(removal)} may take it away meanwhile: ${crash}.`,
    precondition: `\`${code.symbolOf(removal)}\` runs while \`${code.symbolOf(relied)}\` ${isWait ? 'waits' : 'tells others'}; ${reason}.`,
    failurePath: [
      `${code.show(known)} finds ${what(stale)} (${code.at(known)}).`,
      `The function ${wait} (${code.at(pause)}).`,
      `${code.show(removal)} takes it away (${code.at(removal)}).`,
      `${code.show(relied)} relies on it (${code.at(relied)}).`
    ],
    silence:
      kind === 'index'
        ? 'the wrong element is removed, and no error says so.'
        : 'it throws a `TypeError`; where nobody handles the rejection, the process ends.',
    silent: kind === 'index',
    evidence: [
      seen(code, known, 'found out'),
      seen(code, pause, isWait ? 'the pause' : 'runs what others registered'),
      seen(code, removal, 'takes it away'),
      seen(code, relied, 'relied on')
    ],
    challenged: [
      survived('never-removed', `${code.at(removal)} takes it away`),
      survived('looked-up-again', `no test of it stands between ${code.at(pause)} and ${code.at(relied)}`),
      sure ? survived('single-entry', reason) : undecided('single-entry', reason),
      survived('locked', 'no lock stands around it')
    ],
    likelihood: 2,
    spread: place.lifetime === 'module' || place.lifetime === 'static' ? 2 : 1,
    confidence: sure && (kind !== 'field' || code.functionOf(removal) !== fn) ? 'medium' : 'low',
    fix:
      kind === 'index'
        ? `look the index up after the pause, in the same turn as the removal.`
        : `keep the value in a local variable before the pause, or test ${what(stale)} again after it.`,
    falsifiedBy: `a rule that keeps \`${code.symbolOf(removal)}\` from running in between.`
  }
}
