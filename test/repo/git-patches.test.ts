import {describe, expect, it} from 'vitest'
import {createPatches, parsePatches} from '../../src/repo/git-patches.ts'

const first = 'a'.repeat(40)
const second = 'b'.repeat(40)

const output = [
  `\u0001${first}`,
  '',
  'diff --git a/src/a.ts b/src/a.ts',
  'index 1..2 100644',
  '--- a/src/a.ts',
  '+++ b/src/a.ts',
  '@@ -1 +1,2 @@ function f() {',
  '-one',
  '+two',
  '+++ b/not-a-header',
  'diff --git a/old.ts b/old.ts',
  '--- a/old.ts',
  '+++ /dev/null',
  '@@ -1 +0,0 @@',
  '-gone',
  'diff --git a/logo.png b/logo.png',
  'Binary files a/logo.png and b/logo.png differ',
  `\u0001${second}`,
  'diff --git a/b c.ts b/b c.ts',
  '--- /dev/null',
  '+++ b/b c.ts\t',
  '@@ -0,0 +1 @@',
  '+new',
  '\\ No newline at end of file'
].join('\n')

describe('parsePatches', () => {
  it('gives added and removed lines by file; removed and binary files are left out', () => {
    expect([...parsePatches(output)]).toEqual([
      [first, [{path: 'src/a.ts', added: ['two', '++ b/not-a-header'], removed: ['one']}]],
      [second, [{path: 'b c.ts', added: ['new'], removed: []}]]
    ])
  })
})

describe('createPatches', () => {
  it('asks once for each commit, and gives an empty list for what git does not know', () => {
    const asked: string[][] = []
    const patches = createPatches(args => {
      asked.push(args.filter(arg => /^[ab]{40}$/.test(arg)))
      return output.slice(0, output.indexOf(`\u0001${second}`))
    })
    expect(patches([first]).get(first)).toHaveLength(1)
    expect(patches([first, second]).get(second)).toEqual([])
    expect(asked).toEqual([[first], [second]])
  })

  it('reads the others when one commit of a partial clone lacks its contents', () => {
    const told = output.slice(0, output.indexOf(`\u0001${second}`))
    const patches = createPatches(args => (args.includes(second) ? undefined : told))
    expect(patches([second, first]).get(first)?.[0]?.path).toBe('src/a.ts')
    expect(patches([second, first]).get(second)).toEqual([])
  })

  it('takes nothing for a commit that is no hash', () => {
    const patches = createPatches(() => {
      throw new Error('Expected no call')
    })
    expect(patches(['--output=x']).get('--output=x')).toEqual([])
  })
})
