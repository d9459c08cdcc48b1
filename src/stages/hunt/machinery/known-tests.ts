import type {Node} from '@oxc-project/types'
import {isExit} from '../../../syntax/is-exit.ts'
import type {FunctionNode} from '../../../syntax/is-function.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import type {Code} from './code.ts'

/**
 * The tests whose outcome is known where a node is evaluated, by their text: those of the branches it stands in, and
 * those of earlier statements of its blocks that leave when they hold. `!a`, `a && b` and `a || b` are taken apart.
 */
export function knownTests(code: Code, fn: FunctionNode, node: Node): ReadonlyMap<string, boolean> {
  const known = new Map<string, boolean>()
  let child = node
  for (const ancestor of code.ancestorsOf(node)) {
    if (ancestor === fn) break
    addOutcome(code, ancestor, child, known)
    child = ancestor
  }
  return known
}

/** The outcome of a test by the texts that are known. */
export function outcomeOf(code: Code, known: ReadonlyMap<string, boolean>, test: Node): boolean | undefined {
  const node = unwrap(test)
  const text = textOf(code, node)
  const outcome = known.get(text)
  if (outcome !== undefined) return outcome
  const opposite = known.get(flipped(text))
  return opposite === undefined ? otherValue(code, known, node) : !opposite
}

/** `x === 'b'` where `x === 'a'` is known. */
function otherValue(code: Code, known: ReadonlyMap<string, boolean>, test: Node): boolean | undefined {
  const pair = comparedValue(code, test)
  const value = pair && [...known.keys()].find(key => key.startsWith(`${pair.subject} is `))
  if (!pair || value === undefined) return undefined
  return (value === `${pair.subject} is ${pair.value}`) === pair.equal
}

/** A comparison with a literal. */
function comparedValue(code: Code, test: Node): {subject: string; value: string; equal: boolean} | undefined {
  if (test.type !== 'BinaryExpression' || !/^[!=]==?$/.test(test.operator)) return undefined
  const right = unwrap(test.right)
  if (right.type !== 'Literal') return undefined
  return {subject: textOf(code, test.left), value: textOf(code, right), equal: test.operator.startsWith('=')}
}

function addOutcome(code: Code, ancestor: Node, child: Node, known: Map<string, boolean>): void {
  if (ancestor.type === 'IfStatement' || ancestor.type === 'ConditionalExpression') {
    if (child === ancestor.consequent) addTest(code, ancestor.test, true, known)
    if (child === ancestor.alternate) addTest(code, ancestor.test, false, known)
  }
  if (ancestor.type === 'LogicalExpression' && child === ancestor.right && ancestor.operator !== '??')
    addTest(code, ancestor.left, ancestor.operator === '&&', known)
  if (ancestor.type === 'WhileStatement' && child === ancestor.body) addTest(code, ancestor.test, true, known)
  if (ancestor.type !== 'BlockStatement' && ancestor.type !== 'Program') return
  for (const statement of ancestor.body) {
    if (statement.start >= child.start) return
    if (statement.type === 'IfStatement' && !statement.alternate && isExit(statement.consequent))
      addTest(code, statement.test, false, known)
  }
}

function addTest(code: Code, test: Node, outcome: boolean, known: Map<string, boolean>): void {
  const node = unwrap(test)
  if (node.type === 'UnaryExpression' && node.operator === '!') {
    addTest(code, node.argument, !outcome, known)
    return
  }
  if (node.type === 'LogicalExpression' && node.operator === (outcome ? '&&' : '||')) {
    addTest(code, node.left, outcome, known)
    addTest(code, node.right, outcome, known)
    return
  }
  known.set(textOf(code, node), outcome)
  const compared = comparedValue(code, node)
  if (compared && compared.equal === outcome) known.set(`${compared.subject} is ${compared.value}`, true)
  // `typeof f === 'function'` and `x != null` say that the value is truthy enough for a plain test of it.
  const subject = outcome ? subjectOf(node) : undefined
  if (subject) known.set(textOf(code, subject), true)
}

function subjectOf(test: Node): Node | undefined {
  if (test.type !== 'BinaryExpression') return undefined
  const left = unwrap(test.left)
  if (/^===?$/.test(test.operator) && left.type === 'UnaryExpression' && left.operator === 'typeof')
    return /^['"](?:function|object)['"]$/.test(String((test.right as {raw?: string}).raw))
      ? left.argument
      : undefined
  return undefined
}

function textOf(code: Code, node: Node): string {
  return code.text(node).replace(/\s+/g, ' ')
}

/** The comparison that gives the opposite. */
function flipped(text: string): string {
  return text.replace(/ (===|!==|==|!=) /, (_, operator: string) =>
    operator.startsWith('!') ? ` =${operator.slice(1)} ` : ` !${operator.slice(1)} `
  )
}
