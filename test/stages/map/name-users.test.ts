import {expect, it} from 'vitest'
import {nameUsers} from '../../../src/stages/map/name-users.ts'

const component = (path: string, modules: string[], partial = false) => ({id: path, path, partial, modules})
const components = [
  component('.', ['x.js', 'scripts/y.js', 'z.js'], true),
  component('build', ['build/a.js', 'build/b.js', 'build/c.js'])
]

it('names up to three modules', () =>
  expect(nameUsers(['build/b.js', 'build/a.js', 'x.js'], components)).toBe(
    '`build/a.js`, `build/b.js`, `x.js`'
  ))

it('names components of more, and the module of a component that has one only', () => {
  const three = ['build/a.js', 'build/b.js', 'build/c.js']
  expect(nameUsers([...three, 'scripts/y.js'], components)).toBe('`build`, `scripts/y.js`')
  expect(nameUsers([...three, 'x.js', 'z.js'], components)).toBe('`build`, `.` (rest)')
})
