import {parse} from 'jsonc-parser'
import type {Claim, Judgement, Place} from '../claim.ts'
import type {World} from '../world.ts'
import {placeOfField} from './manifest-line.ts'
import {refuted, unverifiable, verified} from './verdict.ts'

/** Whether a claim is about an option of the compiler. */
export function isSetting({object}: Claim): boolean {
  return object === 'tsconfig: true' || object === 'tsconfig: false'
}

/** Whether a tsconfig of the repository gives the option that value. Only what all that set it contradict is refuted. */
export function judgeSetting({subject, object = ''}: Claim, world: World): Judgement {
  const wanted = object === 'tsconfig: true'
  return judgeOption(subject, value => value === wanted, world)
}

/** As {@link judgeSetting} for the language version that is compiled to; case does not matter. */
export function judgeTarget(target: string, world: World): Judgement {
  const plain = (text: unknown) => String(text).toLowerCase().replace(/^es6$/, 'es2015')
  return judgeOption('target', value => plain(value) === plain(target), world)
}

function judgeOption(option: string, fits: (value: unknown) => boolean, world: World): Judgement {
  const own = world.facts.layout.tsconfigs.filter(
    path => !['test', 'fixture'].includes(world.facts.layout.roleOf(path))
  )
  const set = own.flatMap(path => {
    const value = optionOf(parse(world.repo.read(path) ?? ''), option)
    return value === undefined ? [] : [{path, value}]
  })
  const place = ({path}: {path: string}): Place => placeOfField(path, ['compilerOptions', option], world)
  const fitting = set.filter(({value}) => fits(value))
  if (fitting.length > 0) return verified('set', fitting.map(place))
  const [first] = set
  // What the root does not set may come from a base configuration in a package, or hold of a part that sets nothing.
  if (!first || !set.some(({path}) => !path.includes('/'))) return unverifiable('not set', set.map(place))
  const isSame = set.every(({value}) => value === first.value)
  return refuted('another value', set.map(place), isSame ? String(first.value) : undefined)
}

function optionOf(config: unknown, name: string): unknown {
  const options = fieldOf(config, 'compilerOptions')
  return fieldOf(options, name)
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined
}
