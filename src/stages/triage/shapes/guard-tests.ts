import type {Node} from '@oxc-project/types'
import type {ReachingTest} from '../../../artifacts/triage-row.ts'
import {stringValue} from '../../../syntax/string-value.ts'
import {walk} from '../../../syntax/walk.ts'
import type {Context} from '../context.ts'
import type {TestBody} from '../reach/test-bodies.ts'
import {stemsOf} from '../words/stems.ts'
import type {Guard} from './guards.ts'
import {normalised} from './named-constants.ts'

/** What a test would have to name so that it can be seen to take the branch of a guard. */
export interface GuardSigns {
  /** Constants of the condition and of what is thrown. */
  readonly constants: readonly string[]
  /** Texts of what is thrown, without what is put into them. */
  readonly messages: readonly string[]
}

/** The signs of a guard; none when its branch cannot be told from outside. */
export function signsOf(guard: Guard): GuardSigns {
  const constants = new Set(guard.constants)
  const messages = new Set<string>()
  walk(guard.branch, node => {
    if (
      node.type === 'MemberExpression' &&
      node.object.type === 'Identifier' &&
      /^[A-Z]/.test(node.object.name)
    )
      if (node.property.type === 'Identifier') constants.add(node.property.name)
    for (const text of textsOf(node)) messages.add(text)
  })
  return {constants: [...constants].filter(name => !/^[a-z]*$/.test(name)), messages: [...messages]}
}

/**
 * The tests that take the branch of a guard, as far as can be seen: they name one of its constants or expect its message,
 * or their titles speak of its predicate. Undefined when a guard has no sign that a test could show.
 */
export function testsOfGuard(
  guard: Guard,
  tests: readonly ReachingTest[],
  {reach}: Context
): ReachingTest[] | undefined {
  const signs = signsOf(guard)
  if (signs.constants.length + signs.messages.length === 0) return undefined
  return tests.filter(test => {
    const body = reach.inFile(test.path).find(({line}) => line === test.line)
    return body !== undefined && showsGuard(body, guard, signs)
  })
}

function showsGuard(body: TestBody, guard: Guard, {constants, messages}: GuardSigns): boolean {
  const texts = body.nodes.flatMap(literalsOf)
  const words = new Set(
    [...body.reads]
      .flatMap(path => path.split('.'))
      .concat(texts)
      .map(normalised)
  )
  if (constants.some(name => words.has(normalised(name)))) return true
  const said = normalised([...body.groups, body.title].join(' '))
  if (constants.some(name => said.includes(normalised(name)))) return true
  if (messages.some(message => texts.some(text => text.includes(message.trim())))) return true
  const title = new Set(stemsOf([...body.groups, body.title].join(' ')))
  return guard.names.some(name => {
    const stems = /^(?:is|has|should)[A-Z]/.test(name) ? stemsOf(name.replace(/^[a-z]+/, '')) : []
    return stems.length > 0 && stems.every(stem => title.has(stem))
  })
}

function literalsOf(root: Node): string[] {
  const texts: string[] = []
  walk(root, node => {
    texts.push(...textsOf(node))
    if (node.type === 'Literal' && 'regex' in node && node.regex) texts.push(node.regex.pattern)
  })
  return texts
}

/** Texts of at least two words or six letters: shorter ones stand anywhere. */
function textsOf(node: Node): string[] {
  const text = node.type === 'TemplateElement' ? (node.value.cooked ?? '') : stringValue(node)
  return text !== undefined && (text.trim().includes(' ') || text.trim().length >= 6) ? [text] : []
}
