import type {Node, Program} from '@oxc-project/types'
import {unwrap} from '../../../syntax/unwrap.ts'
import {walk} from '../../../syntax/walk.ts'

export interface TestName {
  readonly kind: 'test' | 'group'
  /** What the name already stands for: `skip` of `const off = it.skip`. */
  readonly marks: readonly string[]
}

const tests = 'it test specify fit xit xtest xspecify'
const groups = 'describe context suite fdescribe xdescribe xcontext'

/** The names under which a file declares tests and groups: those of the frameworks, and what it makes of them. */
export function testNames(program: Program): Map<string, TestName> {
  const names = new Map<string, TestName>([
    ...tests.split(' ').map(name => [name, {kind: 'test', marks: []}] as const),
    ...groups.split(' ').map(name => [name, {kind: 'group', marks: []}] as const)
  ])
  for (const statement of program.body) {
    const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement
    if (declaration?.type === 'VariableDeclaration')
      for (const {id, init} of declaration.declarations) {
        const alias = id.type === 'Identifier' && init ? aliasOf(init, names) : undefined
        if (alias && id.type === 'Identifier') names.set(id.name, alias)
      }
    if (statement.type === 'ImportDeclaration')
      for (const specifier of statement.specifiers) {
        const imported = specifier.type === 'ImportSpecifier' ? specifier.imported : undefined
        const known = imported?.type === 'Identifier' ? names.get(imported.name) : undefined
        if (known) names.set(specifier.local.name, known)
        // `import test from 'ava'`, `import tap from 'tap'`.
        if (
          specifier.type === 'ImportDefaultSpecifier' &&
          /^(?:ava|tape|node:test)$/.test(statement.source.value)
        )
          names.set(specifier.local.name, {kind: 'test', marks: []})
      }
  }
  return names
}

/** `test.extend({…})`, `it.skip`, `isWindows ? it.skip : it`, `suite('…')` of uvu. */
function aliasOf(written: Node, names: ReadonlyMap<string, TestName>): TestName | undefined {
  const value = unwrap(written)
  if (value.type === 'ConditionalExpression') {
    const sides = [aliasOf(value.consequent, names), aliasOf(value.alternate, names)]
    const [first] = sides
    // A test that waits for a variable of the environment is taken not to run.
    return first && sides.every(side => side?.kind === first.kind)
      ? {kind: first.kind, marks: namesEnvironment(value.test) ? ['skip'] : []}
      : undefined
  }
  const marks: string[] = []
  let node: Node = value
  for (;;) {
    if (node.type === 'CallExpression') node = unwrap(node.callee)
    else if (node.type === 'MemberExpression' && node.property.type === 'Identifier') {
      marks.push(node.property.name)
      node = unwrap(node.object)
    } else break
  }
  const base = node.type === 'Identifier' ? names.get(node.name) : undefined
  if (!base) return undefined
  if (value.type === 'CallExpression' && node.type === 'Identifier' && marks.length === 0)
    return node.name === 'suite' ? {kind: 'test', marks: []} : undefined
  return marks.includes('describe')
    ? {kind: 'group', marks}
    : {kind: base.kind, marks: [...base.marks, ...marks]}
}

function namesEnvironment(node: Node): boolean {
  let found = false
  walk(node, each => {
    found ||= each.type === 'Identifier' && /^env$|_(?:KEY|TOKEN|URL)$|^CI$/.test(each.name)
  })
  return found
}
