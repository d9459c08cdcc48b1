import type {Node} from '@oxc-project/types'
import {outsideCalls} from '../../../effects/outside-calls.ts'
import type {Facts} from '../../../facts/facts.ts'
import {isCall} from '../../../syntax/call-name.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import type {DetectorContext} from '../define-detector.ts'
import type {Code} from './code.ts'
import {type Place, placeOf, usesOf} from './place.ts'
import {isClearOf, timersOf} from './timers.ts'

/** Something that goes on by itself until it is stopped, and the place that holds it. */
export interface RunningResource {
  readonly place: Place
  /** `interval`, `timer`, `file watcher`. */
  readonly what: string
  readonly start: Node
  /** Of a timer. */
  readonly callback: Node | undefined
  readonly unref: boolean
}

/** What of a module's fields and outer variables holds a timer, watcher, observer, worker or socket. In source order. */
export function runningResources(context: DetectorContext, code: Code): RunningResource[] {
  return [...timers(code), ...opened(context, code)].sort((a, b) => a.start.start - b.start.start)
}

function timers(code: Code): RunningResource[] {
  return timersOf(code).flatMap(({call, kind, place, callback, unref}) => {
    if (!place || place.lifetime === 'local' || place.lifetime === 'module') return []
    // A timeout that nobody ever clears is meant to run out.
    if (kind === 'timeout' && !usesOf(code, place).some(use => isCleared(code, use, place))) return []
    return [
      {
        place,
        what: kind === 'interval' ? 'interval' : 'timer',
        start: call,
        callback,
        unref: unref || isUnref(code, place)
      }
    ]
  })
}

function isCleared(code: Code, use: Node, place: Place): boolean {
  const call = code.parentOf(use)
  return call !== undefined && isClearOf(code, call, place)
}

function isUnref(code: Code, place: Place): boolean {
  return code
    .nodes('CallExpression')
    .some(call => memberPath(call.callee)?.replace(/[?!]/g, '') === `${place.text}.unref`)
}

function opened(context: DetectorContext, code: Code): RunningResource[] {
  return code.nodes('AssignmentExpression').flatMap(write => {
    const what = write.operator === '=' ? kindOf(context.facts, code, unwrap(write.right)) : undefined
    const place = what === undefined ? undefined : placeOf(code, write.left)
    if (what === undefined || !place || place.lifetime === 'local' || place.lifetime === 'module') return []
    return [{place, what, start: write, callback: undefined, unref: false}]
  })
}

const BROWSER: Readonly<Record<string, string>> = {
  MutationObserver: 'observer',
  ResizeObserver: 'observer',
  IntersectionObserver: 'observer',
  PerformanceObserver: 'observer',
  WebSocket: 'socket',
  EventSource: 'event source',
  BroadcastChannel: 'channel',
  Worker: 'worker'
}
const OUTSIDE: Readonly<Record<string, string>> = {
  'node:fs watch': 'file watcher',
  'chokidar watch': 'file watcher',
  'chokidar default.watch': 'file watcher',
  'node:worker_threads Worker.new': 'worker',
  'ws default.new': 'socket',
  'ws WebSocket.new': 'socket',
  'pg Pool.new': 'connection pool'
}

function kindOf(facts: Facts, code: Code, value: Node): string | undefined {
  if (value.type !== 'NewExpression' && !isCall(value)) return undefined
  const name = memberPath(value.callee)
  if (value.type === 'NewExpression' && name !== undefined && !code.bindingOf(value.callee) && BROWSER[name])
    return BROWSER[name]
  if (name === undefined || !/watch|Worker|WebSocket|Pool/i.test(name)) return undefined
  const outside = outsideCalls(facts).valueOf(code.ast, value.callee)
  if (!outside) return undefined
  const path = value.type === 'NewExpression' ? [...outside.path, 'new'] : outside.path
  return OUTSIDE[`${outside.package} ${path.join('.')}`]
}
