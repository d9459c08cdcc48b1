import type {Node} from '@oxc-project/types'
import {callName, isCall, receiverOf} from '../../../syntax/call-name.ts'
import {isFunction} from '../../../syntax/is-function.ts'
import {propertyName} from '../../../syntax/property-name.ts'
import {rootOf} from '../../../syntax/root-of.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {type Candidate, defineDetector} from '../define-detector.ts'
import {contains} from '../machinery/awaits.ts'
import type {Code} from '../machinery/code.ts'
import {dropped, type Judged, located, seen, survived} from '../machinery/detection.ts'

/**
 * `list.splice(list.indexOf(x), 1)` without a test for -1.
 *
 * When `x` is not in the list, `splice(-1, 1)` takes the last element out instead (ECMA-262, Array.prototype.splice:
 * a negative start counts from the end). At most one candidate for each call of `splice`.
 */
export default defineDetector({
  id: 'unchecked-splice-index',
  code: 'I8',
  category: 'idempotency',
  precision: 'A',
  kills: {
    tested: 'Is the index tested, or what `splice` took out looked at?',
    present: 'Is the element proven to be in the list?',
    'own-list': 'Is the list one that a second removal does not meet, such as a local one?',
    'runs-once': 'Does the removal run exactly once after the insert?'
  },
  judge: judgeModule
})

type Kill = 'tested' | 'present' | 'own-list' | 'runs-once'

/** A removal by a searched index. */
interface Removal {
  readonly splice: Node & {type: 'CallExpression'}
  readonly search: Node & {type: 'CallExpression'}
  readonly list: Node
  /** The variable that holds the index, when there is one. */
  readonly index: Node | undefined
}

function judgeModule(code: Code): Judged[] {
  return code.nodes('CallExpression').flatMap(splice => {
    const removal = removalAt(code, splice)
    return removal ? [judge(code, removal)] : []
  })
}

function removalAt(code: Code, splice: Node & {type: 'CallExpression'}): Removal | undefined {
  const list = receiverOf(splice)
  const [start, count] = splice.arguments
  if (callName(splice) !== 'splice' || !list || !start || !count) return undefined
  if (count.type === 'Literal' && count.value === 0) return undefined
  const search = searchOf(code, unwrap(start))
  const searched = search && receiverOf(search)
  if (!search || !searched || code.text(searched) !== code.text(list)) return undefined
  return {splice, search, list, index: unwrap(start) === search ? undefined : start}
}

/** The `indexOf` or `findIndex` call that an expression is, or that its only write gives. */
function searchOf(code: Code, node: Node): (Node & {type: 'CallExpression'}) | undefined {
  if (isCall(node))
    return /^(?:indexOf|lastIndexOf|findIndex|findLastIndex)$/.test(callName(node) ?? '') ? node : undefined
  if (node.type !== 'Identifier') return undefined
  const binding = code.bindingOf(node)
  const writes = binding?.uses.filter(use => use.write) ?? []
  const declarator = binding?.definitions[0]?.node
  if (writes.length !== 1 || declarator?.type !== 'VariableDeclarator' || !declarator.init) return undefined
  return searchOf(code, unwrap(declarator.init))
}

function judge(code: Code, removal: Removal): Judged {
  const drop = (kill: Kill, reason: string) => dropped(code, removal.splice, kill, reason)
  const test = testOfIndex(code, removal)
  if (test) return drop('tested', `the index is tested at ${code.at(test)}`)
  const result = resultUse(code, removal.splice)
  if (result) return drop('tested', `what was taken out is looked at, at ${code.at(result)}`)
  const presence = presenceProof(code, removal)
  if (presence) return drop('present', presence)
  if (!outlives(code, removal))
    return drop(
      'own-list',
      `${code.show(removal.list)} does not outlive the call, and who calls does not choose the element`
    )
  const once = runsOnce(code, removal)
  if (once) return drop('runs-once', once)
  return describe(code, removal)
}

/** Any use of the index variable besides this `splice`: in a condition, or as an operand. */
function testOfIndex(code: Code, {index, splice}: Removal): Node | undefined {
  if (!index) return undefined
  const uses = code.bindingOf(index)?.uses.filter(use => use.read && !contains(splice, use.identifier)) ?? []
  return uses.map(use => use.identifier).find(identifier => isTest(code, identifier))
}

function isTest(code: Code, identifier: Node): boolean {
  const parent = code.parentOf(identifier)
  if (!parent) return false
  if (parent.type === 'BinaryExpression' || parent.type === 'LogicalExpression') return true
  if (parent.type === 'UnaryExpression') return parent.operator === '~' || parent.operator === '!'
  return (
    (parent.type === 'IfStatement' || parent.type === 'ConditionalExpression') && parent.test === identifier
  )
}

/** Where the removed elements go: a variable, a comparison, one of their properties. A `return` only hands them on. */
function resultUse(code: Code, splice: Node): Node | undefined {
  const parent = code.parentOf(splice)
  if (!parent) return undefined
  if (parent.type === 'VariableDeclarator' || parent.type === 'AssignmentExpression') return parent
  if (parent.type === 'MemberExpression' || parent.type === 'BinaryExpression') return parent
  return undefined
}

function presenceProof(code: Code, removal: Removal): string | undefined {
  const {search, list} = removal
  const element = search.arguments[0]
  const listText = code.text(list)
  for (const ancestor of code.ancestorsOf(removal.splice)) {
    const condition = conditionOf(ancestor)
    if (condition && !contains(condition, removal.splice) && asksFor(code, condition, listText))
      return `its presence is asked for at ${code.at(condition)}`
    if (ancestor.type === 'ForOfStatement' && mentionsList(code, ancestor.right, listText))
      return `it comes from the list itself at ${code.at(ancestor)}`
    if (isCall(ancestor) && isIterationOf(code, ancestor, listText))
      return `it comes from the list itself at ${code.at(ancestor)}`
  }
  return earlyExit(code, removal, listText) ?? (element ? elementOfList(code, element, listText) : undefined)
}

function conditionOf(node: Node): Node | undefined {
  if (node.type === 'IfStatement' || node.type === 'ConditionalExpression' || node.type === 'WhileStatement')
    return node.test
  return node.type === 'LogicalExpression' ? node.left : undefined
}

/** A condition that searches the same list: `list.includes(x)`, `list.indexOf(x) >= 0`, `list.some(…)`. */
function asksFor(code: Code, condition: Node, listText: string): boolean {
  return searchesIn(code, condition).some(
    call => withoutAlias(code.text(receiverOf(call) ?? call)) === withoutAlias(listText)
  )
}

/** `this.list` for `self.list` and `_this.list`. */
function withoutAlias(text: string): string {
  return text.replace(/^(?:_this|self|_self|that)\./, 'this.')
}

function searchesIn(code: Code, node: Node): (Node & {type: 'CallExpression'})[] {
  return code
    .nodes('CallExpression')
    .filter(
      call =>
        contains(node, call) &&
        /^(?:includes|indexOf|lastIndexOf|some|find|findIndex|has)$/.test(callName(call) ?? '')
    )
}

function mentionsList(code: Code, node: Node, listText: string): boolean {
  const text = code.text(node)
  return text === listText || text.startsWith(`${listText}.`) || text.includes(`...${listText}`)
}

function isIterationOf(code: Code, call: Node & {type: 'CallExpression'}, listText: string): boolean {
  const receiver = receiverOf(call)
  if (!receiver || !/^(?:forEach|map|filter|some|every|reduce|find)$/.test(callName(call) ?? '')) return false
  return mentionsList(code, receiver, listText) || code.text(receiver).startsWith(`[...${listText}`)
}

/** An `if` before the removal that leaves when the list does not hold the element. */
function earlyExit(code: Code, {splice}: Removal, listText: string): string | undefined {
  const fn = code.functionOf(splice)
  const statement = code
    .nodes('IfStatement')
    .find(
      one =>
        one.end <= splice.start &&
        code.functionOf(one) === fn &&
        /^(?:\{\s*)?(?:return|throw|continue|break)\b/.test(code.text(one.consequent)) &&
        asksFor(code, one.test, listText)
    )
  return statement && `its absence leaves at ${code.at(statement)}`
}

/** Whether the searched element was taken from the list: `list[0]`, `list.find(…)`, `list.at(-1)`. */
function elementOfList(code: Code, element: Node, listText: string): string | undefined {
  const node = unwrap(element)
  if (node.type !== 'Identifier') return undefined
  const definition = code.bindingOf(node)?.definitions[0]
  const declarator = definition?.node
  if (declarator?.type !== 'VariableDeclarator') return undefined
  const source = declarator.init ?? iteratedBy(code, declarator)
  if (!source || !mentionsList(code, unwrap(source), listText)) {
    const isElement = source && code.text(source).startsWith(`${listText}[`)
    return isElement ? `it was taken from the list at ${code.at(declarator)}` : undefined
  }
  return `it was taken from the list at ${code.at(declarator)}`
}

function iteratedBy(code: Code, declarator: Node): Node | undefined {
  const declaration = code.parentOf(declarator)
  const loop = declaration && code.parentOf(declaration)
  return loop?.type === 'ForOfStatement' ? loop.right : undefined
}

/**
 * A removal in a callback of a promise, or behind a flag of its own, where the enclosing function pushed the element.
 * A returned function without such a flag may be called twice.
 */
function runsOnce(code: Code, {splice, list}: Removal): string | undefined {
  const fn = code.functionOf(splice)
  if (!fn) return undefined
  const listText = code.text(list)
  const isSettled = isSettledOnce(code, fn)
  const outer = code.functionOf(fn)
  const pushed = (scope: Node) =>
    code
      .nodes('CallExpression')
      .find(
        one =>
          contains(scope, one) &&
          /^(?:push|unshift)$/.test(callName(one) ?? '') &&
          code.text(receiverOf(one) ?? one) === listText
      )
  const push = pushed(outer ?? code.ast.program)
  if (isSettled && push) return `it was pushed at ${code.at(push)}, and a promise settles once`
  const samePush = pushed(fn)
  if (samePush && samePush.end <= splice.start)
    return `it was pushed at ${code.at(samePush)}, in the same function`
  const insider = outer && push && privateHolder(code, outer)
  if (insider) return insider
  const flag = outer && ownFlag(code, fn, splice)
  return flag && push ? `a flag at ${code.at(flag)} lets it run once` : undefined
}

/** Whether a function is given to one promise only, in place or by its name: `p.then(f, f)`. */
function isSettledOnce(code: Code, fn: Node): boolean {
  const call = code.parentOf(fn)
  if (call?.type !== 'VariableDeclarator') return isCall(call) && isSettling(call)
  const uses = code.bindingOf(call.id)?.uses.filter(use => use.read) ?? []
  const [first, ...others] = uses.map(use => code.parentOf(use.identifier))
  return isCall(first) && isSettling(first) && others.every(other => other === first)
}

function isSettling(call: Node & {type: 'CallExpression'}): boolean {
  return /^(?:then|catch|finally|once)$/.test(callName(call) ?? '')
}

/** The enclosing function, when only its own class can get hold of what it hands out. */
function privateHolder(code: Code, outer: Node): string | undefined {
  const member = code.parentOf(outer)
  if (member?.type !== 'MethodDefinition' && member?.type !== 'PropertyDefinition') return undefined
  const isPrivate = /^#/.test(propertyName(member) ?? '') || member.accessibility === 'private'
  return isPrivate
    ? `\`${propertyName(member)}\`, which pushed it, hands the removal to its own class only`
    : undefined
}

/** `if (done) return` with `done = true` in the function, `done` being a variable outside of it. */
function ownFlag(code: Code, fn: Node, splice: Node): Node | undefined {
  if (!isFunction(fn)) return undefined
  return code.nodes('IfStatement').find(statement => {
    if (code.functionOf(statement) !== fn || statement.start > splice.start) return false
    const name = /^!?([\w$.#]+)$/.exec(code.text(statement.test))?.[1]
    return (
      name !== undefined &&
      code
        .nodes('AssignmentExpression')
        .some(write => code.functionOf(write) === fn && code.text(write.left) === name)
    )
  })
}

function describe(code: Code, {splice, search, list, index}: Removal): Candidate {
  const element = search.arguments[0]
  const isSought = /[iI]ndexOf$/.test(callName(search) ?? '')
  const shown = element && isSought && !isFunction(element) ? code.show(element) : 'the element'
  const shownList = code.show(unwrap(list))
  return {
    ...located(code, splice),
    startLine: code.line(index ? search : splice),
    resource: code.text(unwrap(list)).replace(/\s+/g, '').replaceAll('/', '.').slice(0, 60),
    title: `removing ${shown} twice takes another element out of ${shownList}`,
    failureMode: `when ${shown} is not in ${shownList}, the index is -1 and \`splice(-1, …)\` removes from the end: an element that belongs to somebody else.`,
    precondition: `the removal runs a second time, or for something that was never added or was already taken out.`,
    failurePath: [
      `\`${callName(search)}\` gives -1 (${code.at(search)}).`,
      `\`splice\` counts a negative start from the end (${code.at(splice)}).`,
      `The last element of ${shownList} is gone; ${shown} was not in it.`
    ],
    silence: '`splice` never throws, and its result is not looked at.',
    silent: true,
    evidence: [
      seen(code, search, `\`${callName(search)}\` may give -1`),
      seen(code, splice, 'used without a test')
    ],
    challenged: [
      survived('tested', 'no condition looks at the index'),
      survived('present', `nothing around it shows that ${shown} is in the list`),
      survived('own-list', `${shownList} is there for later calls too`),
      survived('runs-once', 'no flag or settled promise limits it to one run')
    ],
    likelihood: 2,
    spread: 2,
    // A list that came as an argument may be filled by the caller just before, and a class knows what it calls itself with.
    confidence: isParameter(code, rootOf(list)) || isInternal(code, splice) ? 'medium' : 'high',
    fix: `remove only when the index is not -1, or keep the elements in a \`Set\` and delete by identity.`,
    falsifiedBy: `a second removal of the same element that leaves ${shownList} as it was.`
  }
}

/** A list of `this`, of the module or of an enclosing function; or one of a parameter, with an element of another. */
function outlives(code: Code, {list, search}: Removal): boolean {
  const root = rootOf(list)
  if (root.type === 'ThisExpression') return true
  const binding = root.type === 'Identifier' ? code.bindingOf(root) : undefined
  if (!binding) return false
  if (binding.moduleLevel || binding.owner !== callOf(code, list))
    return binding.definitions[0]?.kind !== 'parameter'
  return isParameter(code, root) && parametersIn(code, search).some(name => code.bindingOf(name) !== binding)
}

/** The function around a node, callbacks that run at once for each element looked through. */
function callOf(code: Code, node: Node): Node | undefined {
  const fn = code.functionOf(node)
  const call = fn && code.parentOf(fn)
  const isAtOnce =
    isCall(call) && /^(?:forEach|map|filter|some|every|reduce|find)$/.test(callName(call) ?? '')
  return fn && isAtOnce ? callOf(code, fn) : fn
}

function parametersIn(code: Code, search: Node): Node[] {
  const fn = code.functionOf(search)
  return code
    .nodes('Identifier')
    .filter(node => contains(search, node) && isParameter(code, node) && code.bindingOf(node)?.owner === fn)
}

function isParameter(code: Code, node: Node): boolean {
  return code.bindingOf(node)?.definitions[0]?.kind === 'parameter'
}

/** Whether it stands in a method that only its own class calls. */
function isInternal(code: Code, node: Node): boolean {
  for (const ancestor of code.ancestorsOf(node))
    if (ancestor.type === 'MethodDefinition')
      return (
        ancestor.accessibility === 'private' ||
        ancestor.accessibility === 'protected' ||
        /^[#_]/.test(propertyName(ancestor) ?? '')
      )
  return false
}
