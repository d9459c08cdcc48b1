import type {CallExpression, NewExpression, Node} from '@oxc-project/types'
import {memberPath} from '../syntax/member-path.ts'
import {rootOf} from '../syntax/root-of.ts'
import type {EffectKind} from './effect-kind.ts'

const calls: ReadonlyMap<string, EffectKind> = new Map([
  ['fetch', 'network'],
  ['navigator.sendBeacon', 'network']
])

const constructors: ReadonlyMap<string, EffectKind> = new Map([
  ['WebSocket', 'network'],
  ['XMLHttpRequest', 'network'],
  ['EventSource', 'network']
])

/** What a call of a global of the platform does outside, and the global's name: the caller sees to it that it is no other's. */
export function effectOfGlobal(
  call: CallExpression | NewExpression
): {kind: EffectKind; root: Node} | undefined {
  const path = memberPath(call.callee)
  if (path === undefined) return undefined
  const name = path.replace(/^(?:window|globalThis|self)\./, '')
  const kind = call.type === 'NewExpression' ? constructors.get(name) : calls.get(name)
  return kind && {kind, root: rootOf(call.callee)}
}
