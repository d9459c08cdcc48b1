import type {Class, Node} from '@oxc-project/types'
import type {ModuleAst} from '../facts/facts.ts'
import {isClass, thisOwner} from '../syntax/enclosing.ts'
import type {Parents} from '../syntax/parents.ts'
import {propertyName} from '../syntax/property-name.ts'
import {type Definition, readScopes} from '../syntax/scopes.ts'
import {unwrap} from '../syntax/unwrap.ts'
import {isAnswer, type PackageValue} from './effect-calls.ts'
import {type ImportValues, keyIn, requiredBy} from './import-values.ts'
import {returnedBy} from './returned-values.ts'

/** Deeper chains of definitions are no one's code. */
const maximumDepth = 8

/** What the expressions of a module stand for. */
export interface Values {
  /** As far as it comes from a package; undefined for all else. */
  of(expression: Node): PackageValue | undefined
  /** Whether an identifier is bound by nothing in the module. */
  isGlobal(identifier: Node): boolean
}

export function createValues(ast: ModuleAst, parents: Parents, imports: ImportValues): Values {
  const scopes = readScopes(ast.program)
  return {
    of: expression => ofExpression(expression, 0),
    isGlobal: identifier => scopes.bindingOf(identifier) === undefined
  }

  function ofExpression(expression: Node, depth: number): PackageValue | undefined {
    if (depth > maximumDepth) return undefined
    const node = unwrap(expression)
    const next = (inner: Node) => ofExpression(inner, depth + 1)
    switch (node.type) {
      case 'AwaitExpression':
        return next(node.argument)
      case 'Identifier':
        return ofIdentifier(node, depth)
      case 'LogicalExpression':
        return next(node.left) ?? next(node.right)
      case 'MemberExpression':
        return ofMember(node, depth)
      case 'NewExpression':
        return append(next(node.callee), 'new')
      case 'CallExpression': {
        const specifier = requiredBy(node)
        if (specifier !== undefined) return imports.ofSpecifier(specifier)
        const callee = next(node.callee)
        const [argument] = node.arguments
        // What promisify gives does what the function does.
        if (callee?.package === 'node:util' && callee.path.at(-1) === 'promisify' && argument)
          return next(argument)
        if (!callee) return ofOwnFunction(node.callee, depth)
        return isAnswer(callee) ? undefined : append(callee, '()')
      }
      default:
        return undefined
    }
  }

  function ofIdentifier(node: Node & {type: 'Identifier'}, depth: number): PackageValue | undefined {
    const definitions = scopes.bindingOf(node)?.definitions ?? []
    const [definition] = definitions
    if (!definition || definitions.length > 1) return undefined
    if (definition.kind === 'import') return imports.of(node.name)
    if (definition.kind === 'variable') return ofVariable(definition, node.name, depth)
    return definition.kind === 'parameter' ? ofAnnotation(definition.name, depth) : undefined
  }

  /** `getClient()` is what the module's function of that name gives back. */
  function ofOwnFunction(callee: Node, depth: number): PackageValue | undefined {
    const node = unwrap(callee)
    const [definition] = node.type === 'Identifier' ? (scopes.bindingOf(node)?.definitions ?? []) : []
    const declared = definition?.node
    const made = declared?.type === 'VariableDeclarator' ? declared.init && unwrap(declared.init) : declared
    for (const returned of made ? returnedBy(made) : []) {
      const value = ofExpression(returned, depth + 1)
      if (value) return value
    }
    return undefined
  }

  function ofVariable({node, name}: Definition, local: string, depth: number): PackageValue | undefined {
    if (node.type !== 'VariableDeclarator') return undefined
    if (node.id.type === 'Identifier')
      return (node.init ? ofExpression(node.init, depth + 1) : undefined) ?? ofAnnotation(name, depth)
    if (node.id.type !== 'ObjectPattern' || !node.init) return undefined
    const property = node.id.properties.find(
      each => each.type === 'Property' && each.value.type === 'Identifier' && each.value.name === local
    )
    const key = property && keyIn(property)
    if (key === undefined) return undefined
    return ofHeldMember(node.init, key) ?? append(ofExpression(node.init, depth + 1), key)
  }

  /** `db: Pool` is an instance of what the type's name stands for. */
  function ofAnnotation(name: Node, depth: number): PackageValue | undefined {
    const {typeAnnotation} = name as {typeAnnotation?: {typeAnnotation: Node} | null}
    const type = typeAnnotation?.typeAnnotation
    if (type?.type !== 'TSTypeReference') return undefined
    return append(ofTypeName(type.typeName, depth), 'new')
  }

  function ofTypeName(name: Node, depth: number): PackageValue | undefined {
    if (name.type === 'Identifier') return imports.of(name.name) ?? ofIdentifier(name, depth + 1)
    if (name.type !== 'TSQualifiedName') return undefined
    return append(ofTypeName(name.left, depth + 1), name.right.name)
  }

  function ofMember(node: Node & {type: 'MemberExpression'}, depth: number): PackageValue | undefined {
    const name = propertyName(node)
    if (name === undefined) return undefined
    if (unwrap(node.object).type === 'ThisExpression') return ofField(node, name, depth)
    return ofHeldMember(node.object, name) ?? append(ofExpression(node.object, depth + 1), name)
  }

  /** `db.client` of `import db from './db.ts'`, which exports an object of clients. */
  function ofHeldMember(object: Node, name: string): PackageValue | undefined {
    const node = unwrap(object)
    if (node.type !== 'Identifier' || scopes.bindingOf(node)?.definitions[0]?.kind !== 'import')
      return undefined
    return imports.of(`${node.name}.${name}`)
  }

  function ofField(node: Node, name: string, depth: number): PackageValue | undefined {
    const owner = thisOwner(node, parents)
    if (!isClass(owner)) return undefined
    for (const member of owner.body.body) {
      if (member.type !== 'PropertyDefinition' || propertyName(member) !== name) continue
      const value = member.value ? ofExpression(member.value, depth + 1) : undefined
      return value ?? ofAnnotation(member, depth) ?? ofConstructor(owner, name, depth)
    }
    return ofConstructor(owner, name, depth) ?? ofBase(owner, name, depth)
  }

  /** `constructor(private db: Pool)` and `this.db = new Pool()`. */
  function ofConstructor(owner: Class, name: string, depth: number): PackageValue | undefined {
    const made = owner.body.body.find(
      member => member.type === 'MethodDefinition' && member.kind === 'constructor'
    )
    if (made?.type !== 'MethodDefinition') return undefined
    for (const parameter of made.value.params) {
      if (parameter.type !== 'TSParameterProperty') continue
      const target =
        parameter.parameter.type === 'AssignmentPattern' ? parameter.parameter.left : parameter.parameter
      if (target.type === 'Identifier' && target.name === name) return ofAnnotation(target, depth)
    }
    const right = assignedIn(made.value.body?.body ?? [], name)
    return right && ofExpression(right, depth + 1)
  }

  /** A method that a class has from the package's class it extends. */
  function ofBase(owner: Class, name: string, depth: number): PackageValue | undefined {
    const isOwn = owner.body.body.some(member => propertyName(member) === name)
    if (isOwn || !owner.superClass) return undefined
    return append(append(ofExpression(owner.superClass, depth + 1), 'new'), name)
  }
}

function assignedIn(statements: readonly Node[], name: string): Node | undefined {
  for (const statement of statements) {
    const expression = statement.type === 'ExpressionStatement' ? statement.expression : undefined
    if (expression?.type !== 'AssignmentExpression' || expression.left.type !== 'MemberExpression') continue
    const {left} = expression
    if (left.object.type === 'ThisExpression' && propertyName(left) === name) return expression.right
  }
  return undefined
}

function append(value: PackageValue | undefined, name: string): PackageValue | undefined {
  return value && {package: value.package, path: [...value.path, name]}
}
