import type {Node} from '@oxc-project/types'
import {parseModule} from '../../../../src/facts/parse.ts'
import {type Code, codeOf} from '../../../../src/stages/hunt/machinery/code.ts'
import {type FunctionNode, isFunction} from '../../../../src/syntax/is-function.ts'
import {walk} from '../../../../src/syntax/walk.ts'
import {instead, type Splice, splice} from '../seeded-faults/mutants.ts'

type Files = Readonly<Record<string, string>>

/** A change of a program that leaves what it does, and so its dangers, as they are. */
export interface Rewrite {
  readonly name: string
  /** Whether names and structure stay, so that each finding keeps its key. */
  readonly keepsKeys: boolean
  /** The share of the examples whose finding stays; it may only grow. */
  readonly share: number
  apply(files: Files): Files
}

export const rewrites: readonly Rewrite[] = [
  {
    name: 'lines are inserted',
    keepsKeys: true,
    share: 1,
    apply: files => mapFiles(files, text => `\n\n${text.replaceAll('\n', '\n\n')}`)
  },
  {
    name: 'lines end with CRLF',
    keepsKeys: true,
    share: 1,
    apply: files => mapFiles(files, text => text.replaceAll('\n', '\r\n'))
  },
  {
    name: 'modules come in another order',
    keepsKeys: true,
    share: 1,
    apply: files => Object.fromEntries(Object.entries(files).reverse())
  },
  {
    name: 'other code stands around',
    keepsKeys: true,
    share: 1,
    apply: files => ({
      ...mapFiles(files, text => `${text}\nfunction unrelated(left, right) {\n  return left + right\n}\n`),
      'src/zz-other.js': 'exports.answer = () => 42\n'
    })
  },
  {
    name: 'methods change places',
    keepsKeys: true,
    share: 1,
    apply: files => mapCode(files, reversedMethods)
  },
  {
    name: 'local variables get other names',
    keepsKeys: false,
    share: 0.98,
    apply: files => mapCode(files, renamedLocals)
  },
  {
    name: 'functions become arrows',
    keepsKeys: true,
    share: 0.99,
    apply: files => mapCode(files, arrows)
  },
  {
    name: 'arrows become functions',
    keepsKeys: true,
    share: 0.99,
    apply: files => mapCode(files, functions)
  },
  {
    name: 'what is awaited goes through a then',
    keepsKeys: false,
    share: 0.88,
    apply: files => mapCode(files, chained)
  },
  {
    name: 'bodies are wrapped in try and finally',
    keepsKeys: true,
    share: 0.95,
    apply: files => mapCode(files, wrapped)
  },
  {
    name: 'each function calls a helper first',
    keepsKeys: true,
    share: 0.98,
    apply: files => mapCode(files, helped)
  }
]

function mapFiles(files: Files, change: (text: string) => string): Files {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [path, change(text)]))
}

function mapCode(files: Files, change: (code: Code) => readonly Splice[]): Files {
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => {
      if (!/\.[jt]sx?$/.test(path)) return [path, text]
      return [path, splice(text, change(codeOf(parseModule(path, text).ast)))]
    })
  )
}

/** The last method first; fields and constructors stay where they are. */
function reversedMethods(code: Code): Splice[] {
  return [...code.nodes('ClassDeclaration'), ...code.nodes('ClassExpression')].flatMap(({body}) => {
    const methods = body.body.filter(
      one => one.type === 'MethodDefinition' && one.kind === 'method' && one.value.body
    )
    return methods.map((one, at) => instead(one, code.text(methods[methods.length - 1 - at] as Node)))
  })
}

/** Variables declared in functions, where no shorthand property carries their name. */
function renamedLocals(code: Code): Splice[] {
  const bindings = code
    .nodes('VariableDeclarator')
    .flatMap(node => (node.id.type === 'Identifier' ? (code.bindingOf(node.id) ?? []) : []))
  return [...new Set(bindings)]
    .filter(one => !one.moduleLevel && one.definitions.length === 1)
    .flatMap(({definitions, uses, name}) => {
      const nodes = [...definitions.map(one => one.name), ...uses.map(one => one.identifier)]
      if (nodes.some(node => code.parentOf(node)?.type === 'Property')) return []
      const places = new Map(nodes.map(node => [node.start, node]))
      return [...places.values()].map(({start}) => ({start, end: start + name.length, text: `${name}2`}))
    })
}

/** `function f(a) {}` at the top level becomes `const f = (a) => {}`. */
function arrows(code: Code): Splice[] {
  return code.nodes('FunctionDeclaration').flatMap(fn => {
    const isTop = fn.body && code.functionOf(fn) === undefined && !fn.generator && fn.id
    const isDefault = code.parentOf(fn)?.type === 'ExportDefaultDeclaration'
    const isReassigned = fn.id && code.bindingOf(fn.id)?.uses.some(use => use.write)
    if (!isTop || !fn.body || !fn.id || isDefault || isReassigned || usesThis(fn)) return []
    const head = code.ast.text.slice(fn.id.end, fn.body.start)
    const text = `const ${fn.id.name} = ${fn.async ? 'async ' : ''}${head.trimEnd()} => ${code.text(fn.body)}`
    return [instead(fn, text)]
  })
}

/** `const f = (a) => {}` at the top level becomes `function f(a) {}`. */
function functions(code: Code): Splice[] {
  return code.nodes('VariableDeclaration').flatMap(node => {
    const [declarator, second] = node.declarations
    const fn = declarator?.init
    if (second || declarator?.id.type !== 'Identifier' || fn?.type !== 'ArrowFunctionExpression') return []
    if (code.functionOf(node) || fn.body.type !== 'BlockStatement' || declarator.id.typeAnnotation) return []
    const head = code.ast.text
      .slice(fn.start, fn.body.start)
      .replace(/^async\s*/, '')
      .replace(/=>\s*$/, '')
      .trim()
    const parameters = head.startsWith('(') || head.startsWith('<') ? head : `(${head})`
    const isNested = usesThis(fn)
    const text = `${fn.async ? 'async ' : ''}function ${declarator.id.name}${parameters} ${code.text(fn.body)}`
    return isNested ? [] : [instead(node, text)]
  })
}

function usesThis(fn: FunctionNode): boolean {
  let found = false
  walk(fn, node => {
    if (node.type === 'ThisExpression' || (node.type === 'Identifier' && node.name === 'arguments'))
      found = true
  })
  return found
}

/** `await load()` becomes `await load().then(value => value)`. */
function chained(code: Code): Splice[] {
  return code.nodes('AwaitExpression').flatMap(({argument}) => {
    const isPlain = argument.type === 'CallExpression' && !code.text(argument).includes('await')
    return isPlain ? [{start: argument.end, end: argument.end, text: '.then(value => value)'}] : []
  })
}

/** Bodies of functions that lie in no other function. */
function outerBodies(code: Code): (Node & {type: 'BlockStatement'})[] {
  return [
    ...code.nodes('FunctionDeclaration'),
    ...code.nodes('FunctionExpression'),
    ...code.nodes('ArrowFunctionExpression')
  ].flatMap(fn => {
    const isOuter = isFunction(fn) && !code.functionOf(fn) && fn.body?.type === 'BlockStatement'
    const isConstructor =
      code.parentOf(fn)?.type === 'MethodDefinition' &&
      /^constructor\b/.test(code.text(code.parentOf(fn) as Node))
    return isOuter && !isConstructor ? [fn.body as Node & {type: 'BlockStatement'}] : []
  })
}

function wrapped(code: Code): Splice[] {
  return outerBodies(code).flatMap(body => [
    {start: body.start + 1, end: body.start + 1, text: ' try {'},
    {start: body.end - 1, end: body.end - 1, text: '} finally { leave() } '}
  ])
}

function helped(code: Code): Splice[] {
  const {end} = code.ast.program
  const calls = outerBodies(code).map(({start}) => ({start: start + 1, end: start + 1, text: ' enter();'}))
  return [...calls, {start: end, end, text: '\nfunction enter() {}\n'}]
}
