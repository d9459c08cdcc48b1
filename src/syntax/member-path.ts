import type {Node} from '@oxc-project/types'
import {propertyName} from './property-name.ts'
import {unwrap} from './unwrap.ts'

/**
 * A chain of names as text, `this.pool.size` or `process.env.HOME`; `this.#x` for a private field.
 * Undefined when a part is computed from anything but a literal, or when it starts with a call.
 */
export function memberPath(node: Node): string | undefined {
  const inner = unwrap(node)
  if (inner.type === 'Identifier') return inner.name
  if (inner.type === 'ThisExpression') return 'this'
  if (inner.type === 'Super') return 'super'
  if (inner.type !== 'MemberExpression') return undefined
  const object = memberPath(inner.object)
  const name = propertyName(inner)
  return object === undefined || name === undefined ? undefined : `${object}.${name}`
}
