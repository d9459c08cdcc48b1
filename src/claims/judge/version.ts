import type {Judgement, Place} from '../claim.ts'
import type {World} from '../world.ts'
import {refuted, unverifiable, verified} from './verdict.ts'

interface Listed extends Place {
  readonly range: string
}

/** Whether a version fits what the manifests ask for. Only what contradicts every manifest is refuted. */
export function judgeVersion(name: string, claimed: string, world: World): Judgement {
  const listed = /^node(\.?js)?$/i.test(name) ? engines(world) : dependencies(name, world)
  if (listed.length === 0) return unverifiable('not listed')
  const wanted = partsOf(claimed)
  const known = listed.map(one => ({...one, least: partsOf(one.range)}))
  if (
    wanted.length === 0 ||
    known.some(({range, least}) => least.length === 0 || /\|\||\s-\s|[*x]|workspace|catalog|^</.test(range))
  )
    return unverifiable('unknown range', listed)
  const fitting = known.filter(({range, least}) => fits(wanted, least, range))
  if (fitting.length > 0) return verified('listed', fitting)
  return refuted('another version', listed, listed[0]?.range)
}

/** Whether the claimed numbers start the listed ones, or lie in a caret or tilde range above them. */
function fits(claimed: readonly number[], least: readonly number[], range: string): boolean {
  const isPrefix = claimed.every((part, index) => part === (least[index] ?? 0))
  if (isPrefix) return true
  const [major = 0, minor = 0, patch = 0] = claimed
  const [leastMajor = 0, leastMinor = 0, leastPatch = 0] = least
  if (major !== leastMajor) return false
  if (/^~/.test(range)) return minor === leastMinor && patch >= leastPatch
  return /^(\^|>=)/.test(range) && (minor > leastMinor || (minor === leastMinor && patch >= leastPatch))
}

function partsOf(text: string): number[] {
  const found = /\d+(?:\.\d+){0,2}/.exec(text)
  return found ? found[0].split('.').map(Number) : []
}

function engines(world: World): Listed[] {
  return world.facts.layout.packages.flatMap(({manifest, manifestPath}) => {
    const range = field(manifest.engines, 'node')
    return range === undefined
      ? []
      : [{path: manifestPath, line: lineOf('"engines"', manifestPath, world), range}]
  })
}

/** Entries of manifests for a package by its name in lower case, words joined by a hyphen (`Tailwind CSS`: `tailwindcss`). */
function dependencies(name: string, world: World): Listed[] {
  const lower = name.toLowerCase()
  const names = new Set([lower, lower.replace(/\.js$/, ''), lower.replace(/\.js$/, 'js')])
  return world.facts.layout.packages.flatMap(({manifest, manifestPath}) =>
    [manifest.dependencies, manifest.devDependencies, manifest.peerDependencies].flatMap(list =>
      [...names].flatMap(one => {
        const range = field(list, one)
        return range === undefined
          ? []
          : [{path: manifestPath, line: lineOf(`"${one}"`, manifestPath, world), range}]
      })
    )
  )
}

function field(value: unknown, name: string): string | undefined {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
  const text = (value as Record<string, unknown>)[name]
  return typeof text === 'string' ? text : undefined
}

function lineOf(text: string, path: string, world: World): number {
  return (world.repo.read(path) ?? '').split(text)[0]?.split('\n').length ?? 1
}
