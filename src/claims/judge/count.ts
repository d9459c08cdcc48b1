import type {Claim, Judgement} from '../claim.ts'
import {resolvePath} from '../resolve-path.ts'
import type {World} from '../world.ts'
import {judgeInterval} from './interval.ts'
import {lineCount} from './path.ts'
import {judgeRows} from './rows.ts'
import {judgeTarget} from './setting.ts'
import {refuted, unverifiable, verified} from './verdict.ts'
import {judgeVersion} from './version.ts'

/** Share by which "about n", and a length of a file, may be off before a reader would call it wrong. */
const aboutTolerance = 0.15

/** Whether a number fits: files and folders below a path, lines of a file, versions. */
export function judgeCount(claim: Claim, world: World): Judgement {
  const version = /^version of (.+)$/.exec(claim.subject)
  if (version) return keepOpen(claim, judgeVersion(version[1] ?? '', claim.object ?? '', world))
  if (claim.subject === 'compile target') return judgeTarget(claim.object ?? '', world)
  const [, what = '', path = ''] = /^(\S+) in (.+)$/.exec(claim.subject) ?? []
  const found = resolvePath(path, claim, world)
  if (!found || !['file', 'folder', 'package'].includes(found.kind)) return unverifiable('unknown place')
  if (what === 'interval') return judgeInterval(claim.object ?? '', found.path, world)
  if (!things.test(what)) return judgeRows(what, Number(claim.object), found.path, world)
  const actual = what === 'lines' ? [lineCount(found.path, world) ?? -1] : countsOf(what, found.path, world)
  // A number of parts "here" may leave out what the writer thinks is none.
  return keepOpen(claim, judgeNumber(claim.object ?? '', actual, what === 'lines'))
}

/** What the text only implies is not contradicted by another number. */
function keepOpen({certainty}: Claim, judged: Judgement): Judgement {
  const isOpen = certainty === 'implied' && judged.verdict === 'refuted'
  return isOpen ? unverifiable(judged.reason, judged.evidence) : judged
}

/** Lengths of files that are multiples of this are estimates. */
const roundLength = 50

const things = /^(lines|files|modules|(sub-?)?(folders|directories)|packages)$/

function judgeNumber(object: string, actual: readonly number[], alwaysAbout: boolean): Judgement {
  const claimed = Number(object.replace('about ', ''))
  const isAbout = alwaysAbout || object.startsWith('about ')
  const fits = (count: number) =>
    isAbout ? Math.abs(count - claimed) <= aboutTolerance * claimed : count === claimed
  if (actual.some(count => count < 0)) return unverifiable('not read')
  // A length drifts with each edit; only a round one was meant to be about that.
  const isLoose = alwaysAbout && !object.startsWith('about ') && claimed % roundLength !== 0
  if (actual.some(fits))
    return isLoose && !actual.includes(claimed) ? unverifiable('about that many') : verified('counted')
  return refuted('another number', [], [...new Set(actual)].sort((one, other) => one - other).join(' or '))
}

/** The numbers a reader could get: children or all descendants, sources only or every file, tests in or out. */
function countsOf(what: string, path: string, world: World): number[] {
  const prefix = path === '' ? '' : `${path}/`
  const inside = (all: readonly string[]) => all.filter(one => one.startsWith(prefix) && one !== path)
  const isDirect = (one: string) => !one.slice(prefix.length).includes('/')
  if (what === 'packages')
    return [
      world.facts.layout.packages.filter(one => one.path.startsWith(prefix) && one.path !== path).length,
      inside(world.paths.folders).filter(isDirect).length
    ]
  if (/(folders|directories)$/.test(what)) return bothWays(inside(world.paths.folders), isDirect)
  const files = inside(world.repo.files)
  const roleOf = (file: string) => world.facts.module(file)?.role
  const sources = files.filter(file => roleOf(file) !== undefined)
  const shipped = sources.filter(file => roleOf(file) !== 'test' && roleOf(file) !== 'fixture')
  const withoutIndex = shipped.filter(file => !/(^|\/)index\.\w+$/.test(file))
  const entries = files.filter(isDirect).length + inside(world.paths.folders).filter(isDirect).length
  return [
    ...[files, sources, shipped, withoutIndex].flatMap(list => bothWays(list, isDirect)),
    ...(what === 'modules' ? [entries] : [])
  ]
}

function bothWays(paths: readonly string[], isDirect: (path: string) => boolean): number[] {
  return [paths.length, paths.filter(isDirect).length]
}
