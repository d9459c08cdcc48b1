import type {CallExpression, Node, TaggedTemplateExpression} from '@oxc-project/types'
import {isCall} from '../../../syntax/call-name.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {walk} from '../../../syntax/walk.ts'

/** Functions that start a program. Source: node:child_process, Bun, Deno, execa, zx, tinyexec, cross-spawn. */
const spawning =
  /^(?:(?:\w+\.)?(?:spawn|spawnSync|exec|execSync|execFile|execFileSync|fork)|execa(?:Sync|Node|Command|CommandSync)?(?:\.\w+)?|\$(?:\.sync)?|x|spawnAsync|execAsync|execFileAsync|execPromise|Deno\.Command)$/
/** Entries of a program's own parser, called in the same process: commander, yargs, oclif, cac. */
const parsing = /(?:^|\.)(?:parse|parseAsync|runCommand)$|^(?:runCli|cli|main|yargs)$/

/** A command line that code runs: its words in order, `undefined` for one that is not known. */
export type CommandLine = readonly (string | undefined)[]

/** Constants by name, and the functions of the file that run a program. */
export interface CommandScope {
  valueOf(name: string): Node | undefined
  /** Whether a function runs a program with what it is given. */
  isWrapper(name: string): boolean
}

/** The command lines that stand below a node. */
export function commandLinesOf(root: Node, scope: CommandScope): CommandLine[] {
  const lines: CommandLine[] = []
  walk(root, node => {
    if (node.type === 'TaggedTemplateExpression' && isSpawn(node.tag))
      lines.push(wordsOfTemplate(node, scope))
    if (isCall(node) || node.type === 'NewExpression') {
      const name = memberPath(node.callee) ?? ''
      if (isSpawn(node.callee) || scope.isWrapper(name)) lines.push(wordsOfArguments(node.arguments, scope))
      else if (parsing.test(name) && holdsList(node as CallExpression, scope))
        lines.push(wordsOfArguments(node.arguments, scope))
    }
  })
  return lines.filter(line => line.some(word => word !== undefined))
}

/** Whether code runs a program, or hands what it is given to its own parser. */
export function runsProgram(root: Node, isWrapper: (name: string) => boolean): boolean {
  let found = false
  walk(root, node => {
    if (found) return 'skip'
    if (node.type === 'TaggedTemplateExpression') found = isSpawn(node.tag)
    else if (isCall(node) || node.type === 'NewExpression') {
      const name = memberPath(node.callee) ?? ''
      found = isSpawn(node.callee) || /(?:^|\.)parseAsync$/.test(name) || isWrapper(name)
    }
    return undefined
  })
  return found
}

function isSpawn(written: Node): boolean {
  const callee = unwrap(written)
  return spawning.test(memberPath(isCall(callee) ? callee.callee : callee) ?? '')
}

/** `/a/.exec(text)` and `JSON.parse(text)` run nothing: a list of words must stand there. */
function holdsList({arguments: args}: CallExpression, scope: CommandScope): boolean {
  return args.some(argument => resolved(argument, scope).type === 'ArrayExpression')
}

function wordsOfArguments(args: readonly Node[], scope: CommandScope): (string | undefined)[] {
  return args.flatMap(argument => wordsOf(argument, scope, true))
}

function wordsOf(written: Node, scope: CommandScope, whole: boolean): (string | undefined)[] {
  const node = resolved(written, scope)
  switch (node.type) {
    case 'Literal':
      if (typeof node.value !== 'string') return []
      return whole ? splitWords(node.value) : [node.value]
    case 'TemplateLiteral':
      return wordsOfQuasis(node.quasis, node.expressions, scope)
    case 'ArrayExpression':
      return node.elements.flatMap(each => (each ? wordsOf(each, scope, false) : []))
    case 'SpreadElement':
      return wordsOf(node.argument, scope, false)
    case 'ObjectExpression':
      return node.properties.flatMap(property =>
        property.type === 'Property' && unwrap(property.value).type === 'ArrayExpression'
          ? wordsOf(property.value, scope, false)
          : []
      )
    case 'CallExpression':
      // `['config', …].concat(rest)` and `[…].join(' ')`.
      return node.callee.type === 'MemberExpression' &&
        resolved(node.callee.object, scope).type === 'ArrayExpression'
        ? wordsOf(node.callee.object, scope, false)
        : [undefined]
    case 'BinaryExpression':
      return [...wordsOf(node.left, scope, whole), ...wordsOf(node.right, scope, whole)]
    default:
      return [undefined]
  }
}

function wordsOfTemplate({quasi}: TaggedTemplateExpression, scope: CommandScope): (string | undefined)[] {
  return wordsOfQuasis(quasi.quasis, quasi.expressions, scope)
}

/** What is put into a template is one word, of unknown text unless it is a constant. */
function wordsOfQuasis(
  quasis: readonly {value: {cooked: string | null; raw: string}}[],
  expressions: readonly Node[],
  scope: CommandScope
): (string | undefined)[] {
  return quasis.flatMap((quasi, index) => {
    const expression = expressions[index]
    const text = splitWords(quasi.value.cooked ?? quasi.value.raw)
    return expression ? [...text, ...wordsOf(expression, scope, true)] : text
  })
}

function splitWords(text: string): string[] {
  return (text.match(/"[^"]*"|'[^']*'|\S+/g) ?? []).map(word => word.replace(/^(["'])(.*)\1$/, '$2'))
}

function resolved(written: Node, scope: CommandScope): Node {
  const node = unwrap(written)
  if (node.type !== 'Identifier') return node
  const value = scope.valueOf(node.name)
  return value && unwrap(value).type !== 'Identifier' ? unwrap(value) : node
}
