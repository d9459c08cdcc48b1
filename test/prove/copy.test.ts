import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  symlinkSync,
  writeFileSync
} from 'node:fs'
import {join} from 'node:path'
import {afterEach, describe, expect, it} from 'vitest'
import {type Copy, copyRepository} from '../../src/prove/disk-copy.ts'
import {createFolder} from '../cli/cli.ts'

let copy: Copy | undefined
afterEach(() => copy?.remove())

function copyOf(
  files: Record<string, string>,
  listed: string[],
  prepare: (root: string) => void = () => {}
): Copy {
  const root = createFolder(files)
  prepare(root)
  copy = copyRepository(root, listed)
  return copy
}

describe('a copy', () => {
  it('holds the listed files, and writes to it stay in it', () => {
    const files = {'src/a b.ts': '1', 'secret.txt': '2'}
    const root = createFolder(files)
    copy = copyRepository(root, ['src/a b.ts'])
    writeFileSync(join(copy.root, 'src/a b.ts'), 'changed')
    expect(readFileSync(join(root, 'src/a b.ts'), 'utf8')).toBe('1')
    expect(existsSync(join(copy.root, 'secret.txt'))).toBe(false)
  })

  it('links packages one by one, so that caches beside them are its own', () => {
    const {root} = copyOf(
      {
        'package.json': '{}',
        'node_modules/x/index.js': '',
        'node_modules/@s/y/index.js': '',
        'node_modules/.vite/results.json': '{}',
        'packages/a/index.js': '',
        'packages/a/node_modules/z/index.js': ''
      },
      ['package.json', 'packages/a/index.js']
    )
    for (const path of ['node_modules/x', 'node_modules/@s/y', 'packages/a/node_modules/z'])
      expect(lstatSync(join(root, path)).isSymbolicLink(), path).toBe(true)
    expect(lstatSync(join(root, 'node_modules')).isSymbolicLink()).toBe(false)
    expect(existsSync(join(root, 'node_modules/.vite'))).toBe(false)
  })

  it('leads packages of the workspace to their copies', () => {
    const {root} = copyOf(
      {'packages/a/index.js': '', 'node_modules/x/index.js': ''},
      ['packages/a/index.js'],
      source => {
        mkdirSync(join(source, 'node_modules/@s'))
        symlinkSync('../../packages/a', join(source, 'node_modules/@s/a'))
        symlinkSync('nowhere', join(source, 'node_modules/broken'))
      }
    )
    expect(realpathSync(join(root, 'node_modules/@s/a'))).toBe(join(root, 'packages/a'))
    expect(realpathSync(join(root, 'node_modules/x'))).not.toContain(root)
  })

  it('finds what a folder above its root has installed', () => {
    const outer = createFolder({'node_modules/x/index.js': '', 'inner/package.json': '{}'})
    copy = copyRepository(join(outer, 'inner'), ['package.json'])
    expect(existsSync(join(copy.folder, 'node_modules/x/index.js'))).toBe(true)
  })

  it('is gone after its removal, and leaves what it links to', () => {
    const root = createFolder({'package.json': '{}', 'node_modules/x/index.js': ''})
    const made = copyRepository(root, ['package.json'])
    made.remove()
    made.remove()
    expect(existsSync(made.folder)).toBe(false)
    expect(existsSync(join(root, 'node_modules/x/index.js'))).toBe(true)
  })

  it('leaves nothing when a file cannot be copied', () => {
    const root = createFolder({'package.json': '{}'})
    expect(() => copyRepository(root, ['gone.ts'])).toThrow()
  })
})
