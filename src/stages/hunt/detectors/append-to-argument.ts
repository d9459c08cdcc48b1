import type {Node} from '@oxc-project/types'
import {callName, isCall, receiverOf} from '../../../syntax/call-name.ts'
import {type FunctionNode, isFunction} from '../../../syntax/is-function.ts'
import {propertyName} from '../../../syntax/property-name.ts'
import type {Binding} from '../../../syntax/scopes.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {walk} from '../../../syntax/walk.ts'
import {type Candidate, type DetectorContext, defineDetector} from '../define-detector.ts'
import {accessOf} from '../machinery/accesses.ts'
import {contains} from '../machinery/awaits.ts'
import {callersOf} from '../machinery/callees.ts'
import type {Code} from '../machinery/code.ts'
import {isOptionBag} from '../machinery/data-inputs.ts'
import {dropped, type Judged, located, seen, survived, undecided} from '../machinery/detection.ts'
import {concurrentEntry} from '../machinery/entry.ts'
import {commentNear, lower} from '../machinery/intent.ts'
import {initialValue} from '../machinery/promise.ts'

/**
 * A list in the options of the caller that grows by one with each call.
 *
 * Callers keep their options and pass them again: the second call finds what the first one added. At most one
 * candidate for each list and function.
 */
export default defineDetector({
  id: 'append-to-argument',
  code: 'S4',
  category: 'scaling',
  precision: 'A',
  kills: {
    copied: 'Is the list, or what holds it, copied before?',
    purpose: 'Is it what the function is for: does its name say so, or does it give nothing else?',
    tested: 'Is it looked for before it is added, or taken out again?',
    fresh: 'Does each caller pass options made for this call?'
  },
  judge: judgeModule
})

type Kill = 'copied' | 'purpose' | 'tested' | 'fresh'

/** Where something is added to a list that hangs on a parameter. */
interface Append {
  readonly fn: FunctionNode
  readonly parameter: Binding
  readonly path: readonly string[]
  readonly list: Node
  readonly call: Node
}

function judgeModule(code: Code, context: DetectorContext): Judged[] {
  const seenLists = new Set<string>()
  return appendsIn(code).flatMap(append => {
    const name = `${append.fn.start} ${append.path.join('.')}`
    if (seenLists.has(name)) return []
    seenLists.add(name)
    return [judge(code, context, append)]
  })
}

function appendsIn(code: Code): Append[] {
  return code.nodes('CallExpression').flatMap(call => {
    const list = receiverOf(call)
    if (!/^(?:push|unshift)$/.test(callName(call) ?? '') || !list || call.arguments.length === 0) return []
    const access = accessOf(code, list)
    const [definition] = access?.binding.definitions ?? []
    const fn = access?.binding.owner
    if (!access || definition?.kind !== 'parameter' || !isFunction(fn)) return []
    if (access.path.length === 0 || access.path.includes('[]')) return []
    // Parameters of an algorithm, as `fetchParams`, are its state.
    if (!isOptionBag(access.binding) || /params?$/i.test(access.binding.name)) return []
    return [{fn, parameter: access.binding, path: access.path, list, call}]
  })
}

function judge(code: Code, context: DetectorContext, append: Append): Judged {
  const drop = (kill: Kill, reason: string) => dropped(code, append.call, kill, reason)
  const purpose = purposeOf(code, append)
  if (purpose) return drop('purpose', purpose)
  const copy = copyBefore(code, append)
  if (copy) return drop('copied', `it is copied at ${code.at(copy)}`)
  const test = testedBefore(code, append)
  if (test) return drop('tested', `it is looked at or taken out in ${code.at(test)}`)
  const fresh = freshFromCallers(code, context, append)
  if (fresh) return drop('fresh', fresh)
  const entry = concurrentEntry(context, code, append.fn)
  if (!entry) return drop('fresh', 'no way was found to call it from outside')
  return describe(code, append, entry.reason, callersOf(context, {code, fn: append.fn}).length)
}

const MUTATES =
  /^(?:add|append|apply|assign|attach|build|collect|configure|config|customi[sz]e|define|extend|fill|handle|hook|include|init|inject|insert|install|merge|modify|mutate|normali[sz]e|on[A-Z]|patch|populate|prepare|process|push|register|rewrite|set|setup|transform|update|use|visit|webpack|with|write)/i

/** Why adding is what the function is for, as a clause. */
function purposeOf(code: Code, {fn, parameter}: Append): string | undefined {
  const name = nameOf(code, fn)
  if (name === undefined) return 'the function has no name, and whoever calls it hands it something to change'
  if (MUTATES.test(name)) return `\`${name}\` says that it changes what it gets`
  if (givesBack(code, fn, parameter)) return `\`${name}\` gives \`${parameter.name}\` back`
  return givesSomething(code, fn) ? undefined : `\`${name}\` gives nothing else`
}

function nameOf(code: Code, fn: FunctionNode): string | undefined {
  const holder = code.parentOf(fn)
  if (fn.id) return fn.id.name
  if (holder?.type === 'VariableDeclarator' && holder.id.type === 'Identifier') return holder.id.name
  return holder?.type === 'MethodDefinition' ? propertyName(holder) : undefined
}

function returnsOf(code: Code, fn: FunctionNode): Node[] {
  if (fn.body && fn.body.type !== 'BlockStatement') return [fn.body]
  return code
    .nodes('ReturnStatement')
    .flatMap(one => (one.argument && code.functionOf(one) === fn ? [one.argument as Node] : []))
}

function givesSomething(code: Code, fn: FunctionNode): boolean {
  return returnsOf(code, fn).length > 0
}

function givesBack(code: Code, fn: FunctionNode, parameter: Binding): boolean {
  return returnsOf(code, fn).some(node => code.bindingOf(node) === parameter)
}

/** Where the parameter, or a part of it on the way to the list, is replaced before. */
function copyBefore(code: Code, {parameter, path, call}: Append): Node | undefined {
  const write = parameter.uses.find(use => use.write && use.identifier.start < call.start)
  if (write) return write.identifier
  return code.nodes('AssignmentExpression').find(assignment => {
    if (assignment.start > call.start || unwrap(assignment.left).type !== 'MemberExpression') return false
    const target = accessOf(code, assignment.left)
    return target?.binding === parameter && target.path.every((part, at) => part === path[at])
  })
}

const LOOKS = /^(?:includes|has|some|find|findIndex|indexOf|every|filter)$/
const TAKES = /^(?:pop|shift|splice)$/

/** A look at the list before something is added, or a call that takes something out at any time. */
function testedBefore(code: Code, {fn, parameter, path, call: add}: Append): Node | undefined {
  return code.nodes('CallExpression').find(call => {
    const list = receiverOf(call)
    const name = callName(call) ?? ''
    const counts = TAKES.test(name) || (LOOKS.test(name) && call.start < add.start)
    if (!list || !counts || !contains(fn, call)) return false
    const access = accessOf(code, list)
    return access?.binding === parameter && access.path.join() === path.join()
  })
}

function freshFromCallers(code: Code, context: DetectorContext, {fn, parameter}: Append): string | undefined {
  const index = fn.params.findIndex(
    one =>
      one.start <= (parameter.definitions[0]?.name.start ?? 0) &&
      (parameter.definitions[0]?.name.end ?? 0) <= one.end
  )
  const callers = callersOf(context, {code, fn})
  const [first] = callers
  if (!first || index < 0) return undefined
  const isFresh = callers.every(caller => {
    const argument = caller.call.arguments[index]
    const value = argument && initialValue(caller.code, argument)
    return value !== undefined && makesNew(value)
  })
  return isFresh ? `each caller makes them anew, as at ${first.code.at(first.call)}` : undefined
}

function makesNew(value: Node): boolean {
  if (value.type === 'ObjectExpression' || value.type === 'NewExpression') return true
  let made = false
  if (isCall(value))
    walk(value, node => {
      if (node.type === 'ObjectExpression') made = true
    })
  return made
}

function describe(code: Code, append: Append, entry: string, callers: number): Candidate {
  const {fn, parameter, list, call} = append
  const text = code.text(list)
  const symbol = code.symbolOf(fn)
  const stated = commentNear(code, call, /mutat|on purpose|in place/i)
  return {
    ...located(code, call),
    symbol,
    resource: `${parameter.name}.${append.path.join('.')}`,
    title: `each call of \`${symbol}\` adds to \`${text}\` of its caller`,
    failureMode: `\`${text}\` belongs to the caller, and ${code.show(call)} leaves something in it with each call: a caller that passes the same \`${parameter.name}\` again finds what earlier calls added.`,
    precondition: `\`${symbol}\` is called twice with the same \`${parameter.name}\`; ${entry}.`,
    failurePath: [
      `A caller keeps its \`${parameter.name}\` and calls \`${symbol}\` (${code.at(fn)}).`,
      `${code.show(call)} adds to the caller's own list (${code.at(call)}).`,
      'The next call adds once more: what is in the list takes effect twice, then three times.'
    ],
    silence: 'each call does its work; the list only grows.',
    silent: true,
    evidence: [
      seen(code, call, `adds to \`${text}\``),
      seen(code, fn, `\`${parameter.name}\` comes from the caller`)
    ],
    challenged: [
      survived('purpose', `\`${symbol}\` gives a result of its own`),
      survived('copied', `\`${parameter.name}\` is neither copied nor replaced before`),
      survived('tested', 'nothing looks for it before it is added, and nothing takes it out'),
      callers > 0
        ? survived(
            'fresh',
            `${callers} ${callers > 1 ? 'callers were' : 'caller was'} seen, and not each makes its options anew`
          )
        : undecided('fresh', 'no caller was seen in the repository')
    ],
    likelihood: 2,
    spread: 2,
    confidence: stated === undefined ? 'medium' : lower('medium'),
    fix: `take a copy of \`${text}\` and add to that.`,
    falsifiedBy: `a caller whose \`${text}\` is as long as before after two calls.`
  }
}
