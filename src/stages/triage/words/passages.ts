import type {World} from '../../../claims/world.ts'
import type {DeliveredFile} from '../history/delivered.ts'
import type {TestReach} from '../reach/test-reach.ts'
import {stemsOf} from './stems.ts'

/** A stretch of code that may speak of what a clause asks for. */
export interface Passage {
  readonly path: string
  /** 1-based. */
  readonly line: number
  readonly endLine: number
  readonly kind: 'code' | 'test'
  /** Stems of a test's titles, empty for code. */
  readonly title: ReadonlySet<string>
  /** Stems of all of it, titles and path included. */
  readonly stems: ReadonlySet<string>
}

/** Lines further apart than this belong to different stretches. */
const maxGap = 6
const maxLines = 80

/** The stretches of code and the tests that delivered lines stand in, by path and line. */
export function passagesOf(files: readonly DeliveredFile[], world: World, reach: TestReach): Passage[] {
  return files.flatMap(file => {
    const lines = (world.repo.read(file.path) ?? '').split('\n')
    if (!file.test) return codePassages(file, lines)
    const wanted = file.lines
    return testPassages(file.path, lines, reach, (first, last) =>
      wanted.some(line => line >= first && line <= last)
    )
  })
}

function codePassages({path, lines}: DeliveredFile, text: readonly string[]): Passage[] {
  const named = stemsOf(path.slice(path.lastIndexOf('/') + 1).replace(/\.[^.]*$/, ''))
  return stretches(lines).map(stretch => {
    const code = stretch.map(line => text[line - 1] ?? '').join('\n')
    return {
      path,
      line: stretch[0] ?? 1,
      endLine: stretch.at(-1) ?? 1,
      kind: 'code',
      title: new Set<string>(),
      stems: new Set([...named, ...stemsOf(code)])
    }
  })
}

function stretches(lines: readonly number[]): number[][] {
  const groups: number[][] = []
  for (const line of lines) {
    const last = groups.at(-1)
    const fits = last && line - (last.at(-1) ?? 0) <= maxGap && line - (last[0] ?? 0) < maxLines
    if (fits) last.push(line)
    else groups.push([line])
  }
  return groups
}

/** The tests of a file that run and whose lines are wanted; a test reaches up to the next one. */
export function testPassages(
  path: string,
  lines: readonly string[],
  reach: TestReach,
  isWanted: (first: number, last: number) => boolean
): Passage[] {
  const bodies = reach.inFile(path)
  return bodies.flatMap(({title, groups, line}, index): Passage[] => {
    const endLine = (bodies[index + 1]?.line ?? lines.length + 1) - 1
    if (!isWanted(line, endLine)) return []
    const titles = new Set(stemsOf([...groups, title].join(' ')))
    const stems = new Set([...titles, ...stemsOf(lines.slice(line - 1, endLine).join('\n'))])
    return [{path, line, endLine, kind: 'test', title: titles, stems}]
  })
}
