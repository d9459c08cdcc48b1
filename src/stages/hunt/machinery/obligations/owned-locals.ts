import type {CallExpression, NewExpression, Node} from '@oxc-project/types'
import type {FunctionNode} from '../../../../syntax/is-function.ts'
import {passedOn} from '../../../../syntax/passed-on.ts'
import type {Binding} from '../../../../syntax/scopes.ts'
import {unwrap} from '../../../../syntax/unwrap.ts'
import type {Code} from '../code.ts'
import {isEmptyValue} from '../writes.ts'
import {isReleaseFunction} from './releases.ts'

/** A local variable that gets what a call gives, and nothing else ever. */
export interface OwnedLocal {
  readonly binding: Binding
  readonly made: CallExpression | NewExpression
  /** The declarator or assignment: the event after which the variable holds it. */
  readonly start: Node
  readonly fn: FunctionNode
}

const known = new WeakMap<Code, readonly OwnedLocal[]>()

/** Local variables with the call that fills them, in source order; those declared with `using` release by themselves. */
export function ownedLocals(code: Code): readonly OwnedLocal[] {
  const locals = known.get(code) ?? [...declared(code), ...assigned(code)]
  known.set(code, locals)
  return locals
}

function declared(code: Code): OwnedLocal[] {
  return code.nodes('VariableDeclarator').flatMap(declarator => {
    const fn = code.functionOf(declarator)
    const made = declarator.init ? madeBy(declarator.init) : undefined
    const statement = code.parentOf(declarator)
    if (!fn || !made || (statement?.type === 'VariableDeclaration' && /using/.test(statement.kind))) return []
    return namesOf(declarator.id).flatMap(name => {
      const binding = code.bindingOf(name)
      if (!binding || binding.uses.some(use => use.write && !use.init)) return []
      return [{binding, made, start: declarator, fn}]
    })
  })
}

/** The variable itself; of a pattern only what is named like a function that releases. */
function namesOf(id: Node): Node[] {
  if (id.type === 'Identifier') return [id]
  const parts: readonly (Node | null)[] =
    id.type === 'ArrayPattern' ? id.elements : id.type === 'ObjectPattern' ? id.properties : []
  return parts.flatMap(part => {
    const value = part?.type === 'Property' ? part.value : part
    return value?.type === 'Identifier' && isReleaseFunction(value.name) ? [value] : []
  })
}

/** `let x` outside of a `try` that is filled once inside of it, or a parameter that is filled when it is missing. */
function assigned(code: Code): OwnedLocal[] {
  return code.nodes('AssignmentExpression').flatMap(node => {
    const target = unwrap(node.left)
    const made = node.operator === '=' ? madeBy(node.right) : undefined
    const binding = made && target.type === 'Identifier' ? code.bindingOf(target) : undefined
    const fn = code.functionOf(node)
    if (!made || !binding || !fn || binding.owner !== fn || !isFilledOnce(code, binding)) return []
    return [{binding, made, start: node, fn}]
  })
}

function isFilledOnce(code: Code, binding: Binding): boolean {
  if (!/^(?:variable|parameter)$/.test(binding.definitions[0]?.kind ?? '')) return false
  const fills = binding.uses.filter(use => use.write && !isEmptied(code, use.identifier))
  return fills.length === 1
}

function isEmptied(code: Code, identifier: Node): boolean {
  const parent = code.parentOf(identifier)
  const value =
    parent?.type === 'AssignmentExpression'
      ? parent.right
      : parent?.type === 'VariableDeclarator'
        ? parent.init
        : undefined
  return !!value && isEmptyValue(value)
}

/** The call or `new` whose value an expression is, behind `await` and handlers that hang on its promise. */
export function madeBy(value: Node): CallExpression | NewExpression | undefined {
  const node = passedOn(value)
  if (node.type === 'AwaitExpression') return madeBy(node.argument)
  return node.type === 'CallExpression' || node.type === 'NewExpression' ? node : undefined
}
