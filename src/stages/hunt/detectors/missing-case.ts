import type {Node} from '@oxc-project/types'
import {isExit} from '../../../syntax/is-exit.ts'
import {type FunctionNode, isFunction} from '../../../syntax/is-function.ts'
import {propertyName} from '../../../syntax/property-name.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {type Candidate, type DetectorContext, defineDetector} from '../define-detector.ts'
import {contains} from '../machinery/awaits.ts'
import {type ClosedType, closedTypeOf} from '../machinery/closed-types.ts'
import type {Code} from '../machinery/code.ts'
import {dropped, type Judged, located, seen, survived} from '../machinery/detection.ts'

/**
 * A `switch` over a closed union or enum of the repository that gives a value for each member but some.
 *
 * Only where the value is what the function is for: each case returns one, and nothing comes after. At most one candidate for each switch.
 */
export default defineDetector({
  id: 'missing-case',
  code: 'T7',
  category: 'state-machine',
  precision: 'A',
  kills: {
    defaulted: 'Is there a `default`?',
    narrowed: 'Are the missing members dealt with elsewhere in the function?',
    'no-value': 'Do the cases only do something, so that leaving one out may be meant?',
    declared: 'Does the function say that it may give nothing?'
  },
  judge: judgeModule
})

type Kill = 'defaulted' | 'narrowed' | 'no-value' | 'declared'
type Switch = Node & {type: 'SwitchStatement'}

function judgeModule(code: Code, context: DetectorContext): Judged[] {
  return code.nodes('SwitchStatement').flatMap(node => {
    const fn = code.functionOf(node)
    const handled = node.cases.flatMap(one => (one.test ? [keyOf(one.test)] : []))
    if (!fn || handled.length < 2 || handled.includes(undefined)) return []
    const type = closedTypeOf(context, code, node.discriminant)
    const missing = type?.members.filter(member => !handled.includes(member)) ?? []
    const fits = type && handled.every(key => key !== undefined && type.members.includes(key))
    return type && fits && missing.length > 0 ? [judge(code, node, fn, type, missing)] : []
  })
}

/** The value of a literal, or the name of an enum's member. */
function keyOf(test: Node): string | undefined {
  const node = unwrap(test)
  if (node.type === 'Literal') return String(node.value)
  return node.type === 'MemberExpression' ? propertyName(node) : undefined
}

function judge(
  code: Code,
  node: Switch,
  fn: FunctionNode,
  type: ClosedType,
  missing: readonly string[]
): Judged {
  const drop = (kill: Kill, reason: string) => dropped(code, node, kill, reason)
  const byDefault = node.cases.find(one => !one.test)
  if (byDefault) return drop('defaulted', `\`default\` at ${code.at(byDefault)}`)
  if (!givesValue(code, node, fn))
    return drop('no-value', 'not each case returns a value at the end of the function')
  const elsewhere = namedElsewhere(code, node, fn, missing)
  if (elsewhere) return drop('narrowed', `${code.show(elsewhere)} is named at ${code.at(elsewhere)}`)
  const declared = saysNothing(code, node, fn)
  if (declared !== undefined) return drop('declared', declared)
  return describe(code, node, fn, type, missing)
}

/** Whether each case leaves with a value, and the switch is the last statement of the function. */
function givesValue(code: Code, node: Switch, fn: FunctionNode): boolean {
  const body = code.parentOf(node)
  if (!body || body !== fn.body || body.type !== 'BlockStatement' || body.body.at(-1) !== node) return false
  const filled = node.cases.filter(one => one.consequent.length > 0)
  const returns = code
    .nodes('ReturnStatement')
    .filter(one => contains(node, one) && code.functionOf(one) === fn)
  return (
    node.cases.at(-1) === filled.at(-1) &&
    filled.every(one => one.consequent.some(isExit)) &&
    returns.length >= 2 &&
    returns.every(
      one => one.argument && code.text(one.argument) !== 'undefined' && code.text(one.argument) !== 'null'
    ) &&
    !hasBreak(code, node)
  )
}

function hasBreak(code: Code, node: Switch): boolean {
  return code
    .nodes('BreakStatement')
    .some(
      one =>
        contains(node, one) &&
        [...code.ancestorsOf(one)].find(outer => /^(?:For|While|DoWhile|Switch(?!Case))/.test(outer.type)) ===
          node
    )
}

/** A missing member that the function names outside of the switch. */
function namedElsewhere(
  code: Code,
  node: Switch,
  fn: FunctionNode,
  missing: readonly string[]
): Node | undefined {
  return [...code.nodes('Literal'), ...code.nodes('MemberExpression')].find(one => {
    const key = keyOf(one)
    return key !== undefined && missing.includes(key) && contains(fn, one) && !contains(node, one)
  })
}

/** Why giving nothing is meant: the declared return type, or a comment. */
function saysNothing(code: Code, node: Switch, fn: FunctionNode): string | undefined {
  if (fn.returnType && /\b(?:undefined|null|void|unknown|any)\b/.test(code.text(fn.returnType)))
    return `it is declared to return ${code.show(fn.returnType)}`
  // With another declared type the compiler asks for the missing return itself, unless it is told not to.
  if (fn.returnType) return `the compiler holds ${code.show(fn.returnType)} against each way out`
  const comment = code.ast.comments.find(
    one =>
      one.start >= node.start &&
      one.end <= node.end &&
      /exhaust|other|rest|ignore|nothing|not needed|unreachable/i.test(one.value)
  )
  return comment && `a comment in line ${code.ast.lineOf(comment.start)} speaks of the others`
}

function describe(
  code: Code,
  node: Switch,
  fn: FunctionNode,
  type: ClosedType,
  missing: readonly string[]
): Candidate {
  const name = `\`${code.symbolOf(fn)}\``
  const names =
    missing
      .slice(0, 4)
      .map(one => `\`${one}\``)
      .join(', ') + (missing.length > 4 ? ` and ${missing.length - 4} more` : '')
  const shown = code.show(node.discriminant)
  const many = missing.length > type.members.length / 2
  return {
    ...located(code, node),
    endLine: Math.min(code.endLine(node), code.line(node) + 55),
    symbol: code.symbolOf(fn),
    resource: type.name.replace(/[/\s|'"]+/g, '.').slice(0, 60),
    title: `${name} gives nothing for ${names} of \`${type.name}\``,
    failureMode: `the \`switch\` at ${code.at(node)} returns a value for ${type.members.length - missing.length} of the ${type.members.length} members of \`${type.name}\` and has no \`default\`. For ${names} the function ends without a value.`,
    precondition: `${shown} is ${names}.`,
    failurePath: [
      `${name} is called with ${shown} being \`${missing[0]}\`, which the declaration allows (${type.code.at(type.declaration)}).`,
      `No case fits (${code.at(node)}).`,
      `The function ends at line ${code.endLine(fn)} and gives \`undefined\` to a caller that has a value for every other member.`
    ],
    silence: 'without a declared return type the compiler adds "or undefined" to it and says nothing.',
    silent: true,
    evidence: [
      seen(code, node, `cases for ${type.members.length - missing.length} members`),
      {
        path: type.code.path,
        line: type.code.line(type.declaration),
        note: `\`${type.name}\` has ${type.members.length}`
      }
    ],
    challenged: [
      survived('defaulted', 'no `default`'),
      survived('narrowed', `${names} is not named elsewhere in ${name}`),
      survived('no-value', 'each case returns a value, and nothing follows the switch'),
      survived('declared', `${name} has no declared return type, and no comment speaks of the rest`)
    ],
    likelihood: 2,
    spread: 1,
    confidence: many || !isFunction(fn) ? 'medium' : 'high',
    fix: `add a case for ${names}, and a \`default\` that takes \`never\`.`,
    falsifiedBy: `a place that never lets ${names} get to ${name}.`
  }
}
