import {describe, expect, it} from 'vitest'
import {readCodeOwners} from '../../src/repo/codeowners.ts'
import {createMemoryRepo} from '../../src/repo/memory.ts'

function ownersOf(text: string, path: string): readonly string[] | undefined {
  return readCodeOwners(createMemoryRepo({CODEOWNERS: text}))?.ownersOf(path)
}

/** Of docs.github.com, "Example of a CODEOWNERS file". */
const documented = `
# This is a comment.
*       @global-owner1 @global-owner2
*.js    @js-owner #This is an inline comment.
*.go docs@example.com
*.txt @octo-org/octocats
/build/logs/ @doctocat
docs/* docs@example.com
apps/ @octocat
/docs/ @doctocat
/scripts/ @doctocat @octocat
**/logs @octocat
/apps/ @octocat
/apps/github
`

describe('owners', () => {
  it.each([
    ['README.md', ['@global-owner1', '@global-owner2']],
    ['src/a.js', ['@js-owner']],
    ['deep/er/a.go', ['docs@example.com']],
    ['a.txt', ['@octo-org/octocats']],
    ['build/logs/x/y.log', ['@octocat']],
    ['docs/a/b.md', ['@doctocat']],
    ['x/apps/a.ts', ['@octocat']],
    ['scripts/a.sh', ['@doctocat', '@octocat']],
    ['deeply/nested/logs/a', ['@octocat']],
    ['apps/a.ts', ['@octocat']],
    ['apps/github/a.ts', []],
    ['apps/github', []]
  ])('of %s are those of the last line that matches', (path, owners) =>
    expect(ownersOf(documented, path)).toEqual(owners)
  )

  it.each([
    ['docs/*', 'docs/a.md', true],
    ['docs/*', 'docs/b/a.md', false],
    ['docs/*', 'x/docs/a.md', false],
    ['/build/logs/', 'x/build/logs/a', false],
    ['apps/', 'apps', false],
    ['a', 'b/a/c', true],
    ['/a', 'b/a', false],
    ['/*', 'a.ts', true],
    ['/*', 'src/a.ts', false],
    ['*.js', 'a.jsx', false],
    ['a?c', 'abc', true],
    ['src/**/x.ts', 'src/x.ts', true],
    ['src/**/x.ts', 'src/a/b/x.ts', true],
    ['a\\ b.ts', 'a b.ts', true],
    ['a+b.(c)', 'a+b.(c)', true],
    ['a.c', 'abc', false],
    ['A.ts', 'a.ts', false]
  ])('pattern %s and %s: %s', (pattern, path, matches) =>
    expect(ownersOf(`${pattern} @x`, path)).toEqual(matches ? ['@x'] : [])
  )

  it.each(['!a.ts @y', '[ab].ts @y', '\\#a.ts @y', 'a.ts y'])(
    'are not changed by the line %s, which is none',
    line => expect(ownersOf(`* @x\n${line}\n`, 'a.ts')).toEqual(['@x'])
  )

  it('come from the first place that has a file', () => {
    const files = {'docs/CODEOWNERS': '* @docs', CODEOWNERS: '* @root', '.github/CODEOWNERS': '* @github'}
    expect(readCodeOwners(createMemoryRepo(files))?.ownersOf('a')).toEqual(['@github'])
    expect(readCodeOwners(createMemoryRepo({'docs/CODEOWNERS': '* @docs'}))?.path).toBe('docs/CODEOWNERS')
  })

  it('are unknown without a file, with sections of another host, and in a file of 3 MB', () => {
    expect(readCodeOwners(createMemoryRepo({}))).toBeUndefined()
    expect(ownersOf('[Docs] @docs\n*.md\n', 'a.md')).toBeUndefined()
    expect(ownersOf(`* @x\n${'# x\n'.repeat(750_000)}`, 'a.md')).toBeUndefined()
  })
})
