import {describe, expect, it} from 'vitest'
import {judge} from '../judge.ts'

const parcel = (body: string) => ({
  'src/parcel-box.ts': `import {timingSafeEqual} from 'node:crypto'\nexport function unlock(code: string, known: Map<string, string>) {\n${body}\n}\n`
})
const verdict = (item: string, body: string) => judge(`- [ ] ${item}`, parcel(body)).verdict

describe('what an item says of today', () => {
  const item = '`unlock` currently uses == for the code'

  it('is so, is not so, or is not known', () => {
    expect(verdict(item, '  return known.get(code) == code')).toBe('not-implemented')
    expect(verdict(item, '  return timingSafeEqual(Buffer.from(code), Buffer.from(code))')).toBe(
      'stale-premise'
    )
    expect(verdict(item, '  return known')).not.toBe('stale-premise')
    expect(verdict(item, "  return typeof code === 'string' && known === undefined")).not.toMatch(
      /stale|not-impl/
    )
  })

  it('needs every part of it to be gone', () => {
    const both = '`unlock` currently uses === and does a linear scan'
    expect(verdict(both, '  return timingSafeEqual(known.get(code), code)')).toBe('stale-premise')
    expect(verdict(both, '  for (const each of known) timingSafeEqual(each, code)')).toBe('not-implemented')
    expect(verdict(both, '  return timingSafeEqual(code, code)')).not.toBe('stale-premise')
  })

  it('is quoted with the line that contradicts it', () => {
    expect(judge(`- [ ] ${item}`, parcel('  return timingSafeEqual(code, code)')).rule).toBe(
      '"unlock currently uses ==" is not so: `unlock` has `timingSafeEqual` in `src/parcel-box.ts:3`'
    )
  })
})

describe('what is said to happen silently', () => {
  const item = '`unlock` drops codes silently'

  it('does not once a branch counts, tells or throws', () => {
    for (const sign of [
      'this.lost += 1',
      "events.emit('lost')",
      "console.warn('lost')",
      "throw new Error('lost')"
    ])
      expect(verdict(item, `  if (!known.has(code)) {\n    ${sign}\n  }`), sign).toBe('stale-premise')
    expect(verdict(item, '  if (!known.has(code)) return\n  this.opened += 1')).not.toBe('stale-premise')
    expect(verdict('`other` drops codes silently', "  if (!known) throw new Error('lost')")).not.toBe(
      'stale-premise'
    )
  })
})

describe('what an item asks for', () => {
  it('is there, or is in none of the functions', () => {
    const item = 'Use a constant-time compare in `unlock`'
    expect(verdict(item, '  return timingSafeEqual(code, code)')).toBe('implemented-untested')
    expect(verdict(item, '  return known.get(code) === code')).toBe('not-implemented')
  })

  it('is a log that speaks of the matter', () => {
    const item = 'Log when a code is unknown to `unlock`'
    expect(verdict(item, "  if (!known.has(code)) console.warn('unknown code')")).toBe('implemented-untested')
    expect(verdict(item, '  return known.has(code)')).toBe('not-implemented')
    expect(verdict(item, '  return known\n\n\n\n\n  console.log(1)')).not.toMatch(/^implemented/)
    expect(judge('- [ ] Log results of `unlock`', parcel('  return known')).rule).not.toContain('no logging')
    expect(judge('- [ ] Log when the parcel box lags', parcel('  return known')).rule).not.toContain(
      'no logging'
    )
    expect(judge('- [x] Log when a code is unknown to `unlock`', parcel('  return known')).verdict).not.toBe(
      'phantom'
    )
    expect(verdict('Log in with `unlock`', "  console.log('x')")).not.toMatch(/^implemented/)
  })

  it('is a file that is created exclusively, where one asks for a lock', () => {
    const item = 'Add file locking to the parcel box'
    expect(verdict(item, "  writeFileSync(code, '', {flag: 'wx'})")).toBe('implemented-untested')
    expect(verdict(item, "  open(code, 'wx')")).toBe('implemented-untested')
    expect(verdict(item, "  writeFileSync(code, '', {flag: 'w'})")).not.toMatch(/^implemented/)
    expect(verdict('Add file locking to the letter box', "  open(code, 'wx')")).not.toMatch(/^implemented/)
  })
})

describe('near misses', () => {
  it('are named for a function that compares secrets, and for no other', () => {
    const note = (body: string) =>
      judge('- [x] Add `unlock`', {
        ...parcel(body),
        'src/parcel-box.test.ts':
          "import {unlock} from './parcel-box.ts'\nit('a', () => {\n  unlock('', known)\n  unlock(code + 'x', known)\n})\n"
      }).testNote
    expect(note('  return timingSafeEqual(code, code)')).toBe(
      'near misses that no test hands to `unlock`: a shorter one, one that differs in a character, one that differs in case'
    )
    expect(note('  return known.get(code)')).toBeUndefined()
  })
})
