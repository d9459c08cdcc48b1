import {execFileSync} from 'node:child_process'
import {expect, test} from 'vitest'
import {cli, createFolder, preparedPackage, readFiles, writeFiles} from './cli.ts'

/** Each test runs the tool several times, with the TypeScript compiler in it. */
const timeout = 240_000

function git(folder: string, ...argv: string[]): void {
  const identity = ['-c', 'user.name=a', '-c', 'user.email=a@b.c', '-c', 'commit.gpgsign=false']
  execFileSync('git', [...identity, ...argv], {cwd: folder, stdio: 'ignore'})
}

/** A module, and the import that makes the map mention it. */
function grow(name: string): Record<string, string> {
  return {
    [`src/${name}/${name}.ts`]: `import {read} from '../store/counts.ts'\nexport function ${name}(): number {\n  return read('${name}')\n}\n`
  }
}

test('two branches that both ran it merge without a hand, and the next run changes nothing more', {
  timeout
}, async () => {
  const folder = createFolder(await preparedPackage())
  git(folder, 'init', '-b', 'main')
  git(folder, 'add', '-A')
  git(folder, 'commit', '-m', 'start')
  for (const name of ['alpha', 'beta']) {
    git(folder, 'checkout', '-b', name, 'main')
    writeFiles(folder, grow(name))
    await cli(folder, 'map')
    git(folder, 'add', '-A')
    git(folder, 'commit', '-m', name)
  }
  let conflicted = false
  try {
    git(folder, 'merge', 'alpha')
  } catch {
    conflicted = true
  }
  expect(conflicted).toBe(true)
  const merged = await cli(folder, 'map')
  expect({code: merged.code, out: merged.out}).toEqual({code: 0, out: expect.not.stringContaining('stopped')})
  const files = readFiles(folder)
  expect(files['ARCHITECTURE.md']).toMatch(/src\/alpha[\s\S]*src\/beta/)
  expect(files['ARCHITECTURE.md']).not.toMatch(/^(?:<<<<<<<|=======|>>>>>>>)/m)
  const again = await cli(folder, 'map')
  expect(again.out).not.toMatch(/updated|created|stopped/)
})

test('without git afterwards, what depends on history is left as it is', {timeout}, async () => {
  const folder = createFolder(await preparedPackage())
  git(folder, 'init', '-b', 'main')
  git(folder, 'add', '-A')
  git(folder, 'commit', '-m', 'start')
  await cli(folder, 'run')
  const {'ARCHITECTURE.md': text = '', ...rest} = readFiles(folder)
  expect(text).toMatch(/History: read from git/)
  const copy = createFolder({
    'ARCHITECTURE.md': text,
    ...Object.fromEntries(Object.entries(rest).filter(([path]) => !path.startsWith('.git/')))
  })
  const {code, out, err} = await cli(copy, 'run')
  expect(code).toBe(0)
  expect(out).not.toMatch(/updated/)
  expect(err).toMatch(/less history than the committed documents/)
})
