import {execFileSync} from 'node:child_process'
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {describe, expect, it, vi} from 'vitest'
import {createIgnore} from '../../src/repo/gitignore.ts'
import {createMemoryRepo} from '../../src/repo/memory.ts'

vi.setConfig({testTimeout: 60_000})

/** The files that stay when the .gitignore files of the tree count. */
function check(files: Record<string, string>, expected: string[]): void {
  expect(createMemoryRepo(files).files.filter(path => !path.endsWith('.gitignore'))).toEqual(expected)
}

describe('.gitignore', () => {
  it('matches a name at every depth', () =>
    check({'.gitignore': 'out\n', 'out/a': '', 'b/out/c': '', d: ''}, ['d']))
  it('binds a pattern with a slash to its folder', () =>
    check({'.gitignore': '/out\nx/y\n', 'out/a': '', 'b/out/c': '', 'x/y': '', 'b/x/y': ''}, [
      'b/out/c',
      'b/x/y'
    ]))
  it('takes back what a later line names', () =>
    check({'.gitignore': '*.log\n!keep.log\n', 'a.log': '', 'keep.log': ''}, ['keep.log']))
  it('takes nothing back from an ignored folder', () =>
    check({'.gitignore': 'out/\n!out/keep\n', 'out/keep': '', a: ''}, ['a']))
  it('lets a nested file overrule the one above', () =>
    check({'.gitignore': 'build/\n', 'p/.gitignore': '!build/\n', 'p/build/a': '', 'build/b': ''}, [
      'p/build/a'
    ]))
  it('applies a nested file to its own folder only', () =>
    check({'p/.gitignore': '*.ts\n', 'p/a.ts': '', 'b.ts': ''}, ['b.ts']))
  it('tells folders from files', () => check({'.gitignore': 'tmp/\n', 'a/tmp': '', 'tmp/x': ''}, ['a/tmp']))
  it('tells upper case from lower case', () => check({'.gitignore': 'Out\n', out: '', Out: ''}, ['out']))
  it('skips comments and blank lines, and keeps escaped marks', () =>
    check({'.gitignore': '\n# a\n\\#b\n\\!c\nd \n', a: '', '#b': '', '!c': '', d: '', e: ''}, ['a', 'e']))
  it('takes the marks in the name of a folder as they are', () =>
    check({'s[1]*/.gitignore': '/x\ny\n', 's[1]*/x': '', 's[1]*/a/y': '', 's1a/x': '', 's1a/y': ''}, [
      's1a/x',
      's1a/y'
    ]))
  it('reads comments, blank lines and escaped marks of a nested file', () =>
    check(
      {
        'p/.gitignore': '#a\n\n!\n/\n\\#b\n\\!c\nd/ \r\n',
        'p/a': '',
        'p/#b': '',
        'p/!c': '',
        'p/d/x': '',
        d: ''
      },
      ['d', 'p/a']
    ))
  it('reads line ends of Windows and a byte order mark', () =>
    check({'.gitignore': '\uFEFFa\r\nb\r\n', a: '', b: '', c: ''}, ['c']))
  it('ignores nothing for a broken class', () => check({'.gitignore': '[z-a]\n[\n', a: ''}, ['a']))
  it('never lists dependencies, git or the cache', () =>
    check({'.git/HEAD': '', 'p/node_modules/x/a.js': '', '.groundtruth/c': '', '.github/w.yml': ''}, [
      '.github/w.yml'
    ]))

  it('lets further patterns win over all, below a folder that they take back too', () => {
    const isIgnored = createIgnore(() => 'build/\n', ['!/build/', '*.gen.ts'], 'p')
    expect(isIgnored('build', true)).toBe(false)
    expect(isIgnored('build/a.ts', false)).toBe(false)
    expect(isIgnored('a.gen.ts', false)).toBe(true)
    expect(isIgnored('x/build', true)).toBe(true)
  })

  it('agrees with git', () => {
    const root = mkdtempSync(join(tmpdir(), 'groundtruth-'))
    const files: Record<string, string> = {
      '.gitignore':
        '**/gen\n/a/**/z\n*.[oa]\n!b.o\nd/*\n!d/keep\nq?\nfoo/**\nx**y\n[!k-m]1\nli\\*t\n**/deep/**\ne/\n',
      'sub/.gitignore': '/gen2\n!c.o\nn/m\n**/w\n',
      'd[1]/.gitignore': '\uFEFFu\r\n/v \r\n*.[oa]\n!b.o\n!gen\n',
      'd[1]/a/.gitignore': '!u\n**\n!b.o\n'
    }
    const names =
      'gen a/z a/b/z a/b/c/z b.o c.o c.a sub/c.o sub/b.o d/x d/keep d/k/l qa qab foo/a foo/b/c xy xaay x/y'
    const more =
      'k1 n1 li*t list deep s/deep/t sub/gen2 t/gen2 sub/n/m n/m sub/o/n/m w sub/w sub/v/w e/f g/e sub/gen/h a/z2'
    const nested =
      'd[1]/u d[1]/v d[1]/x/u d[1]/x/v d[1]/c.o d[1]/b.o d[1]/gen/i d[1]/a/u d[1]/a/b.o d[1]/a/t d1/u d1/v'
    const paths = `${names} ${more} ${nested}`.split(' ').filter(path => path !== 'x/y')
    for (const path of paths) files[path] = ''
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), {recursive: true})
      writeFileSync(join(root, path), text)
    }
    execFileSync('git', ['init', '-q'], {cwd: root})
    const options = {
      cwd: root,
      encoding: 'utf8',
      env: {...process.env, GIT_CONFIG_GLOBAL: '/dev/null'}
    } as const
    const listed = execFileSync('git', ['ls-files', '-z', '--others', '--exclude-standard'], options)
    rmSync(root, {recursive: true})
    expect(createMemoryRepo(files).files).toEqual(listed.split('\0').filter(Boolean).sort())
  })
})
