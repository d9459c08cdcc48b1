import type {World} from '../../../claims/world.ts'
import type {TestReach} from '../reach/test-reach.ts'
import {type Passage, testPassages} from './passages.ts'
import {stemsOf} from './stems.ts'

/** Longer declarations hold words of everything. */
const maxLines = 120

/** Every declaration of the sources and every test that runs, by path and line. */
export function declaredPassages(world: World, reach: TestReach): Passage[] {
  const {facts, repo} = world
  const texts = new Map<string, readonly string[]>()
  const linesOf = (path: string) => {
    const lines = texts.get(path) ?? (repo.read(path) ?? '').split('\n')
    texts.set(path, lines)
    return lines
  }
  const declared = facts.symbols.flatMap(({path, name, startLine, endLine}): Passage[] => {
    if (facts.module(path)?.role !== 'source' || endLine - startLine > maxLines) return []
    const code = linesOf(path)
      .slice(startLine - 1, endLine)
      .join('\n')
    const stems = new Set([...stemsOf(name), ...stemsOf(code)])
    return [{path, line: startLine, endLine, kind: 'code', title: new Set(), stems}]
  })
  const tests = facts.modules
    .filter(({role}) => role === 'test')
    .flatMap(({id}) => testPassages(id, linesOf(id), reach, () => true))
  return [...declared, ...tests]
}
