import {execFileSync} from 'node:child_process'
import {expect, it, vi} from 'vitest'
import {readTree} from '../../src/repo/git-tree.ts'
import {createFolder, writeFiles} from '../cli/cli.ts'

vi.setConfig({testTimeout: 60_000})

function commit(folder: string, message: string): void {
  const identity = ['-c', 'user.name=a', '-c', 'user.email=a@b.c', '-c', 'commit.gpgsign=false']
  const git = (...args: string[]) =>
    execFileSync('git', [...identity, ...args], {cwd: folder, stdio: 'ignore'})
  git('add', '-A')
  git('commit', '-m', message)
}

it('gives the files of a revision below a folder, byte for byte', () => {
  const folder = createFolder({
    'a b/ü.ts': 'one\n',
    'a b/latin.ts': new Uint8Array([0xe9, 10, 0]),
    'c.ts': ''
  })
  execFileSync('git', ['init', '-q', '-b', 'main'], {cwd: folder})
  commit(folder, 'first')
  writeFiles(folder, {'a b/ü.ts': 'two\n', 'd.png': 'x'})
  commit(folder, 'second')
  const textOf = (files: Record<string, Uint8Array> | undefined) =>
    Object.fromEntries(
      Object.entries(files ?? {}).map(([path, bytes]) => [path, Buffer.from(bytes).toString('latin1')])
    )
  expect(textOf(readTree(folder, 'HEAD~1'))).toEqual({
    'a b/latin.ts': 'é\n\0',
    'a b/ü.ts': 'one\n',
    'c.ts': ''
  })
  expect(Object.keys(readTree(`${folder}/a b`, 'main') ?? {})).toEqual(['latin.ts', 'ü.ts'])
  expect(readTree(folder, 'nowhere')).toBeUndefined()
  expect(readTree(folder, '--output=x')).toBeUndefined()
})
