import type {Node, SwitchCase} from '@oxc-project/types'
import {isExit} from '../../../syntax/is-exit.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {walk} from '../../../syntax/walk.ts'
import {type Candidate, defineDetector} from '../define-detector.ts'
import type {Code} from '../machinery/code.ts'
import {dropped, type Judged, located, seen, survived} from '../machinery/detection.ts'

/**
 * A case of a `switch` that assigns something, and falls into the next case, which assigns it again.
 *
 * What the first one wrote is lost, so the fall is not meant. At most one candidate for each pair of cases.
 */
export default defineDetector({
  id: 'overwriting-fallthrough',
  code: 'T8',
  category: 'state-machine',
  precision: 'A',
  kills: {
    leaves: 'Does the first case leave the switch before its end?',
    stated: 'Does a comment say that it falls through?',
    read: 'Is what the first case wrote read before it is overwritten?',
    same: 'Does the second case write the same value?'
  },
  judge: judgeModule
})

type Kill = 'leaves' | 'stated' | 'read' | 'same'

interface Overwrite {
  readonly from: SwitchCase
  readonly to: SwitchCase
  readonly first: Node & {type: 'AssignmentExpression'}
  readonly second: Node & {type: 'AssignmentExpression'}
  readonly target: string
}

function judgeModule(code: Code): Judged[] {
  return code.nodes('SwitchStatement').flatMap(({cases}) =>
    cases.flatMap((from, index) => {
      const to =
        from.consequent.length > 0 ? cases.slice(index + 1).find(one => one.consequent.length > 0) : undefined
      const pair = to && overwriteIn(from, to)
      return pair ? [judge(code, pair)] : []
    })
  )
}

/** The first target that both cases assign as a whole, each at the top of its statements. */
function overwriteIn(from: SwitchCase, to: SwitchCase): Overwrite | undefined {
  const later = assignmentsOf(to)
  for (const first of assignmentsOf(from).reverse()) {
    const target = memberPath(first.left)
    const second = later.find(one => memberPath(one.left) === target)
    if (target !== undefined && second) return {from, to, first, second, target}
  }
  return undefined
}

function assignmentsOf(one: SwitchCase): (Node & {type: 'AssignmentExpression'})[] {
  return statementsOf(one).flatMap(statement => {
    const node = statement.type === 'ExpressionStatement' ? unwrap(statement.expression) : undefined
    return node?.type === 'AssignmentExpression' && node.operator === '=' ? [node] : []
  })
}

function statementsOf({consequent}: SwitchCase): readonly Node[] {
  const [only] = consequent
  return consequent.length === 1 && only?.type === 'BlockStatement' ? only.body : consequent
}

function judge(code: Code, pair: Overwrite): Judged {
  const {from, to, first, second, target} = pair
  const drop = (kill: Kill, reason: string) => dropped(code, first, kill, reason)
  const exit = statementsOf(from).find(isExit)
  if (exit) return drop('leaves', `it leaves at ${code.at(exit)}`)
  const comment = commentBetween(code, from, to)
  if (comment !== undefined) return drop('stated', `the comment in line ${comment} says so`)
  const read = readBetween(pair)
  if (read) return drop('read', `\`${target}\` is read at ${code.at(read)}`)
  if (code.text(first.right) === code.text(second.right))
    return drop('same', `both write ${code.show(first.right)}`)
  return describe(code, pair)
}

function commentBetween(code: Code, from: SwitchCase, to: SwitchCase): number | undefined {
  const start = from.consequent[0]?.start ?? from.start
  const end = to.consequent[0]?.start ?? to.end
  const comment = code.ast.comments.find(
    one =>
      one.start >= start &&
      one.end <= end &&
      /fall|through|continue|no break|intentional|on purpose|also|deliberate/i.test(one.value)
  )
  return comment && code.ast.lineOf(comment.start)
}

/** A read of the target, or a call that may see it, between the two writes; reads of a variable by name only. */
function readBetween({from, to, first, second, target}: Overwrite): Node | undefined {
  let found: Node | undefined
  for (const part of [from, to])
    walk(part, node => {
      if (node.start < first.end || node.end > second.end || node === second.left) return undefined
      const names =
        (node.type === 'Identifier' || node.type === 'MemberExpression') && memberPath(node) === target
      const maySee = target.includes('.') && node.type === 'CallExpression'
      if (names || maySee) found ??= node
      return node === second.left ? 'skip' : undefined
    })
  return found
}

function describe(code: Code, {from, to, first, second, target}: Overwrite): Candidate {
  const name = labelOf(code, from)
  return {
    ...located(code, first),
    startLine: code.line(from),
    endLine: Math.min(code.line(from) + 50, code.line(second)),
    resource: target.replaceAll('/', '.'),
    title: `\`${target}\` of ${name} is overwritten by the case after it`,
    failureMode: `${name} sets \`${target}\` and has no \`break\`: control falls into ${labelOf(code, to)}, which sets it again. What was meant for ${name} never counts.`,
    precondition: `the value of the \`switch\` is that of ${name}.`,
    failurePath: [
      `${name} is taken, and ${code.show(first)} (${code.at(first)}).`,
      `Nothing leaves the \`switch\`; control goes on at ${code.at(to)}.`,
      `${code.show(second)} takes its place (${code.at(second)}).`
    ],
    silence: 'both values are of the right kind; nothing fails.',
    silent: true,
    evidence: [
      seen(code, first, `\`${target}\` is set`),
      seen(code, to, 'the next case, reached without a `break`'),
      seen(code, second, `\`${target}\` is set again`)
    ],
    challenged: [
      survived('leaves', `no statement of ${name} leaves on each way`),
      survived('stated', 'no comment between the cases speaks of it'),
      survived('read', `\`${target}\` is not read in between`),
      survived('same', `${code.show(first.right)} is not ${code.show(second.right)}`)
    ],
    likelihood: 3,
    spread: 1,
    confidence: 'high',
    fix: `end ${name} with \`break\` or \`return\`.`,
    falsifiedBy: `a run with the value of ${name} after which \`${target}\` is ${code.show(first.right)}.`
  }
}

function labelOf(code: Code, one: SwitchCase): string {
  return one.test ? `\`case\` ${code.show(one.test)}` : '`default`'
}
