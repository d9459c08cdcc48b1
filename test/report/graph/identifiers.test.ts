import fc from 'fast-check'
import {expect, test} from 'vitest'
import {identifiers} from '../../../src/report/graph/identifiers.ts'
import {oddText} from './graphs.ts'

test('holds an underscore, so that it is no keyword', () =>
  expect(identifiers(['views', 'src/style', '@x/core'])).toEqual(['views_', 'src_style', 'x_core']))

test('starts with a letter', () =>
  expect(identifiers(['3d', '.github', '.', ''])).toEqual(['id_3d', 'github_', 'root_', 'root__2']))

test('tells apart what differs in a mark or in case', () =>
  expect(identifiers(['a/b', 'a-b', 'A_B', 'a/b/2'])).toEqual(['a_b', 'a_b_2', 'A_B_3', 'a_b_2_2']))

test('is a valid identifier of its own for every text', () =>
  fc.assert(
    fc.property(fc.uniqueArray(oddText), texts => {
      const ids = identifiers(texts)
      expect(new Set(ids.map(id => id.toLowerCase())).size).toBe(texts.length)
      for (const id of ids) expect(id).toMatch(/^(?=.*_)[A-Za-z][A-Za-z0-9_]*$/)
    })
  ))
