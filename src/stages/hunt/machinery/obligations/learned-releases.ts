import type {CallExpression, NewExpression} from '@oxc-project/types'
import type {Facts} from '../../../../facts/facts.ts'
import {callName} from '../../../../syntax/call-name.ts'
import {memberPath} from '../../../../syntax/member-path.ts'
import type {DetectorContext} from '../../define-detector.ts'
import {allCode, type Code} from '../code.ts'
import {escapeOf} from './escapes.ts'
import {releasesOf} from './local-duty.ts'
import {type OwnedLocal, ownedLocals} from './owned-locals.ts'
import {isWeakRelease, type Release} from './releases.ts'

/** What a repository does with what one kind of call gives. */
interface Custom {
  /** Where it is released, in the order of modules. */
  readonly released: readonly {readonly code: Code; readonly release: Release}[]
  /** How often it stays in a variable that nothing releases and nobody else gets. */
  readonly kept: number
}

const known = new WeakMap<Facts, ReadonlyMap<string, Custom>>()

/**
 * How the repository treats what a call gives, by the name of what is called; undefined where it is not released, by
 * the same method, in at least two places and in two of three at least.
 */
export function customOf(context: DetectorContext, made: CallExpression | NewExpression): Custom | undefined {
  const customs = known.get(context.facts) ?? readCustoms(context)
  known.set(context.facts, customs)
  const name = makerName(made)
  const custom = name === undefined ? undefined : customs.get(name)
  if (!custom || custom.released.length < 2 || custom.kept * 2 > custom.released.length) return undefined
  return new Set(custom.released.map(one => one.release.name)).size === 1 ? custom : undefined
}

/** `createQueryRunner`, `new Session`; undefined for names that do not say what they give. */
function makerName(made: CallExpression | NewExpression): string | undefined {
  if (made.type === 'NewExpression') {
    const path = memberPath(made.callee)
    return path === undefined ? undefined : `new ${path}`
  }
  const name = callName(made)
  return name !== undefined && TAKES.test(name) ? name : undefined
}

/** A verb that makes or takes, and what: the verb alone says nothing of what it gives. */
const TAKES =
  /^(?:acquire|alloc(?:ate)?|begin|borrow|build|checkout|connect|create|fork|get|launch|listen|lock|make|new|open|parse|reserve|spawn|start|subscribe|watch)[A-Z]\w+$/

function readCustoms(context: DetectorContext): ReadonlyMap<string, Custom> {
  const customs = new Map<string, {released: {code: Code; release: Release}[]; kept: number}>()
  for (const code of allCode(context)) {
    for (const local of ownedLocals(code)) {
      const name = makerName(local.made)
      if (name === undefined) continue
      const custom = customs.get(name) ?? {released: [], kept: 0}
      customs.set(name, custom)
      const release = releasesOf(code, local.binding).find(isStrong)
      if (release) custom.released.push({code, release})
      else if (staysHere(code, local)) custom.kept++
    }
  }
  return customs
}

function isStrong({form, name}: Release): boolean {
  return form === 'method' && !isWeakRelease(name)
}

/** Whether nobody else gets what a local holds. */
export function staysHere(code: Code, {binding}: OwnedLocal): boolean {
  return binding.uses.every(({identifier, read}) => !read || escapeOf(code, identifier) === undefined)
}
