import type {Node} from '@oxc-project/types'
import {outsideCalls} from '../../../effects/outside-calls.ts'
import {callName} from '../../../syntax/call-name.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import {type Candidate, type DetectorContext, defineDetector} from '../define-detector.ts'
import {type Call, callSearch, type FoundCall} from '../machinery/api/call-search.ts'
import {type RequestHandler, requestHandlers} from '../machinery/api/request-handlers.ts'
import {contains} from '../machinery/awaits.ts'
import type {Code} from '../machinery/code.ts'
import {dropped, type Judged, located, seen, survived} from '../machinery/detection.ts'
import {emptinessTests} from '../machinery/emptiness.ts'
import {placeOf} from '../machinery/place.ts'

/**
 * Work that blocks the event loop, run for each request.
 *
 * While it runs, no other request of the process is answered. At most one candidate for each blocking call.
 */
export default defineDetector({
  id: 'blocking-in-handler',
  code: 'S7',
  category: 'scaling',
  precision: 'B',
  kills: {
    once: 'Is the result kept, so that only the first request waits?',
    development: 'Does it run in development or at start-up only?'
  },
  judge: judgeModule
})

type Kill = 'once' | 'development'

/** What blocks, and for how long. */
interface Blocking {
  readonly what: string
  readonly likelihood: 1 | 2 | 3
}

const search = callSearch<Blocking>(blockingOf)

const PROCESSES = /^(?:execSync|execFileSync|spawnSync)$/
const COMPUTES =
  /^(?:pbkdf2Sync|scryptSync|hashSync|compareSync|genSaltSync|generateKeyPairSync|generatePrimeSync)$/
const UNPACKS =
  /^(?:gzipSync|gunzipSync|inflateSync|deflateSync|inflateRawSync|deflateRawSync|brotliCompressSync|brotliDecompressSync|unzipSync)$/
const FILES =
  /^(?:readFileSync|writeFileSync|appendFileSync|readdirSync|copyFileSync|cpSync|rmSync|readJsonSync|readJSONSync|writeJsonSync|outputFileSync|copySync|removeSync)$/

/** Source: nodejs.org/api, functions whose names end with `Sync`; those that only look at a file are left out. */
function blockingOf(context: DetectorContext, code: Code, call: Call): Blocking | undefined {
  const name = callName(call)
  if (name === undefined || !name.endsWith('Sync')) return undefined
  const from = outsideCalls(context.facts).valueOf(code.ast, call.callee)?.package
  if (from === undefined) return undefined
  if (PROCESSES.test(name)) return {what: 'waits for a child process', likelihood: 3}
  if (COMPUTES.test(name)) return {what: 'computes for some hundred milliseconds', likelihood: 3}
  if (UNPACKS.test(name)) return {what: 'packs or unpacks all of the data', likelihood: 2}
  return FILES.test(name) ? {what: 'waits for the disk', likelihood: 1} : undefined
}

function judgeModule(code: Code, context: DetectorContext): Judged[] {
  const reported = new Set<Node>()
  return requestHandlers(context, code).flatMap(handler => {
    const found = search.inside(context, handler)
    if (!found || reported.has(found.call)) return []
    reported.add(found.call)
    return [judge(handler, found)]
  })
}

function judge(handler: RequestHandler, found: FoundCall<Blocking>): Judged {
  const drop = (kill: Kill, reason: string) => dropped(found.code, found.call, kill, reason)
  const once = keptBy(found)
  if (once) return drop('once', once)
  const development = developmentAround(found.code, found.call) ?? developmentPath(found.code)
  if (development) return drop('development', development)
  return describe(handler, found)
}

/** A test of state that outlives the request around the call, or a memo by its name. */
function keptBy({code, call, through}: FoundCall<Blocking>): string | undefined {
  for (const ancestor of code.ancestorsOf(call)) {
    if (ancestor.type === 'AssignmentExpression' && /^(?:\?\?|\|\|)=$/.test(ancestor.operator))
      return `it is kept at ${code.at(ancestor)}`
    const tests =
      ancestor.type === 'IfStatement' && !contains(ancestor.test, call)
        ? emptinessTests(code, ancestor.test)
        : []
    if (tests.some(({target}) => (placeOf(code, target)?.lifetime ?? 'local') !== 'local'))
      return `it runs behind a test of state at ${code.at(ancestor)}`
  }
  const memo = through
    .map(each => /\b\w*(?:cache|memo|once)\w*\b/i.exec(each.code.text(each.fn))?.[0])
    .find(each => each !== undefined)
  return memo && `\`${memo}\` keeps it, by its name`
}

function developmentAround(code: Code, call: Node): string | undefined {
  for (const ancestor of code.ancestorsOf(call)) {
    const test =
      ancestor.type === 'IfStatement' || ancestor.type === 'ConditionalExpression' ? ancestor.test : undefined
    if (test && !contains(test, call) && /\bdev(?:elopment)?\b|NODE_ENV|isDev|DEBUG/i.test(code.text(test)))
      return `${code.show(test)} at ${code.at(test)}`
  }
  return undefined
}

function developmentPath(code: Code): string | undefined {
  const part =
    /(?:^|\/)(?:dev|dev-server|devtools|scripts?|playground|examples?|bench\w*|test\w*|debug[\w-]*)(?=\/)/i.exec(
      code.path
    )?.[0]
  return part && `the module lies in \`${part.replace(/^\//, '')}\``
}

function describe(handler: RequestHandler, {code, call, through, value}: FoundCall<Blocking>): Candidate {
  const name = memberPath(call.callee) ?? callName(call) ?? 'the call'
  const way = through.map(each => each.code.at(each.fn)).join(', ')
  return {
    ...located(code, call),
    resource: name.replaceAll('/', '.'),
    title: `\`${name}\` stops all requests while one is handled`,
    failureMode: `a request handler (${handler.code.at(handler.fn)}; ${handler.reason}) runs \`${name}\` at ${code.at(call)}${way ? `, through ${way}` : ''}: it ${value.what}, and the event loop does nothing else meanwhile.`,
    precondition: 'some requests at the same time, or one whose work is large or slow.',
    failurePath: [
      `A request comes in, and its handler runs (${handler.code.at(handler.fn)}).`,
      `\`${name}\` ${value.what} (${code.at(call)}).`,
      'All other requests, timers and health checks of the process wait; with n requests they wait n times as long.'
    ],
    silence: 'each request succeeds; only the delays of the others grow.',
    silent: true,
    evidence: [seen(handler.code, handler.fn, `handler; ${handler.reason}`), seen(code, call, value.what)],
    challenged: [
      survived('once', 'no state is tested before, and nothing keeps the result'),
      survived('development', 'no condition restricts it to development')
    ],
    likelihood: value.likelihood,
    spread: 3,
    confidence: value.likelihood > 1 ? 'high' : 'medium',
    fix: `use the asynchronous form of \`${callName(call)}\`, or do it once at start-up.`,
    falsifiedBy: `a second request that is answered while \`${name}\` of the first still runs.`
  }
}
