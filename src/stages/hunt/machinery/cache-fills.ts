import type {Node} from '@oxc-project/types'
import {callName, isCall, receiverOf} from '../../../syntax/call-name.ts'
import {type FunctionNode, isFunction} from '../../../syntax/is-function.ts'
import {propertyName} from '../../../syntax/property-name.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {walk} from '../../../syntax/walk.ts'
import type {DetectorContext} from '../define-detector.ts'
import {contains} from './awaits.ts'
import type {Code} from './code.ts'
import {memoisedFunctions} from './memoisers.ts'
import {type Place, placeOf} from './place.ts'
import {initialValue} from './promise.ts'

/** A value that is remembered under a key, and given again to who asks for that key. */
export interface CacheFill {
  /** What remembers: a collection, or the function that wraps the work. As a name. */
  readonly cache: string
  /** The collection where it is a variable or field of the module; undefined for others. */
  readonly place: Place | undefined
  /** What the key is made of; a function for one that is called with the arguments of `computed`. */
  readonly key: readonly Node[]
  /** What is remembered: an expression, or the function that makes it. */
  readonly value: Node
  /** The function that is remembered by its own arguments; undefined where the key is made beside the value. */
  readonly computed: FunctionNode | undefined
  /** Whether the first argument of `computed` alone is the key. */
  readonly byFirst: boolean
  /** Where it is asked, and where it is stored. */
  readonly lookup: Node
  readonly store: Node
}

/** Every such value of a module: collections, wrappers of the work, decorators, memoisers. In source order. */
export function cacheFills(context: DetectorContext, code: Code): readonly CacheFill[] {
  const known = cache.get(code)
  if (known) return known
  const fills = [
    ...inCollections(code),
    ...byWrappers(code),
    ...byDecorators(code),
    ...byMemoisers(context, code)
  ]
  fills.sort((a, b) => a.store.start - b.store.start)
  cache.set(code, fills)
  return fills
}

const cache = new WeakMap<Code, readonly CacheFill[]>()

interface Store {
  readonly collection: Node
  /** Several where a namespace comes first. */
  readonly key: readonly Node[]
  readonly value: Node
  readonly store: Node
}

function inCollections(code: Code): CacheFill[] {
  return [...storesByCall(code), ...storesByMember(code)].flatMap(one => {
    const own = placeOf(code, one.collection)
    const outer = own?.lifetime === 'local' ? outerOf(code, one.collection) : undefined
    const place = outer?.place ?? own
    if (place?.lifetime === 'local' || !isMade(code, one.value)) return []
    if (!outer && !isShared(code, one.collection)) return []
    const lookup = lookupFor(code, one)
    return lookup && isGivenAgain(code, one, lookup)
      ? [
          {
            cache: outer?.place.text ?? code.text(one.collection),
            place,
            key: outer ? [outer.key, ...one.key] : one.key,
            value: one.value,
            computed: undefined,
            byFirst: false,
            lookup,
            store: one.store
          }
        ]
      : []
  })
}

/** The shared collection, and the key, that a local one came out of: `let perUser = cache.get(user)`. */
function outerOf(code: Code, collection: Node): {readonly place: Place; readonly key: Node} | undefined {
  const definition = code.bindingOf(unwrap(collection))?.definitions[0]?.node
  const call =
    definition?.type === 'VariableDeclarator' && definition.init ? unwrap(definition.init) : undefined
  const receiver = isCall(call) && callName(call) === 'get' ? receiverOf(call) : undefined
  const [key] = isCall(call) ? call.arguments : []
  const place = receiver && placeOf(code, receiver)
  return place && key && place.lifetime !== 'local' ? {place, key} : undefined
}

/** Whether a value is the result of work, and not just what the caller gave. */
function isMade(code: Code, value: Node): boolean {
  const initial = initialValue(code, value)
  if (initial.type === 'Identifier') return code.bindingOf(initial)?.definitions[0]?.kind === 'variable'
  if (initial.type === 'CallExpression' && /^Math\.(?:max|min)$/.test(code.text(initial.callee))) return false
  let made = false
  walk(initial, node => {
    const value = node.type === 'Identifier' ? initialValue(code, node) : node
    if (/^(?:Call|New|Await|TaggedTemplate|Binary)Expression$|Template/.test(value.type)) made = true
  })
  return made
}

/** Whether a collection hangs on the module or on `this`, not on what the function got or made. */
function isShared(code: Code, collection: Node): boolean {
  let root = unwrap(collection)
  while (root.type === 'MemberExpression' || isCall(root))
    root = unwrap(root.type === 'MemberExpression' ? root.object : root.callee)
  if (root.type === 'ThisExpression') return true
  const binding = code.bindingOf(root)
  return binding === undefined
    ? root.type === 'Identifier'
    : binding.moduleLevel || root === unwrap(collection)
}

function storesByCall(code: Code): Store[] {
  return code.nodes('CallExpression').flatMap(store => {
    const collection = receiverOf(store)
    if (!/^(?:set|put|setItem|setAsync|setex)$/.test(callName(store) ?? '') || !collection) return []
    // `set(key, value)`, `set(key, value, options)`, `set(namespace, key, value)`: the question before it says which.
    return [1, 2].flatMap(length => {
      const key = store.arguments.slice(0, length)
      const value = store.arguments[callName(store) === 'setex' ? 2 : length]
      return key.length === length && value ? [{collection, key, value, store}] : []
    })
  })
}

function storesByMember(code: Code): Store[] {
  return code.nodes('AssignmentExpression').flatMap(store => {
    const left = unwrap(store.left)
    if (left.type !== 'MemberExpression' || !left.computed || left.property.type === 'Literal') return []
    if (!['=', '??=', '||='].includes(store.operator)) return []
    return [{collection: left.object, key: [left.property], value: store.right, store}]
  })
}

/** The question that comes before a store, in its function or one around it: with the same key, as text. */
function lookupFor(code: Code, one: Store): Node | undefined {
  const {store} = one
  if (store.type === 'AssignmentExpression' && store.operator !== '=') return store.left
  const functions = [...code.ancestorsOf(store)].filter(isFunction)
  return questionsIn(code, one).find(
    node => node.end <= store.start && functions.includes(code.functionOf(node) as FunctionNode)
  )
}

/** Everywhere the module asks a collection for a key. */
function questionsIn(code: Code, {collection, key}: Store): Node[] {
  const from = code.text(collection)
  const text = key.map(part => code.text(part)).join()
  const isSame = (object: Node | undefined, asked: readonly Node[]) =>
    object !== undefined && asked.map(part => code.text(part)).join() === text && code.text(object) === from
  const calls: readonly Node[] = code
    .nodes('CallExpression')
    .filter(
      call =>
        /^(?:get|has|peek|getItem|getAsync)$/.test(callName(call) ?? '') &&
        isSame(receiverOf(call), call.arguments)
    )
  const members = code
    .nodes('MemberExpression')
    .filter(node => node.computed && isSame(node.object, [node.property]) && !isStored(code, node))
  return [...calls, ...members]
}

function isStored(code: Code, node: Node): boolean {
  const parent = code.parentOf(node)
  return parent?.type === 'AssignmentExpression' && parent.left === node
}

/** Whether a later call gets what is stored: the function returns it, or hands it to a callback. */
function isGivenAgain(code: Code, one: Store, lookup: Node): boolean {
  const fn = code.functionOf(lookup)
  if (!fn) return false
  const questions = questionsIn(code, one)
  const holdsIt = (node: Node): boolean => {
    let found = false
    walk(node, child => {
      if (questions.includes(child) || child === one.store || child === lookup) found = true
      else if (child.type === 'Identifier' && isHolder(code, child, questions)) found = true
    })
    return found
  }
  if (fn.body && fn.body.type !== 'BlockStatement') return holdsIt(fn.body)
  return code
    .nodes('ReturnStatement')
    .some(statement => code.functionOf(statement) === fn && statement.argument && holdsIt(statement.argument))
}

function isHolder(code: Code, name: Node, questions: readonly Node[]): boolean {
  const binding = code.bindingOf(name)
  return (
    binding?.definitions.some(
      ({node}) =>
        node.type === 'VariableDeclarator' &&
        !!node.init &&
        questions.some(question => node.init && contains(node.init, question))
    ) ?? false
  )
}

const REMEMBERS = /cached?(?![a-z])|cached?$|memo(?:i[sz]ed?)?(?![a-z])/i
const FORGETS =
  /clear|delete|remove|invalidate|evict|reset|purge|expire|uncache|nocache|create|make|init|setup/i
const FROM_CACHE =
  /^(?:wrap|get|fetch|remember|run|use|resolve|ensure|provide|getOr\w+|fetchOr\w+|computeIfAbsent)$/
const ASKS_OR_MAKES =
  /^(?:getOr(?:Set|Create|Load|Fetch|Add|Compute|Insert(?:Computed)?|ElseUpdate)|computeIfAbsent|rememberForever|unstable_cache)$/

function byWrappers(code: Code): CacheFill[] {
  return code.nodes('CallExpression').flatMap(call => {
    const name = callName(call) ?? ''
    if (!isWrapper(code, name, receiverOf(call))) return []
    const value = call.arguments.find(isFunction)
    const key = call.arguments.flatMap(argument => (argument === value ? [] : keyIn(argument)))
    if (!value || key.length === 0) return []
    return [
      {
        cache: name,
        place: undefined,
        key,
        value,
        computed: undefined,
        byFirst: false,
        lookup: call,
        store: call
      }
    ]
  })
}

function isWrapper(code: Code, name: string, receiver: Node | undefined): boolean {
  // A hook of React lives with one component; its list of what it depends on is a linter's business.
  if (/^use[A-Z]/.test(name)) return false
  if (ASKS_OR_MAKES.test(name)) return true
  if (receiver && FROM_CACHE.test(name)) return REMEMBERS.test(code.text(receiver))
  return REMEMBERS.test(name) && !FORGETS.test(name)
}

/** The parts of an argument that make the key: the property of that name, else all of it. */
function keyIn(argument: Node): Node[] {
  const node = unwrap(argument)
  if (node.type !== 'ObjectExpression') return [argument]
  if (!node.properties.some(isKeyProperty)) return []
  return [argument]
}

function isKeyProperty(property: Node): boolean {
  return /^(?:key|cacheKey|cache_key|queryKey|keyParts)$/.test(propertyName(property) ?? '')
}

function byDecorators(code: Code): CacheFill[] {
  return code.nodes('MethodDefinition').flatMap(method => {
    const {value: fn} = method
    if (!isFunction(fn)) return []
    return method.decorators.flatMap(({expression}) => {
      if (!isCall(expression) || !REMEMBERS.test(callName(expression) ?? '')) return []
      const key = expression.arguments.flatMap(keyOfDecorator)
      if (key.length === 0) return []
      const cache = callName(expression) ?? 'cache'
      return [
        {
          cache,
          place: undefined,
          key,
          value: fn,
          computed: fn,
          byFirst: false,
          lookup: expression,
          store: expression
        }
      ]
    })
  })
}

function keyOfDecorator(argument: Node): Node[] {
  if (argument.type !== 'ObjectExpression') return []
  return argument.properties.flatMap(property =>
    property.type === 'Property' && isKeyProperty(property) ? [property.value] : []
  )
}

function byMemoisers(context: DetectorContext, code: Code): CacheFill[] {
  return memoisedFunctions(context, code).map(({call, fn}) => {
    const cache = callName(call) ?? 'memoize'
    return {
      cache,
      place: undefined,
      key: [],
      value: fn,
      computed: fn,
      byFirst: true,
      lookup: call,
      store: call
    }
  })
}
