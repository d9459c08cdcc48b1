import {parentPort, receiveMessageOnPort, workerData} from 'node:worker_threads'
import type {Reply, Request, ThreadData} from './messages.ts'
import {toPlainError} from './messages.ts'
import {type Service, startService} from './service.ts'
import {toHubError} from './sqlite-error.ts'

/** Requests of one transaction: more would keep the first waiting. */
const groupRequests = 256

const port = parentPort
if (!port) throw new Error('Expected to run as the thread of an embedded store')

const reply = (message: Reply) => port.postMessage(message)

const service = start(workerData as ThreadData)
if (service) {
  port.on('message', (first: Request) => service.handle(drain(first)))
  reply({id: 0, value: undefined})
}

function start(data: ThreadData): Service | undefined {
  try {
    // The last reply goes first.
    return startService(data, reply, () => setImmediate(() => port?.close()))
  } catch (error) {
    reply({id: 0, error: toPlainError(toHubError(error))})
    return undefined
  }
}

/** Everything that waits, so that one commit serves it. */
function drain(first: Request): readonly Request[] {
  const requests = [first]
  while (port && requests.length < groupRequests) {
    const next = receiveMessageOnPort(port)
    if (!next) break
    requests.push(next.message)
  }
  return requests
}
