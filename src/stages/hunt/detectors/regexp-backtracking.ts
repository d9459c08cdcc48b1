import type {Node} from '@oxc-project/types'
import {type Backtracking, backtrackingOf, isSuspect} from '../../../syntax/backtracking.ts'
import {callName, receiverOf} from '../../../syntax/call-name.ts'
import {excerpt} from '../../../syntax/excerpt.ts'
import {stringValue} from '../../../syntax/string-value.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {walk} from '../../../syntax/walk.ts'
import {type Candidate, type DetectorContext, defineDetector} from '../define-detector.ts'
import {contains} from '../machinery/awaits.ts'
import type {Code} from '../machinery/code.ts'
import {dropped, type Judged, located, seen, survived} from '../machinery/detection.ts'
import {commentNear, lower} from '../machinery/intent.ts'
import {type OutsideText, outsideText} from '../machinery/outside-text.ts'

/**
 * A regular expression with a repeated group that matches some texts in exponentially many ways, and text from outside.
 *
 * The proof, with a text that shows it, comes from the automaton of recheck, for the group alone.
 * At most one candidate for each pattern as written.
 */
export default defineDetector({
  id: 'regexp-backtracking',
  code: 'S1',
  category: 'scaling',
  precision: 'A',
  kills: {
    'no-reach': 'Is it used on text only that the program makes itself?',
    'length-checked': 'Is the length of the text limited before?',
    'few-ways': 'Does each repeated group match a text in few ways only?'
  },
  judge: judgeModule
})

type Kill = 'no-reach' | 'length-checked' | 'few-ways'

interface Pattern {
  /** The literal, or the call that makes it. */
  readonly node: Node
  readonly source: string
  readonly flags: string
}

function judgeModule(code: Code, context: DetectorContext): Judged[] {
  return patternsOf(code)
    .filter(({source}) => isSuspect(source))
    .flatMap(pattern => judge(code, context, pattern) ?? [])
}

function judge(code: Code, context: DetectorContext, pattern: Pattern): Judged | undefined {
  const drop = (kill: Kill, reason: string) => dropped(code, pattern.node, kill, reason)
  const matches = matchesOf(code, pattern.node)
  const reached = matches.flatMap(match => {
    const text = outsideText(context, code, match.text)
    return text ? [{...match, from: text}] : []
  })
  const [first] = reached
  if (!first)
    return matches.length > 0 ? drop('no-reach', 'no text from outside is seen to reach it') : undefined
  const open = reached.find(match => !lengthCheck(code, match))
  if (!open)
    return drop('length-checked', `the length is limited at ${code.at(lengthCheck(code, first) as Node)}`)
  const proof = backtrackingOf(pattern.source, pattern.flags)
  if (!proof) return drop('few-ways', 'no repeated group matches a text in exponentially many ways')
  return describe(code, pattern, open, proof)
}

function patternsOf(code: Code): Pattern[] {
  const literals = code
    .nodes('Literal')
    .flatMap(node =>
      'regex' in node && node.regex ? [{node, source: node.regex.pattern, flags: node.regex.flags}] : []
    )
  return [...literals, ...code.nodes('NewExpression').flatMap(node => constructed(node) ?? [])]
}

function constructed(node: Node & {type: 'NewExpression'}): Pattern | undefined {
  const [source, flags] = node.arguments
  const pattern = callName(node) === 'RegExp' ? stringValue(source as Node | undefined) : undefined
  if (pattern === undefined) return undefined
  return {node, source: pattern, flags: stringValue(flags as Node | undefined) ?? ''}
}

interface Match {
  readonly call: Node
  readonly text: Node
}

/** The calls that match a pattern, written in place or through the one variable that holds it. */
function matchesOf(code: Code, pattern: Node): Match[] {
  const parent = code.parentOf(pattern)
  if (parent?.type !== 'VariableDeclarator') return matchAt(code, pattern)
  return (code.bindingOf(parent.id)?.uses ?? []).flatMap(use => matchAt(code, use.identifier))
}

function matchAt(code: Code, use: Node): Match[] {
  const parent = code.parentOf(use)
  const call = parent?.type === 'MemberExpression' ? code.parentOf(parent) : parent
  if (call?.type !== 'CallExpression') return []
  const name = callName(call) ?? ''
  const [argument] = call.arguments as Node[]
  if (parent !== call) return argument && /^(?:test|exec)$/.test(name) ? [{call, text: argument}] : []
  const receiver = receiverOf(call)
  const takesPattern = /^(?:match|matchAll|replace|replaceAll|search|split)$/.test(name)
  return receiver && argument === use && takesPattern ? [{call, text: receiver}] : []
}

/** A comparison of the text's length in the function, before the match, or a cut of it in the expression. */
function lengthCheck(code: Code, {call, text}: Match): Node | undefined {
  const cut = cutIn(text)
  if (cut) return cut
  const fn = code.functionOf(call)
  const name = rootName(text)
  if (!fn || name === undefined) return undefined
  const declarator = code.bindingOf(rootOf(text))?.definitions[0]?.node
  const cutBefore =
    declarator?.type === 'VariableDeclarator' && declarator.init ? cutIn(declarator.init) : undefined
  if (cutBefore) return cutBefore
  return code
    .nodes('BinaryExpression')
    .find(
      test =>
        /^[<>]=?$/.test(test.operator) &&
        contains(fn, test) &&
        test.start < call.start &&
        [test.left, test.right].some(side => code.text(side as Node).startsWith(`${name}.length`))
    )
}

/** `text.slice(0, 200)` or `text.substring(0, n)`. */
function cutIn(node: Node): Node | undefined {
  let found: Node | undefined
  walk(node, child => {
    if (child.type !== 'CallExpression' || found) return
    if (/^(?:slice|substring|substr)$/.test(callName(child) ?? '') && child.arguments.length === 2)
      found = child
  })
  return found
}

function rootOf(node: Node): Node {
  const inner = unwrap(node)
  if (inner.type === 'CallExpression') return rootOf(receiverOf(inner) ?? inner.callee)
  return inner
}

function rootName(node: Node): string | undefined {
  const root = rootOf(node)
  return root.type === 'Identifier' ? root.name : undefined
}

function describe(
  code: Code,
  {node, source}: Pattern,
  {call, text, from}: Match & {from: OutsideText},
  {part, pump, attack}: Backtracking
): Candidate {
  const pattern = excerpt(source)
  const shown = code.show(text)
  const repeated = excerpt(JSON.stringify(pump).slice(1, -1))
  const sure = from.strange ? 'high' : 'medium'
  const excused = commentNear(code, node, /redos|backtrack|catastrophic|safe-regex|super-linear|slow-regex/i)
  return {
    ...located(code, node),
    symbol: code.symbolOf(call),
    resource: patternName(code, node),
    title: `matching ${shown} against ${pattern} can take exponential time`,
    failureMode: `${excerpt(part)} can match a run of ${repeated} in exponentially many ways, and tries them all when what follows it in the pattern does not fit; ${from.reason}.`,
    precondition: `somebody passes a text with some thirty times ${repeated}, and then a character that does not fit.`,
    failurePath: [
      `${from.reason.startsWith('`') ? '' : 'The text: '}${from.reason}.`,
      `${shown} is matched without a limit of its length (${code.at(call)}).`,
      `Each further ${repeated} doubles the time of the match (${code.at(node)}); nothing else runs on this thread until it ends.`
    ],
    silence: 'a match throws nothing and has no time limit; the thread simply stands still.',
    silent: true,
    evidence: [seen(code, node, 'the pattern'), seen(code, call, `matched against ${shown}`)],
    challenged: [
      survived('no-reach', from.reason),
      survived(
        'length-checked',
        `no comparison of the length of ${shown} and no cut before the match is seen`
      ),
      survived('few-ways', `an automaton proof for ${excerpt(part)} alone: ${excerpt(attack)}`)
    ],
    likelihood: from.kind === 'request' ? 2 : 1,
    spread: 3,
    confidence: excused === undefined ? sure : lower(sure),
    fix: `write ${excerpt(part)} so that each text is matched in one way only: what ends one round must not be able to begin the next; or refuse long texts before.`,
    falsifiedBy: `a text with 60 times ${repeated} and a last character that does not fit, matched as fast as one with 30.`
  }
}

/** The variable that holds the pattern, else the pattern itself without what a name must not hold. */
function patternName(code: Code, node: Node): string {
  const parent = code.parentOf(node)
  if (parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier') return parent.id.name
  return code
    .text(node)
    .replace(/[/\s`|]/g, '')
    .slice(0, 60)
}
