import type {CallExpression, Node} from '@oxc-project/types'
import type {Evidence} from '../../../artifacts/danger-zone.ts'
import {callName, receiverOf} from '../../../syntax/call-name.ts'
import {wayTo} from '../../../syntax/control-flow/ways.ts'
import {type Candidate, type DetectorContext, defineDetector} from '../define-detector.ts'
import {contains} from '../machinery/awaits.ts'
import type {Code} from '../machinery/code.ts'
import {dropped, type Judged, located, seen, survived} from '../machinery/detection.ts'
import {dataClient, type Ending, endingsOf, givenTo, requestServer} from '../machinery/ended-in-order.ts'
import {isPlace} from '../machinery/place.ts'

/**
 * A shutdown that ends what is still in use.
 *
 * What was given to something else is closed before it, a database is closed before the server that asks it, and something is
 * used after it is closed. At most one candidate for each pair of calls.
 */
export default defineDetector({
  id: 'shutdown-order',
  code: 'O7',
  category: 'ordering',
  precision: 'B',
  kills: {
    'other-way': 'Does no way lead from the one to the other?',
    'both-ways': 'Does each of the two use the other?',
    'opened-again': 'Is it opened or made anew in between?'
  },
  judge: judgeModule
})

type Kill = 'other-way' | 'both-ways' | 'opened-again'

function judgeModule(code: Code, context: DetectorContext): Judged[] {
  return [...endingsOf(code).values()].flatMap(endings => [
    ...endings.flatMap((first, index) =>
      endings.slice(index + 1).flatMap(then => judgePair(code, context, first, then) ?? [])
    ),
    ...endings.flatMap(ending => usedAfter(code, ending) ?? [])
  ])
}

function isSame(a: Ending, b: Ending): boolean {
  return a.place.kind === b.place.kind && a.place.name === b.place.name && a.place.owner === b.place.owner
}

function judgePair(code: Code, context: DetectorContext, first: Ending, then: Ending): Judged | undefined {
  if (isSame(first, then)) return undefined
  const given = givenTo(code, then.place, first.place)
  const client = given ? undefined : dataClient(context, code, first)
  const server = client === undefined ? undefined : requestServer(context, code, then)
  if (!given && (client === undefined || server === undefined)) return undefined
  const drop = (kill: Kill, reason: string) => dropped(code, then.call, kill, reason)
  if (!wayTo(first.fn, first.call, then.call, {mayThrow: () => false}))
    return drop('other-way', `no way leads from ${code.at(first.call)} to ${code.at(then.call)}`)
  const back = givenTo(code, first.place, then.place)
  if (back)
    return drop('both-ways', `\`${first.place.text}\` is given \`${then.place.text}\` at ${code.at(back)}`)
  return describePair(code, first, then, given, client, server)
}

function describePair(
  code: Code,
  first: Ending,
  then: Ending,
  given: Node | undefined,
  client: string | undefined,
  server: string | undefined
): Candidate {
  const used = first.place.text
  const user = then.place.text
  const why = given
    ? `\`${user}\` was given \`${used}\` (${code.at(given)})`
    : `\`${user}\` is a server of \`${server}\` and \`${used}\` a client of \`${client}\`, which its handlers may ask`
  return describe(code, first.call, then.call, {
    resource: first.place.name,
    title: `\`${code.symbolOf(first.call)}\` ends \`${used}\` before \`${user}\`${given ? ', which uses it' : ', which still takes requests'}`,
    failureMode: `${why}. ${code.show(first.call)} comes first; until ${code.show(then.call)} is done \`${user}\` works with what is closed.`,
    precondition: `\`${user}\` has work to do while it is shut down.`,
    failurePath: [
      `\`${used}\` is ended (${code.at(first.call)}).`,
      `\`${user}\` goes on with what it has begun, and needs \`${used}\`: it fails, or waits for what never comes.`,
      `Only then \`${user}\` is ended (${code.at(then.call)}).`
    ],
    evidence: [
      ...(given ? [seen(code, given, `\`${user}\` is given \`${used}\``)] : []),
      seen(code, first.call, 'ended first'),
      seen(code, then.call, 'ended later')
    ],
    challenged: [
      survived('other-way', `a way leads from ${code.at(first.call)} to ${code.at(then.call)}`),
      survived('both-ways', `\`${used}\` is not given \`${user}\``)
    ],
    likelihood: 2,
    fix: `end \`${user}\` first, wait for it, and then end \`${used}\`.`
  })
}

const WORKS =
  /^(?:query|execute|exec|publish|send|write|flush|save|insert\w*|update\w*|request|enqueue|sendCommand|commit|rollback|hset|expire|unsubscribe|postMessage)$/
const OPENS = /^(?:open|connect|start|listen|reset|init|initiali[sz]e|reconnect)$/

/** Something that does work after it is ended, in the same function. */
function usedAfter(code: Code, ending: Ending): Judged | undefined {
  if (/^(?:stop|dispose)$/.test(callName(ending.call) ?? '')) return undefined
  const on = (names: RegExp) => callsOn(code, ending, names)
  const work = on(WORKS).find(call => call.start > ending.call.end)
  if (!work) return undefined
  const opened = on(OPENS).find(call => call.start > ending.call.end && call.end < work.start)
  if (opened) return dropped(code, work, 'opened-again' satisfies Kill, `it is opened at ${code.at(opened)}`)
  const stops = (node: Node) =>
    node.type === 'AssignmentExpression' && isPlace(code, node.left as Node, ending.place)
  if (!wayTo(ending.fn, ending.call, work, {stops, mayThrow: () => false}))
    return dropped(
      code,
      work,
      'other-way' satisfies Kill,
      `no way leads from ${code.at(ending.call)} to ${code.at(work)}`
    )
  const name = ending.place.text
  return describe(code, ending.call, work, {
    resource: ending.place.name,
    title: `\`${code.symbolOf(work)}\` uses \`${name}\` after it has ended it`,
    failureMode: `${code.show(work)} comes after ${code.show(ending.call)} on the same way: \`${name}\` is closed by then.`,
    precondition: 'the plain way through the function.',
    failurePath: [
      `\`${name}\` is ended (${code.at(ending.call)}).`,
      `${code.show(work)} is called on it (${code.at(work)}): it fails, is dropped, or waits for what never comes.`
    ],
    evidence: [seen(code, ending.call, 'ended here'), seen(code, work, 'used here')],
    challenged: [
      survived('other-way', `a way leads from ${code.at(ending.call)} to ${code.at(work)}`),
      survived('opened-again', 'nothing opens it in between')
    ],
    likelihood: 3,
    fix: `do the work of ${code.show(work)} first.`
  })
}

const known = new WeakMap<Code, readonly CallExpression[]>()

/** The calls of a module that work with something or open it: asked for each ending, so gathered once. */
function busyCalls(code: Code): readonly CallExpression[] {
  const isBusy = (name: string) => WORKS.test(name) || OPENS.test(name)
  const calls = known.get(code) ?? code.nodes('CallExpression').filter(call => isBusy(callName(call) ?? ''))
  known.set(code, calls)
  return calls
}

function callsOn(code: Code, {fn, place}: Ending, names: RegExp): CallExpression[] {
  return busyCalls(code).filter(call => {
    if (!names.test(callName(call) ?? '') || !contains(fn, call) || code.functionOf(call) !== fn) return false
    return isPlace(code, receiverOf(call), place)
  })
}

interface Wording {
  readonly resource: string
  readonly title: string
  readonly failureMode: string
  readonly precondition: string
  readonly failurePath: readonly string[]
  readonly evidence: readonly Evidence[]
  readonly challenged: Candidate['challenged']
  readonly likelihood: 1 | 2 | 3
  readonly fix: string
}

function describe(code: Code, first: Node, then: Node, wording: Wording): Candidate {
  const startLine = code.line(first)
  return {
    ...located(code, then),
    ...wording,
    startLine,
    endLine: Math.min(code.endLine(then), startLine + 59),
    silence: 'the process ends soon after; what fails in between is taken for a part of it.',
    silent: true,
    spread: 2,
    confidence: 'medium',
    falsifiedBy: `a shutdown under load in which nothing works with \`${wording.resource}\` after ${code.at(first)}.`
  }
}
