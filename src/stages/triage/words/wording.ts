import {once} from '../../../base/once.ts'
import type {World} from '../../../claims/world.ts'
import {createDelivered} from '../history/delivered.ts'
import type {Story} from '../history/stories.ts'
import type {TestReach} from '../reach/test-reach.ts'
import {bestPassage, type Match} from './best-passage.ts'
import {declaredPassages} from './declared-passages.ts'
import {coverage, createWordWeights} from './frequency.ts'
import {type Passage, passagesOf} from './passages.ts'
import {createPostings} from './postings.ts'
import {stemsOf} from './stems.ts'

/** Share of a clause's words, by weight, in the subject of a commit that may have carried it out. */
const announced = 0.4

/** Finds where the code speaks of what a clause says. Reading is lazy and remembered. */
export interface Wording {
  /** The best match among the code that carried the item out. */
  inCode(text: string, story: Story): Match | undefined
  /** The best match among the tests that came with it. */
  inTests(text: string, story: Story): Match | undefined
  /** How many passages came with it. */
  countOf(story: Story): number
  /** Whether some of these files or folders hold lines that came with it. */
  cameTo(paths: readonly string[], story: Story): boolean
  /** The best match among all declarations or tests that hold more than half of the words. */
  anywhere(text: string, kind: Passage['kind']): Match | undefined
  /** Whether a later commit that changes code says in its subject what the clause says. */
  isAnnounced(text: string, since: number | undefined): boolean
  /** Whether some line of a match was last changed after a time; undefined without history. */
  isNewer(match: Match, seconds: number): boolean | undefined
}

/** What holds less is no match anywhere. */
const leastShare = 0.55

/** @param planning folders of task files */
export function createWording(world: World, reach: TestReach, planning: ReadonlySet<string>): Wording {
  const weights = once(() => createWordWeights(world))
  const delivered = createDelivered(world, planning)
  const known = new Map<string, readonly Passage[]>()
  const passages = ({carrying}: Story) => {
    const key = carrying.map(({hash}) => hash).join(' ')
    const found = known.get(key) ?? passagesOf(delivered(carrying), world, reach)
    known.set(key, found)
    return found
  }
  const subjects = once(() =>
    (world.history?.commits ?? [])
      .filter(({files}) => files.some(file => world.facts.module(file)?.role === 'source'))
      .map(({subject, time}) => ({time, stems: new Set(stemsOf(subject))}))
  )
  const all = once(() => createPostings(declaredPassages(world, reach), weights()))
  const best = (text: string, among: readonly Passage[], kind: Passage['kind']) =>
    bestPassage(
      text,
      among.filter(passage => passage.kind === kind),
      weights()
    )
  return {
    inCode: (text, story) => best(text, passages(story), 'code'),
    inTests: (text, story) => best(text, passages(story), 'test'),
    countOf: story => passages(story).length,
    cameTo: (paths, story) =>
      passages(story).some(({path}) => paths.some(place => path === place || path.startsWith(`${place}/`))),
    anywhere: (text, kind) => best(text, all().candidates(text, leastShare), kind),
    isAnnounced: (text, since = 0) => {
      const wanted = new Set(stemsOf(text))
      return subjects().some(
        ({time, stems}) => time >= since && coverage(wanted, stems, weights().of) >= announced
      )
    },
    isNewer: ({passage}, seconds) => {
      const times = world.history?.blame(passage.path)
      return times?.slice(passage.line - 1, passage.endLine).some(time => time >= seconds)
    }
  }
}
