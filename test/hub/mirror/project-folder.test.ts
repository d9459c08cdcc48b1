import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {projectFolder} from '../../../src/hub/mirror/project-folder.ts'

describe('the folder of a project', () => {
  it.each(['alpha', 'my-service', 'a.b_c', '2nd', 'console'])('is the name itself for %s', name =>
    expect(projectFolder(name)).toBe(name)
  )

  it.each([
    'Alpha',
    'acme/web',
    '..',
    '.',
    '',
    '.git',
    'a.',
    'con',
    'nul.txt',
    'mirror.db',
    'mirror.db-wal',
    'a~b',
    '-a',
    'é'
  ])('is a plain name and a hash for %j', name =>
    expect(projectFolder(name)).toMatch(/^[a-z0-9_-]{1,60}~[0-9a-f]{16}$/)
  )

  it('is one component of a path, and another for each project, also without regard to large and small letters', () => {
    const name = fc.oneof(
      fc.string({unit: fc.constantFrom('a', 'A', 'b', '/', '.', '-', '~', ':', '\\', '\0'), maxLength: 4}),
      fc.string({unit: 'binary', maxLength: 200})
    )
    fc.assert(
      fc.property(fc.uniqueArray(name, {maxLength: 20}), names => {
        const folders = names.map(name => projectFolder(name).toLowerCase())
        expect(new Set(folders).size).toBe(names.length)
        for (const folder of folders) expect(folder).toMatch(/^[a-z0-9][a-z0-9._~-]{0,99}$/)
      }),
      {numRuns: 300}
    )
  })

  it('is not the one of a project that is named after it', () => {
    const folder = projectFolder('Acme')
    expect(projectFolder(folder)).not.toBe(folder)
  })
})
