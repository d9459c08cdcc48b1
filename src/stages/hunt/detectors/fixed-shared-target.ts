import type {Node} from '@oxc-project/types'
import {callName, isCall} from '../../../syntax/call-name.ts'
import {stringValue} from '../../../syntax/string-value.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {walk} from '../../../syntax/walk.ts'
import {type Candidate, type DetectorContext, defineDetector} from '../define-detector.ts'
import {contains} from '../machinery/awaits.ts'
import type {Code} from '../machinery/code.ts'
import {dropped, type Judged, located, seen, survived} from '../machinery/detection.ts'
import {type FileCall, fileCalls, isUniquePath} from '../machinery/file-checks.ts'
import {lockAround} from '../machinery/guards.ts'
import {findParallel, type Parallel} from '../machinery/parallel.ts'
import {mentions} from '../machinery/transactions/scopes.ts'

/**
 * A file that several writers share because its path is always the same: below the system's directory for temporary
 * files, or in a callback that runs for several elements at once. At most one candidate for each function and path.
 */
export default defineDetector({
  id: 'fixed-shared-target',
  code: 'C6',
  category: 'concurrency',
  precision: 'B',
  kills: {
    'own-path': 'Does each writer have a path of its own?',
    locked: 'Is a lock held, or one writer let in at a time?',
    'same-content': 'Do all of them write the same?',
    'only-created': 'Is the file only created where it is not there, or added to?'
  },
  judge: judgeModule
})

type Kill = 'own-path' | 'locked' | 'same-content' | 'only-created'

interface Target {
  readonly file: FileCall
  readonly made: Node
  readonly parallel: Parallel | undefined
}

function judgeModule(code: Code, _context: DetectorContext): Judged[] {
  const reported = new Set<string>()
  return fileCalls(code).flatMap(file => {
    const target = file.kind === 'write' ? targetOf(code, file) : undefined
    const id = `${code.functionOf(file.call)?.start} ${code.text(file.path)}`
    if (!target || reported.has(id)) return []
    reported.add(id)
    return [judge(code, target)]
  })
}

function targetOf(code: Code, file: FileCall): Target | undefined {
  const fn = code.functionOf(file.call)
  if (!fn) return undefined
  const made = madeOf(code, file.path)
  const parallel = findParallel(code).find(one => one.each && contains(one.each, file.call))
  if (parallel?.each && !isRemoved(made) && isStable(code, made, parallel)) return {file, made, parallel}
  return isBelowTemporary(code, made) ? {file, made, parallel: undefined} : undefined
}

/** The expression a path was made by; a variable that is written once is followed. */
function madeOf(code: Code, path: Node, depth = 3): Node {
  const node = unwrap(path)
  const binding = node.type === 'Identifier' ? code.bindingOf(node) : undefined
  const definition = binding?.definitions[0]?.node
  if (depth === 0 || definition?.type !== 'VariableDeclarator' || !definition.init) return node
  if (definition.id.type !== 'Identifier' || binding?.uses.some(use => use.write && !use.init)) return node
  return madeOf(code, definition.init, depth - 1)
}

function isRemoved(node: Node): boolean {
  return node.type === 'AwaitExpression'
}

/** Whether a path is the same for all elements: text, or a call of `join` with parts that do not come from the element. */
function isStable(code: Code, made: Node, {each}: Parallel): boolean {
  if (!each || contains(each, made) === false) return isPathLike(made)
  let isFree = true
  walk(made, node => {
    const binding = node.type === 'Identifier' ? code.bindingOf(node) : undefined
    if (binding && contains(each, binding.owner)) isFree = false
    if (node.type === 'CallExpression' && !/^(?:join|resolve|cwd|tmpdir|dirname)$/.test(callName(node) ?? ''))
      isFree = false
  })
  return isFree && isPathLike(made) && !each.params.some(parameter => usesOf(code, parameter, made))
}

function usesOf(code: Code, parameter: Node, made: Node): boolean {
  const binding = parameter.type === 'Identifier' ? code.bindingOf(parameter) : undefined
  return binding !== undefined && mentions(binding, made)
}

function isPathLike(node: Node): boolean {
  return stringValue(node) !== undefined || (isCall(node) && /^(?:join|resolve)$/.test(callName(node) ?? ''))
}

/** `join(tmpdir(), 'name')`, `${tmpdir()}/name` or `'/tmp/name'`, of fixed parts only. */
function isBelowTemporary(code: Code, made: Node): boolean {
  const text = stringValue(made)
  if (text !== undefined) return /^\/(?:var\/)?tmp\/.+/.test(text)
  const parts = isCall(made) ? made.arguments : made.type === 'TemplateLiteral' ? made.expressions : []
  const isPath =
    made.type === 'TemplateLiteral' || (isCall(made) && /^(?:join|resolve)$/.test(callName(made) ?? ''))
  const values = parts.map(part => madeOf(code, part))
  const rests = values.filter(part => !isTemporary(part))
  return isPath && rests.length < values.length && rests.every(part => isFixed(code, part))
}

function isTemporary(node: Node): boolean {
  return isCall(node) && callName(node) === 'tmpdir'
}

/** Text, or a value that is unique by its name, which is judged afterwards. */
function isFixed(code: Code, part: Node): boolean {
  return stringValue(part) !== undefined || isUniquePath(code.text(part))
}

function judge(code: Code, {file, made, parallel}: Target): Judged {
  const drop = (kill: Kill, reason: string) => dropped(code, file.call, kill, reason)
  const text = code.text(made)
  if (isUniquePath(text.replace(/(['"]).*?\1/g, '')))
    return drop('own-path', `${code.show(made)} differs for each writer`)
  const name = callName(file.call) ?? ''
  if (file.call.arguments.slice(1).some(one => /['"`](?:wx|ax?)\+?['"`]/.test(code.text(one))))
    return drop('only-created', `${code.show(file.call)} does not overwrite`)
  const content = file.call.arguments[1]
  if (content && stringValue(unwrap(content)) !== undefined)
    return drop('same-content', `all write ${code.show(content)}`)
  const lock = lockAround(code, file.call)
  if (lock) return drop('locked', lock)
  return describe(code, file, made, parallel, name)
}

function describe(
  code: Code,
  file: FileCall,
  made: Node,
  parallel: Parallel | undefined,
  name: string
): Candidate {
  const content = file.call.arguments[1]
  const others = parallel ? 'the other elements' : 'another process, or another call'
  return {
    ...located(code, file.call),
    resource:
      stringValue(made)
        ?.replace(/[/\n]+/g, ' ')
        .trim() ??
      code
        .text(file.path)
        .replace(/[/\n\s]+/g, ' ')
        .slice(0, 50),
    title: `${parallel ? 'elements that run at once' : 'all processes'} write the same file ${code.show(made)}`,
    failureMode: `${code.show(made)} is the same for ${parallel ? 'every element' : 'every call and every process of this machine'}, and \`${name}\` at ${code.at(file.call)} overwrites it. Who reads it back may find what ${others} wrote, or half of it.`,
    precondition: parallel ? 'there are two or more elements.' : 'two runs overlap on one machine.',
    failurePath: [
      `The path is made of fixed parts (${code.at(made)}).`,
      `One ${parallel ? 'element' : 'run'} writes the file (${code.at(file.call)}).`,
      `The other ${parallel ? 'element' : 'run'} writes it too, before the first is done with it.`
    ],
    silence: 'both writes succeed.',
    silent: true,
    evidence: [
      seen(code, file.call, 'writes the file'),
      ...(code.line(made) === code.line(file.call) ? [] : [seen(code, made, 'makes the path')]),
      ...(parallel ? [seen(code, parallel.members, 'starts the elements at once')] : [])
    ],
    challenged: [
      survived('own-path', `${code.show(made)} has no random, process or element part`),
      survived('locked', 'no lock stands around it'),
      survived('same-content', `${content ? code.show(content) : 'what is written'} is no fixed text`),
      survived('only-created', `\`${name}\` overwrites what is there`)
    ],
    likelihood: 2,
    spread: parallel ? 1 : 2,
    confidence: 'medium',
    fix: parallel
      ? 'put the element into the path.'
      : 'make a directory of its own with `mkdtemp`, and write there.',
    falsifiedBy: parallel
      ? 'a run with two elements after which both results are there.'
      : 'two runs at once that each read back what they wrote.'
  }
}
