import {mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {afterEach, describe, expect, it} from 'vitest'
import {GroundtruthError} from '../../src/errors.ts'
import {openDiskRepo} from '../../src/repo/disk.ts'
import {findRoot, openRoot} from '../../src/repo/disk-root.ts'
import {createDiskStore} from '../../src/repo/disk-store.ts'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, {recursive: true, force: true})
})

/** A temporary folder that holds the files. */
function createFolder(files: Record<string, string | Uint8Array>): string {
  const root = mkdtempSync(join(tmpdir(), 'groundtruth '))
  folders.push(root)
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), {recursive: true})
    writeFileSync(join(root, path), content)
  }
  return root
}

describe('openDiskRepo', () => {
  it('lists files by code unit, hidden ones too', () => {
    const repo = openDiskRepo(createFolder({'b.ts': '', 'B.ts': '', '.env.js': '', 'a b#c/d.ts': ''}))
    expect(repo.files).toEqual(['.env.js', 'B.ts', 'a b#c/d.ts', 'b.ts'])
    expect(repo.has('a b#c/d.ts')).toBe(true)
    expect([repo.hasFolder(''), repo.hasFolder('a b#c'), repo.hasFolder('b.ts')]).toEqual([true, true, false])
  })

  it('keeps both of a pair that differs in case only', () => {
    const root = createFolder({'Lock.ts': 'upper', 'lock.ts': 'lower'})
    if (readFileSync(join(root, 'Lock.ts'), 'utf8') === 'lower') return // The file system has only one of them.
    const repo = openDiskRepo(root)
    expect(repo.files.map(repo.read)).toEqual(['upper', 'lower'])
  })

  it('leaves out what .gitignore files ignore, and still sees that it exists', () => {
    const repo = openDiskRepo(createFolder({'.gitignore': 'dist\n', 'dist/a.js': 'x', 'a.ts': ''}))
    expect(repo.files).toEqual(['.gitignore', 'a.ts'])
    expect([repo.exists('dist/a.js'), repo.exists('dist'), repo.exists('nothing')]).toEqual([
      true,
      true,
      false
    ])
  })

  it('obeys the .gitignore above, up to the work tree', () => {
    const root = createFolder({'.git/HEAD': '', '.gitignore': '*.gen.ts\n', 'p/a.gen.ts': '', 'p/a.ts': ''})
    expect(openDiskRepo(join(root, 'p')).files).toEqual(['a.ts'])
  })

  it('reads an ignored folder that is named itself', () => {
    const root = createFolder({'.git/HEAD': '', '.gitignore': 'p\n*.ts\n', 'p/a.ts': ''})
    expect(openDiskRepo(join(root, 'p')).files).toEqual(['a.ts'])
  })

  it('takes further patterns', () => {
    const repo = openDiskRepo(createFolder({'legacy/a.ts': '', 'b.ts': ''}), {ignore: ['legacy/']})
    expect(repo.files).toEqual(['b.ts'])
  })

  it('follows no link, neither in a loop nor out of the root', () => {
    const outside = createFolder({'secret.ts': 'secret'})
    const root = createFolder({'a/b.ts': 'inside'})
    symlinkSync(root, join(root, 'a/loop'))
    symlinkSync(outside, join(root, 'out'))
    symlinkSync(join(outside, 'secret.ts'), join(root, 'secret.ts'))
    symlinkSync('b.ts', join(root, 'a/alias.ts'))
    symlinkSync('itself', join(root, 'itself'))
    const repo = openDiskRepo(root)
    expect(repo.files).toEqual(['a/b.ts'])
    expect(repo.read('secret.ts')).toBeUndefined()
    expect(repo.read('out/secret.ts')).toBeUndefined()
    expect(repo.read('../secret.ts')).toBeUndefined()
    expect(repo.exists('out/secret.ts')).toBe(false)
    expect(repo.read('a/alias.ts')).toBe('inside')
  })

  it('reports what is no UTF-8 text, once', () => {
    const repo = openDiskRepo(
      createFolder({'a.ts': new Uint8Array([0xff, 0xfe]), 'b.bin': new Uint8Array([65, 0])})
    )
    expect([repo.read('b.bin'), repo.read('a.ts'), repo.read('b.bin')]).toEqual([
      undefined,
      undefined,
      undefined
    ])
    expect(repo.problems().map(({kind, path}) => `${kind} ${path}`)).toEqual([
      'not-utf8 a.ts',
      'not-utf8 b.bin'
    ])
  })

  it('keeps the byte order mark and line ends of Windows', () => {
    const repo = openDiskRepo(createFolder({'a.ts': '\uFEFFa\r\nb'}))
    expect(repo.read('a.ts')).toBe('\uFEFFa\r\nb')
  })

  it('gives nothing for a file that is not there, without a problem', () => {
    const repo = openDiskRepo(createFolder({'a.ts': ''}))
    expect(repo.read('b.ts')).toBeUndefined()
    expect(repo.problems()).toEqual([])
  })

  it('leaves out submodules and says so', () => {
    const repo = openDiskRepo(
      createFolder({'.git': 'gitdir: x', 'deps/m/.git': 'gitdir: y', 'deps/m/a.ts': ''})
    )
    expect(repo.files).toEqual([])
    expect(repo.problems()).toMatchObject([{kind: 'submodule', path: 'deps/m'}])
  })

  it('refuses a folder that is not there, or is a file', () => {
    const root = createFolder({'a.ts': ''})
    for (const path of ['none', 'a.ts']) {
      expect(() => openDiskRepo(join(root, path))).toThrow(expect.objectContaining({code: 'repo/not-found'}))
    }
  })
})

describe('findRoot', () => {
  it.each([
    ['.git', {'.git/HEAD': ''}],
    ['a git file of a worktree', {'.git': 'gitdir: x'}],
    ['workspaces', {'package.json': '{"workspaces": ["p/*"]}'}],
    ['pnpm workspaces', {'pnpm-workspace.yaml': ''}],
    ['a configuration', {'groundtruth.config.json': '{}'}]
  ])('stops at %s', (_, files) => {
    const root = createFolder({...files, 'p/a/package.json': '{"name": "a"}'})
    expect(findRoot(join(root, 'p/a'))).toBe(root)
  })

  it('stays when nothing above is a root', () => {
    const root = createFolder({'p/package.json': '{broken'})
    expect(findRoot(join(root, 'p'))).toBe(join(root, 'p'))
  })

  it('gives the way from the root to the start', () => {
    const root = createFolder({'.git/HEAD': '', 'p/a/x.ts': ''})
    const {repo, folder} = openRoot(join(root, 'p/a'))
    expect([folder, ...repo.files]).toEqual(['p/a', 'p/a/x.ts'])
  })
})

describe('createDiskStore', () => {
  it('writes, reads, lists and removes', () => {
    const store = createDiskStore(join(createFolder({}), 'new'), 'docs')
    store.write('design/b.md', 'b')
    store.write('design/a.md', 'a')
    store.write('design/a.md', 'ä\r\n')
    expect(store.read('design/a.md')).toBe('ä\r\n')
    expect(store.list('design/')).toEqual(['design/a.md', 'design/b.md'])
    store.remove('design/a.md')
    expect(store.read('design/a.md')).toBeUndefined()
    expect(store.nameOf('TRIAGE.md')).toBe('docs/TRIAGE.md')
    expect(store.list('none')).toEqual([])
  })

  it('says without absolute paths that it cannot write', () => {
    const root = createFolder({file: ''})
    const store = createDiskStore(join(root, 'file'))
    const write = () => store.write('ARCHITECTURE.md', '')
    expect(write).toThrow(GroundtruthError)
    expect(write).toThrow(expect.objectContaining({code: 'artifact/unwritable', hint: expect.any(String)}))
    expect(write).not.toThrow(expect.objectContaining({message: expect.stringContaining(root)}))
  })

  it('refuses an artifact that is not UTF-8', () => {
    const store = createDiskStore(createFolder({'TRIAGE.md': new Uint8Array([0xff])}))
    expect(() => store.read('TRIAGE.md')).toThrow(expect.objectContaining({code: 'artifact/unreadable'}))
  })
})
