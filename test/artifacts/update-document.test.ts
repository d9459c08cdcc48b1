import * as prettier from 'prettier'
import {describe, expect, test} from 'vitest'
import {isIntact} from '../../src/artifacts/canonical.ts'
import {parseDocument} from '../../src/artifacts/regions.ts'
import {updateDocument} from '../../src/artifacts/update-document.ts'
import {action, changing, fullPlan, plan, region, samplePersonal, without, zone} from './sample-plan.ts'

type Options = {versions?: readonly string[]; policy?: 'stop' | 'adopt' | 'discard'}

function update(old: string | undefined, to = fullPlan(), {versions = [], policy = 'stop'}: Options = {}) {
  return updateDocument({name: 'DOCUMENT.md', old, plan: to, versions: () => versions, policy})
}

const generated = update(undefined).text

/** Ids and own lines in document order. */
function order(text: string, ...own: readonly string[]): string[] {
  const {blocks, headings} = parseDocument(text)
  const lines = own.flatMap(line => (text.includes(line) ? [{start: text.indexOf(line), name: line}] : []))
  const titles = headings.map(({title, start}) => ({start, name: `# ${title}`}))
  const ids = blocks.map(({id, start}) => ({start, name: id.split('/').at(-1) ?? id}))
  return [...lines, ...titles, ...ids].sort((a, b) => a.start - b.start).map(({name}) => name)
}

describe('a new file', () => {
  test('has title, sections, blocks and the next line last', () => {
    expect(order(generated)).toEqual([
      ...[
        '# Danger zones',
        'intro',
        '# Critical',
        '7',
        '8',
        '# Accepted',
        '# Code map',
        'code-map',
        'diagram'
      ],
      ...['# Now', '1', '2', '# Open', '380', '381']
    ])
    expect(generated.endsWith('-->\n\n<!-- groundtruth:next DZ=9 -->\n')).toBe(true)
  })

  test('leaves out sections without blocks', () =>
    expect(update(undefined, plan([{heading: 'Critical', blocks: []}])).text).toBe('# Danger zones\n'))

  test('ends a body that ends in HTML before its marker', () =>
    expect(
      update(undefined, plan([{heading: 'A', blocks: [region('a', '<details>\nx\n</details>')]}])).stopped
    ).toBeUndefined())
})

describe('Prettier', () => {
  test.each(['generated', 'by hand'])(
    'formats a document %s without breaking a hash or starting a rewrite',
    async which => {
      const text = which === 'generated' ? generated : update('# Mine\n\nText.\n').text
      for (const proseWrap of ['preserve', 'always', 'never'] as const) {
        const pretty = await prettier.format(text, {parser: 'markdown', proseWrap})
        expect(pretty).not.toBe(text)
        const {blocks, problems} = parseDocument(pretty)
        expect(problems).toEqual([])
        expect(blocks.filter(block => isIntact(block, samplePersonal))).toHaveLength(9)
        expect(update(pretty)).toEqual({text: pretty, changed: false, messages: []})
      }
    }
  )
})

describe('line endings and marks', () => {
  test('what is inserted ends its lines as most of the document does', () => {
    const {text} = update('# A\r\n\r\nb\r\n')
    expect(text.replaceAll('\r\n', '')).not.toContain('\n')
  })
  test('the byte order mark stays first and single', () => {
    const {text} = update('\u{FEFF}# A\n')
    expect(text.lastIndexOf('\u{FEFF}')).toBe(0)
  })
  test('a document without a final line ending gets none', () =>
    expect(update('# A').text.endsWith('DZ=9 -->')).toBe(true))
})

describe('a block', () => {
  test('that is intact is rewritten', () =>
    expect(
      update(
        generated,
        changing(fullPlan(), 'intro', () => 'New.')
      ).text
    ).toContain('\nNew.\n'))

  test('that was deleted comes back in its place', () => {
    for (const {start, end} of parseDocument(generated).blocks) {
      const cut = generated.slice(0, start) + generated.slice(end).replace(/^\n+/, '')
      expect(order(update(cut).text)).toEqual(order(generated))
    }
  })

  test('that the plan no longer holds goes with its blank line, own text stays', () => {
    const mixed = generated.replace('<a id="dz-8">', 'Mine.  \n\n<a id="dz-8">')
    const {text} = update(mixed, without(fullPlan(), 'zone', zone(8, '').id))
    expect(text).toContain('-->\n\nMine.  \n\n## Accepted')
  })

  test('of another stage is never touched', () => {
    const onlyIntro = plan([{heading: undefined, blocks: [region('intro', 'New.')]}], {
      owns: (_, id) => id === 'intro'
    })
    const {text} = update(generated, onlyIntro)
    expect(text.slice(text.indexOf('## Critical'))).toBe(generated.slice(generated.indexOf('## Critical')))
  })

  test("that changes its section moves with the person's parts", () => {
    const accepted = generated.replace('**Status**: open', '**Status**: accepted: by design')
    const moved = plan(
      [
        {heading: 'Critical', blocks: [zone(8, 'it waits')]},
        {heading: 'Accepted', blocks: [zone(7, 'two processes can both hold the lock')]}
      ],
      {owns: kind => kind === 'zone'}
    )
    const {text} = update(accepted, moved)
    expect(order(text).slice(2, 6)).toEqual(['# Critical', '8', '# Accepted', '7'])
    expect(text).toContain('accepted: by design')
    expect(update(text, moved).changed).toBe(false)
  })

  test("below a heading of the person's stays there", () => {
    const {start, end} = parseDocument(generated).blocks[4] ?? {start: 0, end: 0}
    const block = generated.slice(start, end)
    const elsewhere = `${generated.replace(`${block}\n\n`, '').trimEnd()}\n\n## Pictures\n\n${block}\n`
    const {text} = update(
      elsewhere,
      changing(fullPlan(), 'diagram', () => 'None.')
    )
    expect(order(text).slice(-2)).toEqual(['# Pictures', 'diagram'])
  })
})

describe('placement', () => {
  const two = (ids: readonly number[]) => plan([{heading: 'Now', blocks: ids.map(id => action(id, 'x'))}])

  test('blocks side by side take the order of the plan', () =>
    expect(order(update(update(undefined, two([1, 2, 3])).text, two([3, 1, 2])).text)).toEqual([
      '# Danger zones',
      '# Now',
      '3',
      '1',
      '2'
    ]))

  test('blocks with own text between them keep theirs, new ones follow the one before them', () => {
    const text = update(undefined, two([1, 2])).text.replace('- [ ] **NA-2', '- mine\n- [ ] **NA-2')
    expect(order(update(text, two([2, 3, 1])).text, '- mine').slice(2)).toEqual(['1', '- mine', '2', '3'])
  })

  test('a missing section comes at its place', () => {
    const base = plan([
      {heading: 'A', blocks: [region('a', 'x')]},
      {heading: 'C', blocks: [region('c', 'x')]}
    ])
    const more = plan([
      {heading: 'A', blocks: [region('a', 'x')]},
      {heading: 'B', blocks: [region('b', 'x')]},
      {heading: 'C', blocks: [region('c', 'x')]}
    ])
    expect(order(update(update(undefined, base).text, more).text)).toEqual([
      '# Danger zones',
      '# A',
      'a',
      '# B',
      'b',
      '# C',
      'c'
    ])
  })

  test('a section that loses its last block goes, one with own text stays', () => {
    const base = plan([
      {heading: 'A', blocks: [region('a', 'x')]},
      {heading: 'B', blocks: [region('b', 'x')]}
    ])
    const {text} = update(undefined, base)
    expect(update(text, plan([])).text).toBe('# Danger zones\n')
    expect(update(text.replace('## B\n', '## B\n\nMine.\n'), plan([])).text).toBe(
      '# Danger zones\n\n## B\n\nMine.\n'
    )
  })
})

describe('an edit', () => {
  const next = changing(fullPlan(), 'diagram', () => 'None.')
  const touched = changing(fullPlan(), 'intro', () => 'New.')

  test('of a status and of notes is carried into the new text', () => {
    const edited = generated
      .replace('**Status**: open', '**Status**: accepted: rare')
      .replace('a_mark.\n', 'a_mark.\n- **Notes**: ask Ada\n')
    const {text, stopped} = update(
      edited,
      changing(fullPlan(), zone(7, '').id, body => body.replace('= 8', '= 7'))
    )
    expect(stopped).toBeUndefined()
    expect(text).toContain('accepted: rare')
    expect(text).toContain('- **Notes**: ask Ada')
    expect(text).toContain('= 7')
  })

  test('of a slot that held generated text is carried, other cells follow the code', () => {
    const edited = generated.replace('"locks `a \\| b`" (source)', 'my words')
    const {text, stopped} = update(
      edited,
      changing(fullPlan(), 'code-map', body => `${body}\n| \`src/c\` |  |`)
    )
    expect(stopped).toBeUndefined()
    expect(text).toContain('| `src/a` | my words |')
    expect(text).toContain('`src/c`')
    expect(
      update(
        text,
        changing(fullPlan(), 'code-map', body => `${body}\n| \`src/c\` |  |`)
      ).changed
    ).toBe(false)
  })

  test('where no person may write stops the file with a diff', () => {
    const edited = generated.replace('What *this* file is.', 'What I say it is.')
    const {text, changed, stopped, messages} = update(edited, next)
    expect([text, changed, stopped?.blocks]).toEqual([edited, false, ['intro']])
    expect(stopped?.diff).toContain('-What I say it is. `Status` is yours: `open` or `fixed`.\n')
    expect(stopped?.diff).toContain('+What *this* file is. `Status` is yours: `open` or `fixed`.\n')
    expect(messages).toMatchObject([{kind: 'edited-region', path: 'DOCUMENT.md', line: 3}])
  })

  test('of a block that goes stops the file, too', () =>
    expect(
      update(generated.replace('it waits', 'it waits long'), without(fullPlan(), 'zone', zone(8, '').id))
        .stopped?.blocks
    ).toEqual([zone(8, '').id]))

  test('that says what the plan says is none', () => {
    const edited = generated.replace('What *this* file is. `Status` is yours: `open` or `fixed`.', 'New.')
    expect(update(edited, touched)).toMatchObject({messages: []})
    expect(update(update(edited, touched).text, touched).changed).toBe(false)
  })

  test('in the version that git knows is still an edit', () => {
    const edited = generated.replace('What *this* file is.', 'What I say it is.')
    expect(update(edited, next, {versions: [edited, generated]}).stopped?.blocks).toEqual(['intro'])
  })

  test('that mixes lines which git knows is a merge', () => {
    const ours = update(
      undefined,
      changing(fullPlan(), 'diagram', () => 'One.\n\nTwo.')
    ).text
    const theirs = update(
      undefined,
      changing(fullPlan(), 'diagram', () => 'Three.\n\nFour.')
    ).text
    const mixed = ours.replace('One.\n\nTwo.', 'One.\n\nFour.')
    expect(update(mixed, next, {versions: [ours, theirs]})).toMatchObject({
      messages: [{kind: 'merged-region', path: 'DOCUMENT.md'}],
      text: expect.stringContaining('\nNone.\n')
    })
    expect(update(mixed, next, {versions: [ours]}).stopped?.blocks).toEqual(['diagram'])
  })

  test("is adopted as text of the person's, the fresh block follows", () => {
    const edited = generated.replace('it waits', 'it waits long').replace('What *this*', 'What my')
    const {text, messages} = update(edited, next, {policy: 'adopt'})
    expect(text).toContain(
      '# Danger zones\n\nWhat my file is. `Status` is yours: `open` or `fixed`.\n\n<!-- groundtruth:begin intro'
    )
    expect(text).toContain('-->\n\n### `src/hub/lock.ts`: it waits long\n')
    expect(text).toContain('### DZ-8: `src/hub/lock.ts`: it waits\n')
    expect(messages.map(({kind}) => kind)).toEqual(['adopted-edit', 'adopted-edit'])
    expect(update(text, next)).toEqual({text, changed: false, messages: []})
  })

  test('of an action is adopted without its number', () => {
    const {text} = update(generated.replace('create the lock', 'break the lock'), next, {policy: 'adopt'})
    expect(text).toContain('- [ ] refactor, S: break the lock\n')
    expect(update(text, next).changed).toBe(false)
  })

  test('is dropped on request', () => {
    const edited = generated.replace('What *this* file is.', 'What I say it is.')
    expect(update(edited, fullPlan(), {policy: 'discard'}).text).toBe(generated)
  })

  test('of a vanishing block leaves what the person keeps', () => {
    const leaves = {...samplePersonal, leave: () => 'Ada said so.'}
    const to = {...without(fullPlan(), 'zone', zone(8, '').id), personal: leaves}
    expect(update(generated, to).text).toContain('-->\n\nAda said so.\n\n## Accepted')
  })
})

describe('a file that cannot be read', () => {
  test('is left alone, with the line', () => {
    const broken = generated.replace('<!-- groundtruth:end intro -->', '')
    expect(update(broken)).toMatchObject({
      text: broken,
      changed: false,
      stopped: {diff: '', blocks: []},
      messages: [{kind: 'half-region', line: 3, path: 'DOCUMENT.md'}]
    })
  })

  test('is left alone when generated text would vanish in an open code block', () =>
    expect(update('# A\n\n```\nopen\n')).toMatchObject({stopped: {}, messages: [{kind: 'hidden-region'}]}))
})

test('the next number never falls', () => {
  const lower = fullPlan({next: {prefix: 'DZ', number: 3}})
  expect(update(generated, lower).changed).toBe(false)
})
