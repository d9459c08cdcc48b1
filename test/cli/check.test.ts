import {expect, test} from 'vitest'
import {cli, createFolder, readFiles, smallPackage, writeFiles} from './cli.ts'

const wrong = '# small\n\nThe store is `src/store/lost.ts`.\n'

test('a refuted claim is one line and exit 1', async () => {
  const folder = createFolder({...smallPackage, 'README.md': wrong})
  const {code, out, err} = await cli(folder, 'check')
  expect(code).toBe(1)
  expect(out).toMatch(/^README\.md:3:14 refuted: path src\/store\/lost\.ts: [^\n]+\n$/)
  expect(err).toMatch(/1 claim in 1 document: 0 verified, 1 refuted, 0 unverifiable\n$/)
})

test('true claims are silent, and shown with --all', async () => {
  const folder = createFolder(smallPackage)
  expect(await cli(folder, 'check', '--quiet')).toEqual({code: 0, out: '', err: ''})
  const {code, out} = await cli(folder, 'check', '--all')
  expect(code).toBe(0)
  expect(out).toMatch(/^README\.md:5:\d+ verified: path src\/store\/counts\.ts/m)
})

test('only the named documents are judged', async () => {
  const folder = createFolder({...smallPackage, 'README.md': wrong, 'notes.md': 'See `src/index.ts`.\n'})
  expect((await cli(folder, 'check', 'notes.md')).code).toBe(0)
  expect((await cli(folder, 'check', 'README.md', 'notes.md')).code).toBe(1)
  expect((await cli(folder, 'check', '.')).code).toBe(1)
})

test('a comment with a reason silences the next line, a stale one is told', async () => {
  const silenced = wrong.replace(
    'The store',
    '<!-- groundtruth-ignore-next-line planned for May -->\nThe store'
  )
  const folder = createFolder({...smallPackage, 'README.md': silenced})
  expect((await cli(folder, 'check')).code).toBe(0)
  writeFiles(folder, {'README.md': silenced.replace('lost', 'counts')})
  const {code, err} = await cli(folder, 'check')
  expect(code).toBe(0)
  expect(err).toMatch(/^README\.md:3: ignore comment silences nothing/m)
  writeFiles(folder, {'README.md': silenced.replace(' planned for May', '')})
  const unreasoned = await cli(folder, 'check')
  expect(unreasoned.code).toBe(1)
  expect(unreasoned.err).toMatch(/^README\.md:3: ignore comment without a reason/m)
})

test('the baseline knows claims by what they say, not by line; stale entries are told', async () => {
  const folder = createFolder({...smallPackage, 'README.md': wrong})
  const update = await cli(folder, 'check', '--update-baseline')
  expect(update.code).toBe(0)
  expect(JSON.parse(readFiles(folder)['groundtruth.baseline.json'] ?? '')).toEqual({
    schemaVersion: 1,
    findings: [],
    claims: ['README.md path src/store/lost.ts']
  })
  writeFiles(folder, {'README.md': wrong.replace('# small', '# small\n\nMore.')})
  const known = await cli(folder, 'check')
  expect([known.code, known.out]).toEqual([0, ''])
  expect(known.err).toMatch(/1 known/)
  writeFiles(folder, {'README.md': '# small\n'})
  expect((await cli(folder, 'check')).err).toMatch(/no longer refuted.*README\.md path src\/store\/lost\.ts/)
})

test('JSON holds every claim with its verdict; silenced ones need --all', async () => {
  const folder = createFolder({...smallPackage, 'README.md': `${wrong}\nSee \`src/index.ts\`.\n`})
  const verdicts = async (...flags: string[]) => {
    const {claims} = JSON.parse((await cli(folder, 'check', '--json', ...flags)).out)
    return claims.map(({subject, verdict}: {subject: string; verdict: string}) => `${subject} ${verdict}`)
  }
  const all = ['src/store/lost.ts refuted', 'src/index.ts verified']
  expect(await verdicts()).toEqual(all)
  await cli(folder, 'check', '--update-baseline')
  expect(await verdicts()).toEqual(all.slice(1))
  expect(await verdicts('--all')).toEqual(all)
})

test('the settings name other documents', async () => {
  const folder = createFolder({
    ...smallPackage,
    'README.md': wrong,
    'adr/1.md': '# One\n\nSee `src/index.ts`.\n',
    'groundtruth.config.json': '{"documents": ["adr"]}'
  })
  expect((await cli(folder, 'check')).code).toBe(0)
})
