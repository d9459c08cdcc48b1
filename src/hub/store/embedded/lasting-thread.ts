import {randomUUID} from 'node:crypto'
import {join} from 'node:path'
import {HubError} from '../../hub-error.ts'
import type {Call} from './messages.ts'
import {startThread, type Thread} from './thread.ts'

/**
 * Opens the database of a directory in a thread, which the first call after a crash starts anew. What was asked of the
 * crashed one is rejected: nobody knows what became of it.
 */
export async function openLastingThread(
  script: URL,
  directory: string,
  create: boolean
): Promise<{readonly call: Call; close(): Promise<void>}> {
  const path = join(directory, 'hub.db')
  const start = (create: boolean) => startThread(script, {path, create, newLogId: randomUUID()})
  let thread = await start(create)
  let starting: Promise<Thread> | undefined
  let closed = false
  const startAnew = async () => {
    thread = await start(false)
    return thread
  }
  const running = () => {
    if (thread.running) return thread
    starting ??= startAnew().finally(() => {
      starting = undefined
    })
    return starting
  }
  return {
    async call(name, ...values) {
      if (closed) throw new HubError('unavailable', `The hub's store in ${directory} was closed`)
      return (await running()).call(name, ...values)
    },
    async close() {
      closed = true
      await starting?.catch(() => undefined)
      if (thread.running) await Promise.all([thread.call('close'), thread.ended])
    }
  }
}
