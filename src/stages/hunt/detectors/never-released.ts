import type {CallExpression, NewExpression, Node} from '@oxc-project/types'
import {callName, isCall} from '../../../syntax/call-name.ts'
import {propertyName} from '../../../syntax/property-name.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {type Candidate, type DetectorContext, defineDetector} from '../define-detector.ts'
import {ownNodes} from '../machinery/catches.ts'
import type {Code} from '../machinery/code.ts'
import {calleeOf} from '../machinery/declared-type.ts'
import {dropped, type Judged, located, seen, survived} from '../machinery/detection.ts'
import {type Acquisition, acquisitionOf} from '../machinery/obligations/acquisitions.ts'
import {escapeOf} from '../machinery/obligations/escapes.ts'
import {customOf, staysHere} from '../machinery/obligations/learned-releases.ts'
import {releasesOf} from '../machinery/obligations/local-duty.ts'
import {type OwnedLocal, ownedLocals} from '../machinery/obligations/owned-locals.ts'
import {isScript, runOfScript} from '../machinery/obligations/process-ends.ts'
import {isReleaseMethod} from '../machinery/obligations/releases.ts'
import type {Located} from '../machinery/resolve.ts'

/**
 * Something that is taken and released nowhere: a local variable holds it, or nothing does.
 *
 * Only what a package is known to hand out, or what this repository releases in at least two other places. At most one
 * candidate for each call.
 */
export default defineDetector({
  id: 'never-released',
  code: 'L2',
  category: 'lifecycle',
  precision: 'A',
  kills: {
    'released-later': 'Is it released after all, by any function?',
    'given-away': 'Does somebody else get it: a caller, a field, a function it is passed to?',
    'ends-by-itself': 'Is it read to its end, or does it release itself?',
    'process-ends': 'Does the process end with the function?',
    shared: 'Does the call only hand out what somebody else holds?'
  },
  judge: (code, context) => [...fromLocals(code, context), ...fromReceivers(code, context)]
})

type Kill = 'released-later' | 'given-away' | 'ends-by-itself' | 'process-ends' | 'shared'

interface Taken {
  readonly made: CallExpression | NewExpression
  /** The variable that holds it; undefined where nothing does. */
  readonly name: string | undefined
  readonly start: Node
  readonly reason: string
  readonly sure: boolean
  readonly spread: 1 | 2 | 3
}

/** Why a call takes something: its package says so, or what the repository does with it elsewhere. */
function taking(context: DetectorContext, code: Code, made: CallExpression | NewExpression) {
  const name = callName(made) ?? ''
  // Watchers live as long as what watches; a reader is over when its stream is.
  if (/^(?:watch|getReader|getWriter|createReadStream|createWriteStream|createInterface)$/.test(name))
    return undefined
  const acquired: Acquisition | undefined = acquisitionOf(context, code, made)
  const custom = customOf(context, made)
  const [first, second] = custom?.released ?? []
  const elsewhere =
    first && second
      ? `${first.code.at(first.release.node)} and ${second.code.at(second.release.node)} ${first.release.name} what \`${name}\` gives`
      : undefined
  if (acquired?.sure && acquired.spread > 1)
    return {
      reason: elsewhere ? `${acquired.reason}; ${elsewhere}` : acquired.reason,
      sure: !!elsewhere,
      spread: acquired.spread
    }
  return elsewhere ? {reason: elsewhere, sure: acquired?.sure === true, spread: 2 as const} : undefined
}

function fromLocals(code: Code, context: DetectorContext): Judged[] {
  return ownedLocals(code).flatMap(local => {
    if (local.binding.uses.every(use => !use.read)) return []
    const taken = taking(context, code, local.made)
    return taken
      ? [
          judgeLocal(code, context, local, {
            ...taken,
            made: local.made,
            name: local.binding.name,
            start: local.start
          })
        ]
      : []
  })
}

function judgeLocal(code: Code, context: DetectorContext, local: OwnedLocal, taken: Taken): Judged {
  const drop = (kill: Kill, node: Node, reason: string) =>
    dropped(code, local.start, kill, `${reason} at ${code.at(node)}`)
  const [release] = releasesOf(code, local.binding)
  if (release) return drop('released-later', release.node, 'it is released')
  const looped = local.binding.uses.find(use => isLoopedOver(code, use.identifier))
  if (looped) return drop('ends-by-itself', looped.identifier, 'it is read to its end')
  const driven = local.binding.uses.find(use => isDriven(code, use.identifier))
  if (driven) return drop('ends-by-itself', driven.identifier, 'its events decide when it ends')
  const captured = local.binding.uses.find(use => code.functionOf(use.identifier) !== local.fn)
  if (captured) return drop('given-away', captured.identifier, 'a function inside keeps it')
  if (!staysHere(code, local)) {
    const taker = local.binding.uses.flatMap(use => escapeOf(code, use.identifier) ?? [])[0]
    return drop('given-away', taker?.node ?? local.start, 'somebody else gets it')
  }
  return finish(code, context, taken)
}

/** `x.on('end', …)`, `x.onclose = …`: whoever listens knows how it ends. */
function isDriven(code: Code, use: Node): boolean {
  const member = code.parentOf(use)
  const name = member?.type === 'MemberExpression' && member.object === use ? propertyName(member) : undefined
  return name !== undefined && /^(?:on(?:ce)?|on[a-z]+|add(?:Event)?Listener)$/.test(name)
}

/** `for await (const line of lines)` closes what it reads. */
function isLoopedOver(code: Code, use: Node): boolean {
  const parent = code.parentOf(use)
  return parent?.type === 'ForOfStatement' && parent.right === use
}

/** `(await acquire()).query()`: the value is a receiver only, and gone. */
function fromReceivers(code: Code, context: DetectorContext): Judged[] {
  const calls = [...code.nodes('CallExpression'), ...code.nodes('NewExpression')]
  return calls.flatMap(made => {
    const use = onlyUse(code, made)
    const taken = use && taking(context, code, made)
    return taken ? [finish(code, context, {...taken, made, name: undefined, start: use})] : []
  })
}

/** The awaited method call that a value is used for; undefined where it goes on in any way. */
function onlyUse(code: Code, made: Node): Node | undefined {
  let value = made
  let parent = code.parentOf(value)
  while (parent && (parent.type === 'AwaitExpression' || unwrap(parent) !== parent)) {
    value = parent
    parent = code.parentOf(parent)
  }
  const call = parent && code.parentOf(parent)
  if (
    parent?.type !== 'MemberExpression' ||
    parent.object !== value ||
    !isCall(call) ||
    call.callee !== parent
  )
    return undefined
  const name = callName(call) ?? ''
  if (
    isReleaseMethod(name) ||
    /^(?:then|catch|finally|on|once|pipe|unref|ref|connect|open|listen)$/.test(name)
  )
    return undefined
  return code.parentOf(call)?.type === 'AwaitExpression' ? call : undefined
}

function finish(code: Code, context: DetectorContext, taken: Taken): Judged {
  const held = handsOutField(code, context, taken.made)
  if (held) return dropped(code, taken.start, 'shared' satisfies Kill, `${held} holds it`)
  const fn = code.functionOf(taken.start)
  const script = fn && runOfScript(context, code, fn)
  if (script)
    return dropped(
      code,
      taken.start,
      'process-ends' satisfies Kill,
      `the script runs it once at ${code.at(script)}`
    )
  return describe(code, taken)
}

/** The field that a getter of the repository gives, as `field (path:line)`; undefined when each call makes something. */
function handsOutField(code: Code, context: DetectorContext, made: Node): string | undefined {
  const located = isCall(made) ? calleeOf(context, code, made)?.located : undefined
  if (!located) return undefined
  const returned = ownNodes(located.fn, node => node.type === 'ReturnStatement').flatMap(node =>
    node.type === 'ReturnStatement' && node.argument ? [unwrap(node.argument)] : []
  )
  const [first] = returned
  const isField = (node: Node) =>
    node.type === 'MemberExpression' &&
    unwrap(node.object).type === 'ThisExpression' &&
    !isFilledIn(located, node)
  if (!first || !returned.every(isField)) return undefined
  return `\`${located.code.text(first)}\` (${located.code.at(first)})`
}

/** Whether the function fills the field that it returns in each call. */
function isFilledIn({code, fn}: Located, field: Node): boolean {
  return ownNodes(fn, node => node.type === 'AssignmentExpression').some(node => {
    if (node.type !== 'AssignmentExpression' || code.text(node.left) !== code.text(field)) return false
    const statement = code.parentOf(node)
    return statement?.type === 'ExpressionStatement' && code.parentOf(statement) === fn.body
  })
}

function describe(code: Code, {made, name, start, reason, sure, spread}: Taken): Candidate {
  const what = code.show(made.callee)
  const holder = name === undefined ? 'what it gives' : `\`${name}\``
  return {
    ...located(code, start),
    ...(name === undefined ? {startLine: code.line(made), endLine: code.endLine(start)} : {}),
    resource: name ?? callName(made) ?? 'value',
    title: `${name === undefined ? `what ${what} gives` : `\`${name}\``} is never released`,
    failureMode:
      name === undefined
        ? `${what} takes something for one call on it, and nothing keeps it: it can not be released any more.`
        : `${holder} is taken from ${what}, stays in this function, and is released on none of its ways.`,
    precondition: `\`${code.symbolOf(start)}\` is called.`,
    failurePath: [
      `${what} is called (${code.at(made)}): ${reason}.`,
      name === undefined
        ? `Its result is used once (${code.at(start)}), and no variable holds it.`
        : `No call in the module releases ${holder}, and nobody else gets it.`,
      `Each call of \`${code.symbolOf(start)}\` leaves one behind.`
    ],
    silence: 'the call succeeds; what is left behind only shows when there is no more to take.',
    silent: true,
    evidence: [seen(code, made, `taken: ${reason}`)],
    challenged: [
      survived(
        'released-later',
        name === undefined ? 'no variable holds it' : `no call in the module releases ${holder}`
      ),
      survived(
        'given-away',
        name === undefined ? 'it is a receiver only' : 'it is neither returned, stored nor passed on'
      ),
      survived('ends-by-itself', 'it is not read to its end by a loop'),
      survived('process-ends', 'it does not only run once at the top level of a script')
    ],
    likelihood: isScript(code.path) ? 1 : 3,
    spread,
    confidence: sure ? 'high' : 'medium',
    fix:
      name === undefined
        ? `keep what ${what} gives in a variable, and release it in a \`finally\`.`
        : `release ${holder} in a \`finally\`.`,
    falsifiedBy: `the number of open ones staying level over many calls of \`${code.symbolOf(start)}\`.`
  }
}
