import {expect, test} from 'vitest'
import {createGroupCommit, type Outcome} from '../../../src/hub/store/postgres/group-commit.ts'

/** Groups as they were written; an item is its size, and 13 is refused. */
function recorded(fail = false) {
  const groups: number[][] = []
  const write = async (items: readonly number[]) => {
    groups.push([...items])
    await new Promise(resolve => setImmediate(resolve))
    if (fail) throw new Error('no commit')
    return items.map(
      (item): Outcome<string> => (item === 13 ? {error: new Error('refused')} : {value: `${item}`})
    )
  }
  return {groups, commits: createGroupCommit({write, bytesOf: item => item, maxBytes: 100, maxItems: 3})}
}

test('what comes while a group is under way is the next group, within its limits', async () => {
  const {groups, commits} = recorded()
  const items = [1, 2, 3, 4, 5, 60, 50, 500, 6]
  expect(await Promise.all(items.map(commits.add))).toEqual(items.map(String))
  expect(groups).toEqual([[1], [2, 3, 4], [5, 60], [50], [500], [6]])
})

test('one that is refused fails alone', async () => {
  const {groups, commits} = recorded()
  const results = await Promise.allSettled([1, 2, 13, 4].map(commits.add))
  expect(results.map(({status}) => status === 'fulfilled')).toEqual([true, true, false, true])
  expect(groups).toEqual([[1], [2, 13, 4]])
})

test('C-3: a group that is not written fails whole, and the next is tried', async () => {
  const {groups, commits} = recorded(true)
  const results = await Promise.allSettled([1, 2, 3].map(commits.add))
  expect(results.map(({status}) => status)).toEqual(['rejected', 'rejected', 'rejected'])
  expect(groups).toEqual([[1], [2, 3]])
})

test('is idle once all is written, also what came meanwhile', async () => {
  const {groups, commits} = recorded()
  const adding = [1, 2, 3].map(commits.add)
  await commits.idle()
  expect(groups.flat()).toEqual([1, 2, 3])
  await Promise.all(adding)
  await commits.idle()
})
