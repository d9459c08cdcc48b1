import type {CallExpression, NewExpression, Node} from '@oxc-project/types'
import type {Confidence} from '../../../artifacts/danger-zone.ts'
import {callName, isCall} from '../../../syntax/call-name.ts'
import {propertyName} from '../../../syntax/property-name.ts'
import {stringValue} from '../../../syntax/string-value.ts'
import {type Candidate, type DetectorContext, defineDetector} from '../define-detector.ts'
import {type EmitterModel, emitterMadeBy, type MadeEmitter} from '../machinery/api/emitters.ts'
import {isListenedSomewhere} from '../machinery/api/error-listener-names.ts'
import {type ErrorFate, errorFate, fateOfPlace} from '../machinery/api/error-listeners.ts'
import {emitterGivenBy, type ReceivedEmitter} from '../machinery/api/received-emitters.ts'
import type {Code} from '../machinery/code.ts'
import {dropped, type Judged, located, seen, survived, undecided} from '../machinery/detection.ts'
import {isExported} from '../machinery/entry.ts'
import {lower} from '../machinery/intent.ts'
import {type Place, placeOf} from '../machinery/place.ts'

/**
 * A socket, stream, child process or client that is made, or received from a server, and whose `error` event nobody hears.
 *
 * An `error` event without a listener is thrown, out of reach of every `try`, and ends the process.
 * At most one candidate for each value that is made.
 */
export default defineDetector({
  id: 'emitter-without-error-listener',
  code: 'E6',
  category: 'error-handling',
  precision: 'B',
  kills: {
    listened: 'Is a listener for `error` added, or does something wait for the value that adds one?',
    handed: 'Does code elsewhere get hold of the value, which may listen?',
    tested: 'Was it made sure before that the value can be made?'
  },
  judge: judgeModule
})

type Kill = 'listened' | 'handed' | 'tested'
type Call = CallExpression | NewExpression
type Missing = ErrorFate & {kind: 'missing'}

function judgeModule(code: Code, context: DetectorContext): Judged[] {
  const calls: readonly Call[] = [...code.nodes('CallExpression'), ...code.nodes('NewExpression')]
  return calls.flatMap(call => {
    const made = emitterMadeBy(context, code, call)
    if (made) return [judgeMade(context, code, call, made)]
    const given = isCall(call) ? emitterGivenBy(context, code, call) : undefined
    return given ? judgeGiven(code, given) : []
  })
}

function judgeMade(context: DetectorContext, code: Code, call: Call, made: MadeEmitter): Judged {
  const drop = (kill: Kill, reason: string) => dropped(code, call, kill, reason)
  const fate = errorFate(code, call, made.model.promised === true)
  if (fate.kind === 'listened') return drop('listened', `its errors are heard at ${code.at(fate.at)}`)
  if (fate.kind === 'handed') return drop('handed', `others get hold of it at ${code.at(fate.at)}`)
  const elsewhere = fate.holder && listenedElsewhere(context, code, fate.holder)
  if (elsewhere) return drop('listened', elsewhere)
  const tested = isSure(code, call)
  if (tested) return drop('tested', tested)
  return describe(code, call, made.model, {
    fate,
    reason: made.reason,
    confidence: made.sure ? 'high' : 'medium',
    isScript: context.facts.module(code.path)?.exports.length === 0,
    how: 'is made'
  })
}

function judgeGiven(code: Code, given: ReceivedEmitter): Judged[] {
  const place = placeOf(code, given.parameter)
  const fate = place && fateOfPlace(code, place)
  if (!fate) return []
  if (fate.kind !== 'missing') return [dropped(code, given.call, fate.kind, `seen at ${code.at(fate.at)}`)]
  const reason = `it is the connection that ${code.show(given.call.callee)} gives its handler`
  return [
    describe(code, given.parameter, given.model, {
      fate,
      reason,
      confidence: 'high',
      isScript: false,
      how: 'is received'
    })
  ]
}

/** A field or export of that name that another module listens to. */
function listenedElsewhere(context: DetectorContext, code: Code, place: Place): string | undefined {
  const isOpen =
    place.kind === 'field'
      ? !place.name.startsWith('#')
      : place.lifetime === 'module' && isExported(context, code, place.name)
  return isOpen && isListenedSomewhere(context, code.path, place.name)
    ? `some code listens to the errors of a \`${place.name}\``
    : undefined
}

const LOOKS =
  /^(?:exists|stat|lstat|access|isFile|fileExists|pathExists|realpath|readdir|glob|ensure|mkdir|mkdtemp|which|touch)/i

/** Why it is known beforehand that the file is there, or the command can be run. */
function isSure(code: Code, call: Call): string | undefined {
  const [first] = call.arguments
  if (first && /^process\.(?:execPath|argv\[0\]|argv0)$/.test(code.text(first)))
    return `\`${code.text(first)}\` is there and can be run`
  const shell = shellOf(code, call)
  if (shell) return `a shell starts it (${code.show(shell)}): a missing command is an exit code`
  const trial = trialOf(code, call)
  if (trial) return `the same command is tried at ${code.at(trial)}`
  const name = callName(call) ?? ''
  if (!/Stream$/.test(name)) return undefined
  const fn = code.functionOf(call)
  const look = code
    .nodes('CallExpression')
    .find(one => one.end <= call.start && code.functionOf(one) === fn && LOOKS.test(callName(one) ?? ''))
  return look && `${code.show(look)} at ${code.at(look)} looks before`
}

/** `shell: true` among the options of a start. */
function shellOf(code: Code, call: Call): Node | undefined {
  const options = call.arguments.find(one => one.type === 'ObjectExpression')
  return options?.properties.find(
    one => one.type === 'Property' && /^shell\s*:\s*(?:true|['"])/.test(code.text(one))
  )
}

const ASKS = /^(?:has|is|can|supports|check|detect|probe|test)(?![a-z])/

/** A start of the same command in a function that asks whether it can be run, and hears its errors. */
function trialOf(code: Code, call: Call): Node | undefined {
  const command = stringValue(call.arguments[0] as Node | undefined)
  if (command === undefined || !isCall(call)) return undefined
  return code.nodes('CallExpression').find(one => {
    if (one === call || stringValue(one.arguments[0] as Node | undefined) !== command) return false
    if (callName(one) !== callName(call) || code.functionOf(one) === code.functionOf(call)) return false
    return (
      ASKS.test(code.symbolOf(one).split('.').at(-1) ?? '') && errorFate(code, one, false).kind === 'listened'
    )
  })
}

interface Found {
  readonly fate: Missing
  readonly reason: string
  readonly confidence: Confidence
  /** Whether the module gives nothing out: it may as well stop. */
  readonly isScript: boolean
  readonly how: 'is made' | 'is received'
}

function describe(code: Code, node: Node, model: EmitterModel, found: Found): Candidate {
  const {fate, reason, how, isScript} = found
  const {holder} = fate
  const name = holder ? `\`${holder.text}\`` : code.show(node)
  const events = otherEvents(code, fate.uses)
  const [event] = events
  const isOpen = holder?.kind === 'field' && !holder.name.startsWith('#')
  return {
    ...located(code, node),
    endLine: Math.min(code.endLine(node), code.line(node) + 8),
    resource: `${holder?.name ?? nameOf(node)}.error`,
    title: `nobody hears an \`error\` of ${model.what} (${name}), and the process ends`,
    failureMode: `${capital(model.what)} ${how} at ${code.at(node)}, and no listener for \`error\` is added${event ? `, though one for \`${event.name}\` is at ${code.at(event.node)}` : ''}. Node.js throws an \`error\` event that nobody hears; no \`try\` or \`catch\` around the code is on the stack then.`,
    precondition: `${model.when}.`,
    failurePath: [
      `${name} ${how} (${code.at(node)}).`,
      `Later ${model.when}: it emits \`error\`.`,
      'No listener is there: the error is thrown as an uncaught exception, and all other work of the process ends with it.'
    ],
    silence: 'the crash shows the error and a stack inside of Node.js, without a line of this code.',
    silent: false,
    evidence: [
      seen(code, node, `${model.what} ${how}; ${reason}`),
      ...events.slice(0, 2).map(one => seen(code, one.node, `listens to \`${one.name}\` only`))
    ],
    challenged: [
      survived(
        'listened',
        holder ? `none of ${fate.uses.length} uses of \`${holder.text}\` adds one` : 'nothing keeps the value'
      ),
      isOpen
        ? undecided(
            'handed',
            `\`${holder.text}\` is not private; no code was seen that listens to a \`${holder.name}\``
          )
        : survived(
            'handed',
            holder ? 'it is not passed on, returned or stored elsewhere' : 'it is used only where it is made'
          ),
      survived('tested', 'nothing before it makes sure that it can not fail')
    ],
    likelihood: isScript ? 1 : model.likelihood,
    spread: isScript ? 2 : 3,
    confidence: isOpen ? lower(found.confidence) : found.confidence,
    fix: `add \`on('error', …)\` in the same turn in which ${model.what} ${how}, and end or retry what depends on it.`,
    falsifiedBy: `a run in which ${model.when}, and the process goes on.`
  }
}

/** Other events that are listened to, in source order. */
function otherEvents(code: Code, uses: readonly Node[]): {name: string; node: Node}[] {
  return uses.flatMap(use => {
    const member = code.parentOf(use)
    const call = member?.type === 'MemberExpression' ? code.parentOf(member) : undefined
    if (!member || !isCall(call) || !/^(?:on|once|addListener)$/.test(propertyName(member) ?? '')) return []
    const name = stringValue(call.arguments[0] as Node | undefined)
    return name === undefined ? [] : [{name, node: call}]
  })
}

function nameOf(node: Node): string {
  if (node.type === 'Identifier') return node.name
  return node.type === 'CallExpression' || node.type === 'NewExpression'
    ? (callName(node) ?? 'value')
    : 'value'
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
