import type {Node, Statement} from '@oxc-project/types'
import {callName, isCall, receiverOf} from '../../../syntax/call-name.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {type Candidate, defineDetector} from '../define-detector.ts'
import {contains} from '../machinery/awaits.ts'
import type {Code} from '../machinery/code.ts'
import {dropped, type Judged, located, seen, survived} from '../machinery/detection.ts'
import {isPlace, type Place, placeOf, usesOf} from '../machinery/place.ts'
import {initialValue} from '../machinery/promise.ts'
import {isEmptyValue, writesOf} from '../machinery/writes.ts'

/**
 * A field that gets a new instance, and is disposed of right after: the new one is closed, and the old one stays open.
 *
 * At most one candidate for each disposing call.
 */
export default defineDetector({
  id: 'dispose-after-replace',
  code: 'O3',
  category: 'ordering',
  precision: 'A',
  kills: {
    'kept-first': 'Is the old value kept in a local variable and disposed of through that?',
    used: 'Is the new value used before it is disposed of, so that it is meant?',
    'first-value': 'Is there no earlier value, because nothing else writes the field?'
  },
  judge: judgeModule
})

type Kill = 'kept-first' | 'used' | 'first-value'

const DISPOSES =
  /^(?:close|destroy|dispose|end|terminate|release|disconnect|unsubscribe|stop|abort|kill|cancel|free)$/

interface Pair {
  readonly place: Place
  readonly write: Node
  readonly disposal: Node & {type: 'CallExpression'}
  /** What the disposal is called on. */
  readonly target: Node
}

function judgeModule(code: Code): Judged[] {
  return code.nodes('BlockStatement').flatMap(block => {
    const statements = block.body as readonly Statement[]
    return statements.flatMap((statement, index) => {
      const replaced = replacement(code, statement)
      const pair = replaced && disposalAfter(code, statements.slice(index + 1), replaced)
      return pair ? [judge(code, pair)] : []
    })
  })
}

/** `this.x = new X()` or `this.x = create()`, awaited or not. */
function replacement(code: Code, statement: Node): {place: Place; write: Node} | undefined {
  if (statement.type !== 'ExpressionStatement') return undefined
  const write = unwrap(statement.expression)
  if (write.type !== 'AssignmentExpression' || write.operator !== '=') return undefined
  const value = unwrap(write.right)
  const made = value.type === 'AwaitExpression' ? unwrap(value.argument) : value
  if (made.type !== 'NewExpression' && made.type !== 'CallExpression') return undefined
  const place = placeOf(code, write.left)
  return place && place.lifetime !== 'local' ? {place, write} : undefined
}

/** The first later statement of the list that disposes of the place, or of a local that held it. */
function disposalAfter(
  code: Code,
  statements: readonly Statement[],
  {place, write}: {place: Place; write: Node}
): Pair | undefined {
  for (const statement of statements) {
    const disposal = disposalIn(statement)
    const target = disposal && receiverOf(disposal)
    if (!disposal || !target) continue
    const isSame = isPlace(code, target, place) || isPlace(code, initialValue(code, target), place)
    if (isSame) return {place, write, disposal, target}
  }
  return undefined
}

/** The disposing call that a statement is, behind `await`, `?.` or an `if` that asks for the value. */
function disposalIn(statement: Node): (Node & {type: 'CallExpression'}) | undefined {
  if (statement.type === 'IfStatement')
    return statement.alternate ? undefined : disposalIn(statement.consequent)
  if (statement.type === 'BlockStatement')
    return statement.body.length === 1 && statement.body[0] ? disposalIn(statement.body[0]) : undefined
  if (statement.type !== 'ExpressionStatement') return undefined
  const expression = unwrap(statement.expression)
  const call = expression.type === 'AwaitExpression' ? unwrap(expression.argument) : expression
  return isCall(call) && DISPOSES.test(callName(call) ?? '') ? call : undefined
}

function judge(code: Code, pair: Pair): Judged {
  const {place, write, disposal, target} = pair
  const drop = (kill: Kill, node: Node, reason: string) =>
    dropped(code, disposal, kill, `${reason} at ${code.at(node)}`)
  if (!isPlace(code, target, place)) return drop('kept-first', target, 'the old value is disposed of')
  const use = usesOf(code, place).find(
    one => one.start >= write.end && one.end <= disposal.start && !isTested(code, one)
  )
  if (use) return drop('used', use, 'the new value is used')
  const others = writesOf(code, place).filter(one => one.node !== write && !isEmptyValue(one.value))
  const reentered = others[0]?.node ?? declaredValue(code, place)
  if (!reentered) return drop('first-value', write, 'it is written nowhere but')
  return describe(code, pair, reentered)
}

function isTested(code: Code, use: Node): boolean {
  const parent = code.parentOf(use)
  return parent?.type === 'IfStatement' && parent.test === use
}

/** The value a field or variable is declared with. */
function declaredValue(code: Code, place: Place): Node | undefined {
  if (place.kind === 'variable') {
    const declarator = place.binding?.definitions[0]?.node
    return declarator?.type === 'VariableDeclarator' && declarator.init && !isEmptyValue(declarator.init)
      ? declarator
      : undefined
  }
  return code
    .nodes('PropertyDefinition')
    .find(
      member =>
        contains(place.owner, member) &&
        code.text(member.key) === place.name &&
        member.value &&
        !isEmptyValue(member.value)
    )
}

function describe(code: Code, {place, write, disposal}: Pair, earlier: Node): Candidate {
  const name = callName(disposal)
  return {
    ...located(code, disposal),
    startLine: code.line(write),
    resource: place.name,
    title: `the new \`${place.text}\` is disposed of instead of the old one`,
    failureMode: `\`${place.text}\` is overwritten first and disposed of afterwards. \`${name}\` reaches the new instance; the old one stays open and nothing refers to it.`,
    precondition: `\`${place.text}\` holds an instance when \`${code.symbolOf(disposal)}\` is called.`,
    failurePath: [
      `An instance is stored (${code.at(earlier)}).`,
      `It is overwritten (${code.at(write)}).`,
      `\`${name}\` is called on what the field holds now: the new instance (${code.at(disposal)}).`,
      'The next use fails on a closed instance; the old one leaks.'
    ],
    silence: 'closing succeeds; it is the wrong one.',
    silent: true,
    evidence: [
      seen(code, write, `\`${place.text}\` overwritten`),
      seen(code, disposal, 'disposed of afterwards, through the same field')
    ],
    challenged: [
      survived('kept-first', 'the disposal goes through the field itself'),
      survived('used', 'the new value is not used in between'),
      survived('first-value', `an earlier value is stored at ${code.at(earlier)}`)
    ],
    likelihood: 3,
    spread: 2,
    confidence: 'high',
    fix: `keep the old value in a local variable, replace, then \`${name}\` the old one.`,
    falsifiedBy: `an old instance that is closed after \`${code.symbolOf(disposal)}\`.`
  }
}
