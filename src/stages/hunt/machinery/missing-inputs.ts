import type {Node} from '@oxc-project/types'
import {type FunctionNode, isFunction} from '../../../syntax/is-function.ts'
import type {Binding} from '../../../syntax/scopes.ts'
import type {DetectorContext} from '../define-detector.ts'
import {parameterIndex} from './accesses.ts'
import {contains} from './awaits.ts'
import type {CacheFill} from './cache-fills.ts'
import type {Code} from './code.ts'
import {type Input, inputsOf} from './inputs.ts'

/** An input of a remembered value that its key does not hold. */
export interface MissingInput extends Input {
  /** The function whose parameter it is part of. */
  readonly owner: FunctionNode
  /** `options.locale`; `locale` for a parameter that is taken apart. */
  readonly name: string
  /** Other properties of the same value that the key does hold: it lists them one by one. */
  readonly siblings: readonly string[]
}

/** What the key of a remembered value leaves out; in the order of their first reads. */
export function missingInputs(context: DetectorContext, code: Code, fill: CacheFill): MissingInput[] {
  const key = fill.key.flatMap(part => rooted(fill, inputsOf(context, code, part, 'most')))
  const value = rooted(fill, inputsOf(context, code, fill.value, 'least'))
  return value.flatMap(({input, root}) => {
    const {owner} = input.binding
    if (!isFunction(owner) || !canDiffer(code, fill, owner)) return []
    if (fill.byFirst && root === 0) return []
    const same = key.filter(part => part.root === root).map(part => part.input.path)
    if (same.some(path => isPrefix(path, input.path) || isPrefix(input.path, path))) return []
    return [{...input, owner, name: nameOf(code, input), siblings: siblingsOf(same, input.path)}]
  })
}

interface Rooted {
  readonly input: Input
  /** The parameter; its position where key and value are made by functions of their own. */
  readonly root: Binding | number | undefined
}

function rooted({computed}: CacheFill, inputs: readonly Input[]): Rooted[] {
  return inputs.map(input => ({
    input,
    root: computed ? parameterIndex(input.binding) : input.binding
  }))
}

/** Whether a parameter of a function can differ between two questions to the same cache. */
function canDiffer(code: Code, fill: CacheFill, owner: FunctionNode): boolean {
  if (fill.computed) return owner === fill.computed
  if (owner === fill.value || !contains(owner, fill.lookup)) return false
  const parent = code.parentOf(owner)
  if (parent?.type === 'MethodDefinition' && parent.kind === 'constructor') return false
  const home = fill.place?.lifetime === 'module' ? undefined : fill.place?.owner
  return home === undefined || (home !== owner && contains(home, owner))
}

function isPrefix(path: readonly string[], of: readonly string[]): boolean {
  return path.length <= of.length && path.every((part, index) => part === of[index])
}

/** Other parts of the value that the last name of a path is a part of. */
function siblingsOf(held: readonly (readonly string[])[], path: readonly string[]): string[] {
  const [first = ''] = path
  const at = first === '[]' || (path[1] === '[]' && path.length > 2) ? path.lastIndexOf('[]') + 1 : 0
  return held.filter(one => one.length > at && isPrefix(path.slice(0, at), one)).map(one => one[at] ?? '')
}

/** `options.locale`, `fields[].table`. */
function nameOf(code: Code, {binding, path}: Input): string {
  const text = path.map(part => (part === '[]' ? part : `.${part}`)).join('')
  return isTakenApart(code, binding) ? text.replace(/^\./, '') : `${binding.name}${text}`
}

function isTakenApart(code: Code, binding: Binding): boolean {
  const name = binding.definitions[0]?.name as Node
  const parent = code.parentOf(name)
  return (
    parent?.type === 'Property' ||
    (parent?.type === 'AssignmentPattern' && code.parentOf(parent)?.type === 'Property')
  )
}
