import type {Node} from '@oxc-project/types'
import type {PackageValue} from '../../../effects/effect-calls.ts'
import type {Facts} from '../../../facts/facts.ts'
import {isFunction} from '../../../syntax/is-function.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import type {DetectorContext} from '../define-detector.ts'
import {usedThis} from './class-by-name.ts'
import {allCode, type Code} from './code.ts'
import {typeOf} from './declared-type.ts'
import {initialValue} from './promise.ts'

/** Why a method of an object needs the object as its `this`. */
export interface Receiver {
  readonly reason: string
  /** Where `this` is used, when the method lies in the repository. */
  readonly proof: {readonly code: Code; readonly node: Node} | undefined
  /** Whether it is known, and not only likely. */
  readonly sure: boolean
  /** Whether only the name of the object speaks for it. */
  readonly byName?: boolean
}

/** Built-in classes whose methods check their receiver. Source: ECMA-262 and DOM, "this value". */
const BUILT_IN =
  /^(?:Map|Set|WeakMap|WeakSet|URLSearchParams|Headers|FormData|AbortController|EventEmitter|Date|TextDecoder|TextEncoder)$/

/** Packages whose log methods use `this`. */
const LOGGERS = new Set(['pino', 'bunyan', 'log4js', '@nestjs/common'])

/** Packages whose log methods run without. */
const FREE_LOGGERS = new Set(['winston', 'loglevel', 'consola', 'debug', 'npmlog', 'node:console'])

const LEVELS = /^(?:trace|debug|info|log|warn|warning|error|fatal)$/

/** Why `object.name` loses what it needs when it is read from its object; undefined when nothing says so. */
export function needsReceiver(
  context: DetectorContext,
  code: Code,
  object: Node,
  name: string,
  value: PackageValue | undefined
): Receiver | undefined {
  const sure = (reason: string) => ({reason, proof: undefined, sure: true})
  if (memberPath(object) === 'Promise' && /^(?:resolve|reject|all|race|any|allSettled)$/.test(name))
    return sure(`\`Promise.${name}\` makes its result with \`this\``)
  const made = initialValue(code, object)
  const built = made.type === 'NewExpression' ? memberPath(made.callee) : undefined
  if (built && BUILT_IN.test(built) && !code.bindingOf((made as Node & {type: 'NewExpression'}).callee))
    return sure(`\`${name}\` of a \`${built}\` checks its \`this\``)
  const used = usedThis(context, object, name)
  if (used)
    return {
      reason: `\`${name}\` of \`${used.className}\` uses \`this\` (${used.code.at(used.node)})`,
      proof: used,
      sure: false
    }
  if (!LEVELS.test(name)) return undefined
  if (value && LOGGERS.has(value.package)) return sure(`a log method of \`${value.package}\` uses \`this\``)
  if (value && FREE_LOGGERS.has(value.package)) return undefined
  return byType(context, code, object, name)
}

const freeIn = new WeakMap<Facts, {readonly at: string | undefined}>()

/** Where the repository makes its loggers itself, of functions without `this`: `logger[level] = (…) => …`. */
export function freeLoggerAt(context: DetectorContext): string | undefined {
  const known = freeIn.get(context.facts) ?? {at: findFreeLogger(context)}
  freeIn.set(context.facts, known)
  return known.at
}

function findFreeLogger(context: DetectorContext): string | undefined {
  for (const code of allCode(context)) {
    const made = freeLogger(code)
    if (made) return code.at(made)
  }
  return undefined
}

function freeLogger(code: Code): Node | undefined {
  return code.nodes('AssignmentExpression').find(({left, right}) => {
    const target = unwrap(left)
    const value = unwrap(right)
    if (target.type !== 'MemberExpression' || !target.computed || !isFunction(value)) return false
    return LOGGER.test(memberPath(target.object) ?? '') && !/\bthis\b/.test(code.text(value))
  })
}

const LOGGER = /(?:^|[._#a-z])(?:logger|log)$/i

function byType(context: DetectorContext, code: Code, object: Node, name: string): Receiver | undefined {
  const path = memberPath(object) ?? ''
  if (!LOGGER.test(path) || path === 'console') return undefined
  if (object.type === 'Identifier' && code.bindingOf(object)?.definitions[0]?.kind === 'import')
    return undefined
  const type = typeOf(context, code, object)
  const written = type?.node && /^(\w*Logger)\b/.exec(nameOf(type.code, type.node))?.[1]
  if (written)
    return {
      reason: `\`${path}\` is any \`${written}\`, and log methods of common loggers use \`this\``,
      proof: undefined,
      sure: false
    }
  return {
    reason: `\`${path}.${name}\` is a log method by its name, and those of common loggers use \`this\``,
    proof: undefined,
    sure: false,
    byName: true
  }
}

function nameOf(code: Code, node: Node): string {
  const id = 'id' in node ? (node.id as Node | null) : undefined
  return id ? code.text(id) : code.text(node)
}
