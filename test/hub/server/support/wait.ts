import {setTimeout as pause} from 'node:timers/promises'
import {type Code, ConnectError} from '@connectrpc/connect'

/** Fulfils once `isTrue`; rejects after `withinMs`, saying what was waited for. */
export async function until(
  what: string,
  isTrue: () => boolean | Promise<boolean>,
  withinMs = 5000
): Promise<void> {
  const end = performance.now() + withinMs
  while (!(await isTrue())) {
    if (performance.now() > end) throw new Error(`Waited ${withinMs} ms in vain: ${what}`)
    await pause(5)
  }
}

/** The code that a call is refused with. */
export async function codeOf(call: Promise<unknown>): Promise<Code | 'ok'> {
  return call.then(
    () => 'ok' as const,
    error => ConnectError.from(error).code
  )
}
