import {once} from 'node:events'
import {Worker} from 'node:worker_threads'
import {HubError} from '../../hub-error.ts'
import {type Call, fromPlainError, type Reply, type Request, type ThreadData} from './messages.ts'

/** A running thread of an embedded store. */
export interface Thread {
  readonly call: Call
  readonly running: boolean
  /** Fulfils when it has ended, whatever the reason. */
  readonly ended: Promise<unknown>
}

interface Pending {
  resolve(value: unknown): void
  reject(error: HubError): void
}

/** Fulfils once the database is open; rejects with the reason why it cannot be. */
export async function startThread(script: URL, data: ThreadData): Promise<Thread> {
  const worker = new Worker(script, {workerData: data})
  const pending = new Map<number, Pending>()
  let running = true
  let last = 0
  const fail = (error: HubError) => {
    running = false
    for (const {reject} of pending.values()) reject(error)
    pending.clear()
  }
  worker.on('message', (reply: Reply) => settle(pending, reply))
  worker.on('error', error => fail(crashed(error)))
  worker.on('exit', () => fail(crashed()))
  await new Promise((resolve, reject) => pending.set(0, {resolve, reject}))
  return {
    call: (name, ...values) =>
      new Promise((resolve, reject) => {
        if (!running) return reject(crashed())
        const request: Request = {id: ++last, name, values}
        pending.set(request.id, {resolve: resolve as Pending['resolve'], reject})
        worker.postMessage(request)
      }),
    get running() {
      return running
    },
    ended: once(worker, 'exit')
  }
}

function settle(pending: Map<number, Pending>, reply: Reply): void {
  const waiting = pending.get(reply.id)
  pending.delete(reply.id)
  if ('error' in reply) waiting?.reject(fromPlainError(reply.error))
  else waiting?.resolve(reply.value)
}

function crashed(cause?: unknown): HubError {
  return new HubError('unavailable', "The thread of the hub's database has ended: try again", {cause})
}
