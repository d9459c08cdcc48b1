import type {Node} from '@oxc-project/types'
import type {ModuleAst} from '../facts.ts'
import {type RawImport, sortNames} from '../imports.ts'
import {requireArgument, stringOf} from '../literal.ts'
import {takenNames} from '../taken-names.ts'
import type {Collector, StartCollector} from './collector.ts'

/** Imports inside expressions and types, in source order: `require()`, `import()` and import types. */
export const startNestedImports: StartCollector<RawImport[]> = ast =>
  // Only these words can hide an import in an expression; without them the tree need not be walked.
  /\brequire\s*\(|\bimport\s*\(/.test(ast.text) ? createCollector(ast) : {nothing: []}

function createCollector(ast: ModuleAst): Collector<RawImport[]> {
  const found: RawImport[] = []
  return {
    visit(node, ancestors) {
      const argument = requireArgument(node)
      if (argument) found.push(toCall(ast, 'require', node, argument, ancestors))
      else if (node.type === 'ImportExpression')
        found.push(toCall(ast, 'dynamic', node, node.source, ancestors))
      else if (node.type === 'TSImportType') found.push(toTypeQuery(ast, node))
    },
    result: () => found
  }
}

function toCall(
  ast: ModuleAst,
  kind: 'require' | 'dynamic',
  node: Node,
  argument: Node,
  ancestors: readonly Node[]
): RawImport {
  const literal = stringOf(argument)
  return {
    specifier: literal ?? ast.text.slice(argument.start, argument.end).replace(/\s+/g, ' ').slice(0, 80),
    kind,
    typeOnly: false,
    line: ast.lineOf(node.start),
    names: sortNames(takenNames(node, ancestors)),
    computed: literal === undefined,
    erasable: false
  }
}

function toTypeQuery(ast: ModuleAst, node: Node & {type: 'TSImportType'}): RawImport {
  const {qualifier, source} = node
  const name = qualifier?.type === 'Identifier' ? qualifier.name : undefined
  return {
    specifier: source.value,
    kind: 'type',
    typeOnly: true,
    line: ast.lineOf(node.start),
    names: name === undefined ? [] : [{imported: name, local: name, typeOnly: true}],
    computed: false,
    erasable: false
  }
}
