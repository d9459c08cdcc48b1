import fc from 'fast-check'

/** A document of zones by hand. Each line that is no heading holds a word of its own, `w0`, `w1`, …. */
export interface HandDocument {
  readonly text: string
  /** The words that stand in an introduction. */
  readonly intro: ReadonlySet<string>
}

const titles = [
  'DZ-1: torn',
  'H-2: late',
  '3. Slow',
  'Cache',
  'src/store',
  'High',
  'By module',
  'Checklist',
  'Legend',
  'Impact'
]

/** What can stand below a heading; `w` becomes a word of its own. */
const bodies = [
  'w text',
  'w text\nw goes on',
  '**Risk**: high w\n**Odd**: w',
  '- **lock w** - racy\n  - Risk: high w\n- w',
  '1. **save()** w\n\n   more w\n2. w words all plain',
  '- Location: `src/a.ts` w\n- w',
  '| a | b |\n|---|---|\n| w | x |',
  '| Zone | Module | Risk |\n|---|---|---|\n| zone w | store | high |\n| lock w | | low |',
  '```ts\nw\n```',
  '> w said',
  '<!-- said -->',
  '---',
  '- [ ] w to do',
  '<p>w</p>'
]

const section = fc.record({
  depth: fc.integer({min: 2, max: 4}),
  title: fc.constantFrom(...titles),
  content: fc.array(fc.constantFrom(...bodies), {maxLength: 3})
})

/** Documents of every form that is read, mixed without sense. */
export const handDocuments: fc.Arbitrary<HandDocument> = fc
  .record({
    opening: fc.array(fc.constantFrom('w text', '> w', '_w_'), {maxLength: 2}),
    sections: fc.array(section, {maxLength: 6})
  })
  .map(({opening, sections}) => {
    const intro = new Set<string>()
    let next = 0
    const number = (content: string, explains: boolean) =>
      content.replace(/\bw\b/g, () => {
        const word = `w${next++}`
        if (explains) intro.add(word)
        return word
      })
    const parts = sections.flatMap(({depth, title, content}) => [
      `${'#'.repeat(depth)} ${title}`,
      ...content.map(one => number(one, title === 'Legend'))
    ])
    return {text: ['# Danger zones', ...opening.map(one => number(one, true)), ...parts].join('\n\n'), intro}
  })
