import process from 'node:process'
import {GroundtruthError} from '../../errors.ts'
import {type RunningHub, startHub} from '../../hub/server/start-hub.ts'
import type {HubStore} from '../../hub/store/store.ts'
import type {CliContext, ExitCode} from '../context.ts'
import type {Invocation, Options} from '../options.ts'
import {createPrinter} from '../printer.ts'
import {version} from '../version.ts'
import {toHubFailure} from './failure.ts'
import {parseHostPort} from './host-port.ts'
import {createHubLog} from './log-lines.ts'
import {readPem} from './read-pem.ts'
import {locateStore, withStore} from './with-store.ts'

const defaultListen = '127.0.0.1:7433'
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** `groundtruth hub start`: serves until a signal or `hub stop` ends it. */
export async function start(invocation: Invocation, context: CliContext): Promise<ExitCode> {
  const location = locateStore(invocation.options.store ?? '', invocation.options, context)
  // What is wrong with the flags is told before a folder is made or a database asked.
  const serving = servingOptions(invocation.options, context)
  try {
    await withStore(location, store => serve(store, serving, invocation, context))
  } catch (error) {
    throw toHubFailure(error, invocation)
  }
  return 0
}

async function serve(
  store: HubStore,
  serving: ReturnType<typeof servingOptions>,
  {command, options}: Invocation,
  context: CliContext
): Promise<void> {
  const hub = await startHub({store, version, ...serving})
  const stop = () => void hub.stop()
  // A second signal ends the process at once.
  for (const signal of signals) process.once(signal, stop)
  try {
    await announce(hub, store, {command, options}, context)
    await hub.stopped
  } finally {
    for (const signal of signals) process.off(signal, stop)
  }
}

function servingOptions(options: Options, context: CliContext) {
  const {listen = defaultListen, metrics, insecure, maxCalls, maxStreams, keepAudit} = options
  const tls = readTls(options, context)
  return {
    listen: parseHostPort('--listen', listen),
    log: createHubLog(context.stderr, options.verbose === true),
    ...(tls && {tls}),
    ...(metrics !== undefined && {metrics: parseHostPort('--metrics', metrics)}),
    ...(insecure !== undefined && {insecure}),
    limits: {
      ...(maxCalls !== undefined && {callsPerSecond: maxCalls, callsBurst: 2 * maxCalls}),
      ...(maxStreams !== undefined && {streamsPerToken: maxStreams, streams: Math.max(2000, maxStreams)}),
      ...(keepAudit !== undefined && {auditDays: keepAudit})
    }
  }
}

function readTls({tlsCert, tlsKey, clientCa, ...options}: Options, context: CliContext) {
  if (tlsCert === undefined && tlsKey === undefined && clientCa === undefined) return undefined
  if (tlsCert === undefined || tlsKey === undefined)
    throw new GroundtruthError('usage', 'Expected --tls-cert and --tls-key together, got one of them', {
      hint: 'name the certificate chain and its private key'
    })
  const pem = (flag: string, path: string) => readPem(flag, path, options, context)
  return {
    cert: pem('--tls-cert', tlsCert),
    key: pem('--tls-key', tlsKey),
    ...(clientCa !== undefined && {clientCa: pem('--client-ca', clientCa)})
  }
}

/** One line, since the process goes on: a program reads it and begins to call. */
async function announce(
  {url, metricsUrl, adminToken}: RunningHub,
  store: HubStore,
  {command, options}: Pick<Invocation, 'command' | 'options'>,
  context: CliContext
): Promise<void> {
  const [logId, head] = [await store.logId(), await store.head()]
  const printer = createPrinter(options, context)
  if (options.json) {
    const fields = {url, metricsUrl, store: store.kind, logId, head, adminToken}
    return printer.result(`${JSON.stringify({schemaVersion: 1, command, ...fields})}\n`)
  }
  printer.result(`${url} (${store.kind} store, log ${logId}, ${head} rows)\n`)
  if (metricsUrl !== undefined) printer.result(`${metricsUrl} (metrics)\n`)
  if (adminToken !== undefined) printer.result(`admin token, shown this once: ${adminToken}\n`)
}
