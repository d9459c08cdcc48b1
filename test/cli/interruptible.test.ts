import {afterEach, describe, expect, it, vi} from 'vitest'
import {interruptible} from '../../src/cli/prove/interruptible.ts'

afterEach(() => vi.restoreAllMocks())

describe('work that can be interrupted', () => {
  it('cleans up first, then the process ends by the first signal that came', async () => {
    const order: string[] = []
    vi.spyOn(process, 'kill').mockImplementation((_, signal) => {
      order.push(String(signal))
      return true
    })
    const before = process.listenerCount('SIGHUP')
    const work = interruptible(
      signal =>
        new Promise<void>(resolve => {
          signal.addEventListener('abort', () => {
            order.push('cleaned')
            resolve()
          })
        })
    )
    process.emit('SIGHUP', 'SIGHUP')
    process.emit('SIGHUP', 'SIGHUP')
    await work
    expect(order).toEqual(['cleaned', 'SIGHUP'])
    expect(process.listenerCount('SIGHUP')).toBe(before)
  })

  it('leaves no trace without a signal, also when it fails', async () => {
    const kill = vi.spyOn(process, 'kill').mockReturnValue(true)
    const before = process.listenerCount('SIGHUP')
    expect(await interruptible(async () => 3)).toBe(3)
    await expect(interruptible(() => Promise.reject(new Error('boom')))).rejects.toThrow('boom')
    expect(process.listenerCount('SIGHUP')).toBe(before)
    expect(kill).not.toHaveBeenCalled()
  })
})
