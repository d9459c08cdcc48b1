import {readdirSync, readFileSync} from 'node:fs'
import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {parseDocument} from '../../src/artifacts/regions.ts'
import {removeGenerated} from '../../src/artifacts/remove-generated.ts'
import {updateDocument} from '../../src/artifacts/update-document.ts'
import {action, changing, fullPlan, plan, region, row, without, zone} from './sample-plan.ts'

const folder = new URL('../../fixtures/markdown/', import.meta.url)
const fixtures = readdirSync(folder).sort()

function update(old: string | undefined, to = fullPlan(), policy: 'stop' | 'adopt' | 'discard' = 'stop') {
  return updateDocument({name: 'DOCUMENT.md', old, plan: to, versions: () => [], policy})
}

/** Everything outside blocks, generated headings included. */
function outside(text: string): string {
  const {blocks, next} = parseDocument(text)
  const cuts = [...blocks, ...(next ? [next] : [])].sort((a, b) => a.start - b.start)
  let result = ''
  let offset = 0
  for (const {start, end} of cuts) {
    result += text.slice(offset, start)
    offset = end
  }
  return result + text.slice(offset)
}

/** `words` stand in `text` in this order, other things may stand between. */
function holdsLines(text: string, lines: readonly string[]): boolean {
  let offset = 0
  return lines.every(line => {
    const at = text.indexOf(line, offset)
    offset = at + line.length
    return at !== -1
  })
}

describe.each(fixtures)('%s', name => {
  const hand = readFileSync(new URL(name, folder), 'utf8')

  test('keeps its bytes, gets its blocks, and gives them back', () => {
    const first = update(hand)
    expect(first.stopped).toBeUndefined()
    expect(first.text.startsWith(hand.trimEnd())).toBe(true)
    expect(parseDocument(first.text).blocks).toHaveLength(9)
    expect(update(first.text)).toEqual({text: first.text, changed: false, messages: []})
    expect(removeGenerated(first.text)).toBe(hand)
  })

  test('stays the same outside blocks when the plan changes', () => {
    const first = update(hand).text
    const second = update(
      first,
      changing(fullPlan(), 'diagram', () => 'No diagram.')
    )
    expect(outside(second.text)).toBe(outside(first))
    expect(removeGenerated(second.text)).toBe(hand)
  })

  test('may stand between the blocks of a generated document', () => {
    const text = hand.replace('\u{FEFF}', '').trim()
    if (/^#|^---|^=|^<<<|^[A-Z].*\n[=-]+$/m.test(text)) return
    const generated = update(undefined).text
    const {blocks} = parseDocument(generated)
    for (const {start} of blocks.filter((_, i) => i % 3 === 1)) {
      const mixed = `${generated.slice(0, start)}${text}\n\n${generated.slice(start)}`
      const changed = update(
        mixed,
        changing(fullPlan(), 'intro', () => 'Other words.')
      )
      if (changed.stopped) expect(changed.text).toBe(mixed)
      else expect(changed.text).toContain(text)
      expect(
        update(
          changed.text,
          changing(fullPlan(), 'intro', () => 'Other words.')
        ).changed
      ).toBe(false)
    }
  })
})

const anyPlan = fc
  .record({
    zones: fc.uniqueArray(fc.integer({min: 1, max: 6}), {maxLength: 4}),
    split: fc.integer({min: 0, max: 4}),
    actions: fc.uniqueArray(fc.integer({min: 1, max: 5}), {maxLength: 4}),
    rows: fc.uniqueArray(fc.integer({min: 1, max: 5}), {maxLength: 4}),
    words: fc.constantFrom('one', 'two', 'three')
  })
  .map(({zones, split, actions, rows, words}) =>
    plan(
      [
        {heading: undefined, blocks: [region('intro', `Words: ${words}.`)]},
        {heading: 'Critical', blocks: zones.slice(0, split).map(n => zone(n, words))},
        {heading: 'Elevated', blocks: zones.slice(split).map(n => zone(n, words))},
        {heading: 'Now', blocks: actions.map(n => action(n, words)), always: true},
        {heading: 'Open', blocks: rows.map(n => row(n, words))}
      ],
      {next: {prefix: 'DZ', number: 7}}
    )
  )

const anyHand = fc
  .array(
    fc.constantFrom(
      'text',
      '# Title',
      '## Critical',
      '## Mine',
      '',
      '',
      '- item',
      '> quote',
      '    code',
      'a  '
    ),
    {
      maxLength: 14
    }
  )
  .chain(lines => fc.constantFrom('\n', '\r\n').map(ending => lines.join(ending)))

test('ends in the same place whatever stood before, and stays there', () => {
  fc.assert(
    fc.property(fc.option(anyHand, {nil: undefined}), anyPlan, anyPlan, (hand, one, two) => {
      const first = update(hand, one)
      const second = update(first.text, two)
      expect(second.stopped).toBeUndefined()
      expect(update(second.text, two)).toEqual({text: second.text, changed: false, messages: []})
      const ids = two.sections.flatMap(({blocks}) => blocks.map(({id}) => id))
      expect(parseDocument(second.text).blocks.map(({id}) => id)).toEqual(ids)
    }),
    {numRuns: 40, seed: 1}
  )
})

test('gives a hand-written document back after any two updates', () => {
  fc.assert(
    fc.property(anyHand, anyPlan, anyPlan, (hand, one, two) => {
      if (hand.trim() === '') return
      expect(removeGenerated(update(update(hand, one).text, two).text)).toBe(hand)
    }),
    {numRuns: 40, seed: 2}
  )
})

test('keeps what people write between blocks in any order of plans', () => {
  const words = ['First own line', 'Second own line', 'Third own line']
  fc.assert(
    fc.property(anyPlan, anyPlan, fc.array(fc.nat(20), {minLength: 3, maxLength: 3}), (one, two, places) => {
      const {text} = update(undefined, one)
      const starts = [...parseDocument(text).blocks, ...parseDocument(text).headings].map(({start}) => start)
      const at = places.map(n => starts[n % starts.length] ?? 0).sort((a, b) => a - b)
      let mixed = text
      for (const i of [2, 1, 0]) mixed = `${mixed.slice(0, at[i])}${words[i]}  \n\n${mixed.slice(at[i])}`
      const updated = update(mixed, two)
      expect(updated.stopped).toBeUndefined()
      expect(
        holdsLines(
          updated.text,
          words.map(word => `${word}  \n`)
        )
      ).toBe(true)
      expect(update(updated.text, two).changed).toBe(false)
    }),
    {numRuns: 40, seed: 3}
  )
})

describe('a character typed anywhere into a generated document', () => {
  const small = plan(
    [
      {heading: undefined, blocks: [region('intro', 'A `few` *words*.')]},
      {heading: 'Critical', blocks: [zone(7, 'it waits')]},
      {heading: 'Now', blocks: [action(1, 'stop it')]}
    ],
    {next: {prefix: 'DZ', number: 9}}
  )
  const generated = update(undefined, small).text
  const next = changing(small, 'intro', () => 'Fresh words.')

  // Every third place, to stay quick; three characters that mean something else in each construct.
  test.each(['§', '`', '\n'])('%j is kept, or stops the write', typed => {
    for (let offset = 0; offset < generated.length; offset += 3) {
      const edited = generated.slice(0, offset) + typed + generated.slice(offset)
      const result = update(edited, next)
      if (result.stopped) expect(result.text).toBe(edited)
      else if (typed === '§' && !inMarker(generated, offset))
        expect([offset, result.text]).toEqual([offset, expect.stringContaining('§')])
      expect(update(result.text, next).changed).toBe(false)
    }
  })

  test('a character taken away is no loss unless it stops the write', () => {
    for (let offset = 1; offset < generated.length; offset += 5) {
      const edited = generated.slice(0, offset) + generated.slice(offset + 1)
      const result = update(edited, next)
      if (result.stopped) expect(result.text).toBe(edited)
      expect(update(result.text, next).changed).toBe(false)
    }
  })
})

/** Whether an offset lies in one of our comments or anchors. */
function inMarker(text: string, offset: number): boolean {
  const start = text.lastIndexOf('\n', offset - 1) + 1
  const end = text.indexOf('\n', offset)
  return /^\s*<(?:!--|a id)/.test(text.slice(start, end === -1 ? undefined : end))
}

test('takes out exactly the block that goes', () => {
  const full = update(undefined).text
  for (const {kind, id} of parseDocument(full).blocks) {
    const fewer = without(fullPlan(), kind, id)
    expect(update(update(full, fewer).text).text).toBe(full)
  }
})
