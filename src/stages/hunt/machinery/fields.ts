import type {PropertyDefinition} from '@oxc-project/types'
import {isClass} from '../../../syntax/enclosing.ts'
import {propertyName} from '../../../syntax/property-name.ts'
import type {Code} from './code.ts'
import type {Place} from './place.ts'

/** The field that a class member declares, seen as from its uses. */
export function fieldOf(code: Code, member: PropertyDefinition): Place | undefined {
  const body = code.parentOf(member)
  const owner = body && code.parentOf(body)
  const name = propertyName(member)
  if (!isClass(owner) || name === undefined) return undefined
  return {
    kind: 'field',
    name,
    text: `this.${name}`,
    lifetime: member.static ? 'static' : 'instance',
    owner,
    binding: undefined
  }
}
