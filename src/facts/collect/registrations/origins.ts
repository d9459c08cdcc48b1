import type {Node} from '@oxc-project/types'
import {propertyName} from '../../../syntax/property-name.ts'
import {stringValue} from '../../../syntax/string-value.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {requireArgument} from '../../literal.ts'
import {isRelative, splitPackage} from '../../specifier.ts'

/** From which package the values of a module come, as far as the module alone tells. */
export interface Origins {
  /** Sees every node of the module before anything is asked. */
  declare(node: Node): void
  /**
   * The package that an expression's value comes from: `express` for `express()`, for what was made of it, and for a
   * variable of one of its types. Undefined when it is unknown, from a file of the repository, or when a name is
   * declared twice in the module with different origins.
   */
  packageOf(expression: Node): string | undefined
  /** The text of a literal, or of a name whose only declaration in the module is a constant with one. */
  textOf(expression: Node | undefined): string | undefined
  /** The one value that a name or field of the module is declared with; undefined in doubt. */
  declaredValue(expression: Node): Node | undefined
  /** Whether the module imports one of these packages, or a type of one. */
  imports(packages: ReadonlySet<string>): boolean
}

/** What a declaration says of the value behind its name; nothing when it is unknown. */
interface Declaration {
  readonly from?: string | undefined
  readonly type?: Node | undefined
  readonly value?: Node
  /** What it was taken out of. */
  readonly whole?: Node
  /** Whether it is the only value the name will have. */
  readonly constant?: boolean
}

const unknown: Declaration = {}

export function createOrigins(): Origins {
  const declarations = new Map<string, Declaration[]>()
  const packages = new Set<string>()
  const pending = new Set<string>()
  const answers = new Map<string, string | undefined>()

  return {
    declare,
    packageOf,
    textOf,
    declaredValue,
    imports: names => [...packages].some(name => names.has(name))
  }

  function add(name: string | undefined, declaration: Declaration): void {
    if (name === undefined) return
    const known = declarations.get(name)
    if (known) known.push(declaration)
    else declarations.set(name, [declaration])
  }

  function declare(node: Node): void {
    switch (node.type) {
      case 'ImportDeclaration': {
        const from = packageNamed(node.source.value)
        if (from !== undefined) packages.add(from)
        for (const {local} of node.specifiers) add(local.name, {from})
        return
      }
      case 'TSImportEqualsDeclaration':
        if (node.moduleReference.type === 'TSExternalModuleReference')
          add(node.id.name, {from: packageNamed(node.moduleReference.expression.value)})
        return
      case 'VariableDeclaration':
        for (const {id, init} of node.declarations) declareVariable(id, init, node.kind === 'const')
        return
      case 'AssignmentExpression':
        if (node.operator === '=') add(keyOf(node.left), {value: node.right})
        return
      case 'PropertyDefinition':
      case 'AccessorProperty': {
        const name = propertyName(node)
        const type = node.typeAnnotation?.typeAnnotation
        if (name === undefined) return
        if (type) add(`this.${name}`, {type})
        else if (node.value) add(`this.${name}`, {value: node.value})
        return
      }
      case 'FunctionDeclaration':
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
        if (node.type === 'FunctionDeclaration') add(node.id?.name, unknown)
        for (const parameter of node.params) declareParameter(parameter)
        return
      case 'ClassDeclaration':
        add(node.id?.name, unknown)
        return
      case 'CallExpression': {
        const from = requiredPackage(node)
        if (from !== undefined) packages.add(from)
      }
    }
  }

  function declareVariable(id: Node, init: Node | null, constant: boolean): void {
    if (id.type === 'Identifier') {
      const type = id.typeAnnotation?.typeAnnotation
      if (init) add(id.name, {value: init, constant, type})
      else if (type) add(id.name, {type})
    } else if (id.type === 'ObjectPattern') {
      for (const property of id.properties) {
        const target = property.type === 'Property' ? property.value : property.argument
        const isPlain = property.type === 'Property' && target.type === 'Identifier' && init !== null
        add(nameIn(target), isPlain ? {whole: init} : unknown)
      }
    }
  }

  function declareParameter(parameter: Node): void {
    const isField = parameter.type === 'TSParameterProperty'
    const binding = isField ? parameter.parameter : parameter
    const target = binding.type === 'AssignmentPattern' ? binding.left : binding
    if (target.type === 'Identifier') {
      const type = target.typeAnnotation?.typeAnnotation
      const declaration = type ? {type} : unknown
      add(target.name, declaration)
      if (isField) add(`this.${target.name}`, declaration)
    } else if (target.type === 'ObjectPattern') {
      for (const property of target.properties)
        add(nameIn(property.type === 'Property' ? property.value : property.argument), unknown)
    }
  }

  function packageOf(expression: Node): string | undefined {
    const node = withoutAwait(expression)
    const key = keyOf(node)
    if (key !== undefined && declarations.has(key)) return packageOfName(key)
    switch (node.type) {
      case 'MemberExpression':
        return packageOf(node.object)
      case 'CallExpression':
        return requiredPackage(node) ?? packageOf(node.callee)
      case 'NewExpression':
        return packageOf(node.callee)
      default:
        return undefined
    }
  }

  function packageOfName(key: string): string | undefined {
    // `let app = wrap(app)` asks for itself; without the answers, names that are made of each other take 2^n steps.
    if (pending.has(key) || answers.has(key)) return answers.get(key)
    pending.add(key)
    const found = new Set(declarations.get(key)?.map(packageOfDeclaration))
    pending.delete(key)
    const answer = found.size === 1 ? [...found][0] : undefined
    answers.set(key, answer)
    return answer
  }

  function packageOfDeclaration({from, type, value, whole}: Declaration): string | undefined {
    const root = type && typeRoot(type)
    const typed = root === undefined ? undefined : packageOfName(root)
    const source = value ?? whole
    return from ?? typed ?? (source && packageOf(source))
  }

  function textOf(expression: Node | undefined): string | undefined {
    if (!expression) return undefined
    const node = unwrap(expression)
    if (node.type !== 'Identifier') return stringValue(node)
    const [declaration, ...others] = declarations.get(node.name) ?? []
    const value = others.length === 0 && declaration?.constant ? declaration.value : undefined
    return value && stringValue(unwrap(value))
  }

  function declaredValue(expression: Node): Node | undefined {
    const key = keyOf(withoutAwait(expression))
    const [declaration, ...others] = (key !== undefined && declarations.get(key)) || []
    const value = others.length === 0 ? declaration?.value : undefined
    return value && withoutAwait(value)
  }
}

/** The package of a specifier, `node:fs` as it stands; undefined for a file of the repository. */
function packageNamed(specifier: string): string | undefined {
  if (isRelative(specifier)) return undefined
  return splitPackage(specifier)?.name ?? specifier
}

function requiredPackage(node: Node): string | undefined {
  const specifier = stringValue(requireArgument(node))
  return specifier === undefined ? undefined : packageNamed(specifier)
}

/** `app`, or `this.app` for a field. */
function keyOf(node: Node): string | undefined {
  if (node.type === 'Identifier') return node.name
  if (node.type !== 'MemberExpression' || node.object.type !== 'ThisExpression') return undefined
  const name = propertyName(node)
  return name === undefined ? undefined : `this.${name}`
}

function nameIn(target: Node): string | undefined {
  const inner = target.type === 'AssignmentPattern' ? target.left : target
  return inner.type === 'Identifier' ? inner.name : undefined
}

/** `express` for `express.Router`, `Router` for `Router<X>`; undefined for anything but one name. */
function typeRoot(type: Node): string | undefined {
  if (type.type !== 'TSTypeReference') return undefined
  let name: Node = type.typeName
  while (name.type === 'TSQualifiedName') name = name.left
  return name.type === 'Identifier' ? name.name : undefined
}

function withoutAwait(expression: Node): Node {
  const node = unwrap(expression)
  return node.type === 'AwaitExpression' ? withoutAwait(node.argument) : node
}
