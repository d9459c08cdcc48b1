import type {Node} from '@oxc-project/types'
import {sortedUnique} from '../../../base/compare.ts'
import {callName, isCall} from '../../../syntax/call-name.ts'
import {isExit} from '../../../syntax/is-exit.ts'
import type {FunctionNode} from '../../../syntax/is-function.ts'
import {propertyName} from '../../../syntax/property-name.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {walk} from '../../../syntax/walk.ts'
import {type Candidate, type DetectorContext, defineDetector} from '../define-detector.ts'
import {accessOf} from '../machinery/accesses.ts'
import {contains} from '../machinery/awaits.ts'
import {type CacheFill, cacheFills} from '../machinery/cache-fills.ts'
import {calledFunction, callersOf} from '../machinery/callees.ts'
import type {Code} from '../machinery/code.ts'
import {type DataProof, dataProof, isOptionBag} from '../machinery/data-inputs.ts'
import {dropped, type Judged, located, seen, survived, undecided} from '../machinery/detection.ts'
import {removalsOf} from '../machinery/forgetting.ts'
import {type Input, inputsOf} from '../machinery/inputs.ts'
import {commentNear, lower} from '../machinery/intent.ts'
import {type MissingInput, missingInputs} from '../machinery/missing-inputs.ts'
import {initialValue} from '../machinery/promise.ts'
import {type RawGuard, rawGuards} from '../machinery/raw-guards.ts'
import {settledByCallers} from '../machinery/settled-by-callers.ts'

/**
 * A value that is remembered under a key which leaves out something that the value is made from.
 *
 * Who asks with the same key and another value of that input gets what was made for the first one. At most one
 * candidate for each place where a value is remembered.
 */
export default defineDetector({
  id: 'incomplete-cache-key',
  code: 'K1',
  category: 'cache-staleness',
  precision: 'B',
  kills: {
    incidental: 'Does the input choose nothing: a log, a signal, a limit, a service?',
    identity: 'Does the key hold what identifies the object that the input is a part of?',
    validated: 'Is the input looked at apart from making the value: compared, or the cache passed by?',
    settled: 'Does each caller pass the same, or one that follows from the key?',
    record: 'Is it a record of what happens under the key, which only notes who came first?'
  },
  judge: judgeModule
})

type Kill = 'incidental' | 'identity' | 'validated' | 'settled' | 'record'

function judgeModule(code: Code, context: DetectorContext): Judged[] {
  const seenIn = new Set<string>()
  const fills = cacheFills(context, code).flatMap(fill => {
    const judged = judge(code, context, fill)
    // A function that stores on several branches is one cache.
    const name = `${fill.cache} ${code.functionOf(fill.lookup)?.start}`
    if (judged.some(one => 'title' in one) && seenIn.has(name)) return []
    if (judged.some(one => 'title' in one)) seenIn.add(name)
    return judged
  })
  return [...fills, ...rawGuards(code).map(guard => describeGuard(code, guard))]
}

interface Proven {
  readonly input: MissingInput
  readonly proof: DataProof
}

function judge(code: Code, context: DetectorContext, fill: CacheFill): Judged[] {
  const missing = missingInputs(context, code, fill)
  const key = fill.key.flatMap(part => inputsOf(context, code, part, 'most'))
  const kept: Proven[] = []
  const disproved: Judged[] = []
  for (const input of missing) {
    const isListed = input.siblings.length > 1
    const isWorld = isTooMuch(missing, input, isListed)
    const proof = isWorld ? undefined : dataProof(context, input.code, input, input.node, isListed)
    const drop = proof ? disproof(code, context, fill, input, key) : incidental(code, fill, input)
    if (drop) disproved.push(drop)
    else if (proof) kept.push({input, proof})
  }
  const [first, ...others] = kept
  return first ? [describe(code, context, fill, [first, ...others])] : disproved
}

/** An object of which so much is read is what the program runs in, not what a call asks for. */
function isTooMuch(
  missing: readonly MissingInput[],
  {binding, path}: MissingInput,
  isListed: boolean
): boolean {
  const same = missing.filter(one => one.binding === binding)
  const below = path.length > 1 && path[0] !== '[]' ? same.filter(one => one.path[0] === path[0]) : []
  return below.length > MANY_BELOW || (same.length > MANY && !isListed)
}

const MANY = 6
const MANY_BELOW = 3

function incidental(code: Code, fill: CacheFill, input: MissingInput): Judged {
  return dropped(
    code,
    fill.store,
    'incidental' satisfies Kill,
    `nothing says that \`${input.name}\` chooses what is made`
  )
}

function disproof(
  code: Code,
  context: DetectorContext,
  fill: CacheFill,
  input: MissingInput,
  key: readonly Input[]
): Judged | undefined {
  const drop = (kill: Kill, reason: string) => dropped(code, fill.store, kill, reason)
  const [sibling, second] = sortedUnique(input.siblings)
  if (sibling !== undefined && second === undefined && !isOptionBag(input.binding))
    return drop('identity', `the key holds \`${sibling}\` of the same value`)
  const chosen = key.find(one => one.binding === input.binding && /key$/i.test(one.path.at(-1) ?? ''))
  if (chosen) return drop('identity', `callers choose the key by \`${chosen.path.at(-1)}\``)
  const named = contentOf(input, key)
  if (named) return drop('identity', `the key holds \`${named}\`, which \`${input.name}\` belongs to`)
  const look =
    lookedAt(code, fill, input) ??
    passedBy(code, fill, input) ??
    usedOnHit(code, fill, input) ??
    comparedByName(code, input)
  if (look) return drop('validated', `\`${input.name}\` is looked at in ${code.at(look)}`)
  const counted = countedIn(code, fill, input)
  if (counted)
    return drop('record', `\`${input.name}\` is only noted in it, beside what ${code.at(counted)} counts`)
  const settled = settledByCallers(context, code, input, key)
  return settled === undefined ? undefined : drop('settled', `\`${input.name}\`: ${settled}`)
}

const CONTENT = /(?:code|source|contents?|text|src|buffer|body|html|css|json|raw|data|ast|bytes|stats?)$/i
const NAMES_CONTENT = /(?:id|file|filename|path|url|uri|href|hash|name)$/i

/** The name in a key that stands for a text or the like: what a file holds belongs to its path. */
function contentOf(input: MissingInput, key: readonly Input[]): string | undefined {
  if (!CONTENT.test(input.path.at(-1) ?? input.binding.name)) return undefined
  return key.map(({binding, path}) => path.at(-1) ?? binding.name).find(name => NAMES_CONTENT.test(name))
}

/** Whether it is data by its type, or a property of options, and callers were seen who may pass different ones. */
function isSure(context: DetectorContext, code: Code, {input, proof}: Proven): boolean {
  if (input.siblings.length > 0) return isOptionBag(input.binding) || input.path.includes('[]')
  return proof === 'typed' && callersOf(context, {code, fn: input.owner}).length > 0
}

/** Where a part of the record is written later, when the input is stored in it as it is, beside that part. */
function countedIn(code: Code, fill: CacheFill, input: MissingInput): Node | undefined {
  const value = unwrap(fill.value)
  const made =
    (value.type === 'Identifier' ? filledWith(code, value) : undefined) ?? initialValue(code, value)
  if (made.type !== 'ObjectExpression') return undefined
  const parts = made.properties.flatMap(part => (part.type === 'Property' ? [part] : []))
  const noted = parts.some(
    part => contains(part.value, input.node) && unwrap(part.value).type === 'Identifier'
  )
  const states = parts.flatMap(part => {
    const name = unwrap(part.value).type === 'Literal' ? propertyName(part) : undefined
    return name ?? []
  })
  if (!noted || states.length === 0) return undefined
  return [...code.nodes('UpdateExpression'), ...code.nodes('AssignmentExpression')].find(write => {
    const target = unwrap(write.type === 'UpdateExpression' ? write.argument : write.left)
    return target.type === 'MemberExpression' && states.includes(propertyName(target) ?? '')
  })
}

/** The object that a variable is filled with after its declaration. */
function filledWith(code: Code, name: Node): Node | undefined {
  const uses = code.bindingOf(name)?.uses ?? []
  return uses
    .flatMap(use => {
      const parent = code.parentOf(use.identifier)
      return parent?.type === 'AssignmentExpression' && parent.left === use.identifier
        ? [unwrap(parent.right)]
        : []
    })
    .find(one => one.type === 'ObjectExpression')
}

/** Where the input is tested in the function that asks the cache, apart from making key and value. */
function lookedAt(code: Code, fill: CacheFill, input: MissingInput): Node | undefined {
  const made = [fill.value, initialValue(code, fill.value), ...fill.key]
  return code.nodes('Identifier').find(name => {
    if (!contains(input.owner, name) || made.some(part => contains(part, name))) return false
    if (code.bindingOf(name) === undefined || !isTested(code, name, input.owner)) return false
    if (decidesPart(code, name, fill)) return false
    const access = accessOf(code, wholeName(code, name))
    return access?.binding === input.binding && agree(access.path, input.path)
  })
}

/** The test around the store that asks for the parameter, so that some calls pass the cache by. */
function passedBy(code: Code, {store}: CacheFill, {binding, owner}: MissingInput): Node | undefined {
  for (const ancestor of code.ancestorsOf(store)) {
    if (ancestor === owner) return undefined
    if (ancestor.type !== 'IfStatement') continue
    const names = namesIn(ancestor.test).map(name => initialValue(code, name))
    const isAsked = (node: Node) => binding.uses.some(use => contains(node, use.identifier))
    if (names.some(isAsked)) return ancestor.test
  }
  return undefined
}

function namesIn(test: Node): Node[] {
  const names: Node[] = []
  walk(test, node => {
    if (node.type === 'Identifier') names.push(node)
  })
  return names
}

/** Whether a test only decides what goes into the object that is remembered. */
function decidesPart(code: Code, name: Node, {value, lookup, store}: CacheFill): boolean {
  const uses = code.bindingOf(unwrap(value))?.uses ?? []
  const statement = [...code.ancestorsOf(name)].find(one => one.type === 'IfStatement')
  if (!statement || statement.start < lookup.end || contains(statement, store)) return false
  if (isExit(statement.consequent) || uses.some(use => contains(statement.test, use.identifier))) return false
  return uses.some(use => contains(statement.consequent, use.identifier))
}

/** Whether one path leads on to the other; the parameter itself says nothing of its parts. */
function agree(read: readonly string[], wanted: readonly string[]): boolean {
  const shared = Math.min(read.length, wanted.length)
  return (shared > 0 || wanted.length === 0) && wanted.slice(0, shared).every((part, at) => part === read[at])
}

/** Where a property of that name is compared with another: that of what is remembered, as it seems. */
function comparedByName(code: Code, {owner, path}: MissingInput): Node | undefined {
  const name = path.at(-1)
  if (name === undefined || name === '[]') return undefined
  return code.nodes('BinaryExpression').find(one => {
    if (!/^[!=]==?$/.test(one.operator) || !contains(owner, one)) return false
    return [one.left, one.right].every(side => propertyName(unwrap(side as Node)) === name)
  })
}

/** The longest chain of names that starts at an identifier. */
function wholeName(code: Code, name: Node): Node {
  let node = name
  for (let parent = code.parentOf(node); parent?.type === 'MemberExpression' && parent.object === node; ) {
    node = parent
    parent = code.parentOf(node)
  }
  return node
}

function isTested(code: Code, node: Node, owner: FunctionNode): boolean {
  let child = node
  for (const ancestor of code.ancestorsOf(node)) {
    if (ancestor === owner) return false
    if (ancestor.type === 'IfStatement' && ancestor.test === child) return true
    if (ancestor.type === 'ConditionalExpression' && ancestor.test === child) return true
    if (ancestor.type === 'BinaryExpression' && /^[!=]==?$/.test(ancestor.operator)) return true
    child = ancestor
  }
  return false
}

/** Where what happens on a hit, or the test for one, uses the input or what was made from it. */
function usedOnHit(code: Code, fill: CacheFill, {binding, owner}: MissingInput): Node | undefined {
  const mentions = (node: Node): boolean => {
    let found = false
    walk(node, name => {
      if (isLookup(name)) return 'skip'
      if (name.type !== 'Identifier') return undefined
      const used = code.bindingOf(name)
      if (used === binding || accessOf(code, name)?.binding === binding) found = true
      else if (used && used.owner === owner && initialValue(code, name) !== name)
        for (const {identifier} of binding.uses) found ||= contains(initialValue(code, name), identifier)
      return undefined
    })
    return found
  }
  return code.nodes('IfStatement').find(statement => {
    if (code.functionOf(statement) !== owner || !asks(code, statement.test)) return false
    const isHit = !contains(statement.consequent, fill.store) && isExit(statement.consequent)
    return isHit && (mentions(statement.test) || mentions(statement.consequent))
  })
}

/** Whether a test asks for a remembered value. */
function asks(code: Code, test: Node): boolean {
  let found = false
  walk(test, node => {
    if (isLookup(node) || (node.type === 'Identifier' && isLookup(initialValue(code, node)))) found = true
  })
  return found
}

function isLookup(node: Node): boolean {
  return isCall(node)
    ? /^(?:get|has|peek)$/.test(callName(node) ?? '')
    : node.type === 'MemberExpression' && node.computed
}

/** Where the key is made: the function that builds it, else what stands before the store. */
function keySite(code: Code, context: DetectorContext, fill: CacheFill) {
  const [part] = fill.key
  const value = part && initialValue(code, part)
  const builder = isCall(value) ? calledFunction(context, code, value) : undefined
  if (builder && builder.fn !== fill.value && callersOf(context, builder).length < FEW_CALLERS)
    return {
      path: builder.code.path,
      startLine: builder.code.line(builder.fn),
      endLine: builder.code.endLine(builder.fn),
      symbol: builder.code.symbolOf(builder.fn)
    }
  const start = Math.min(
    ...[value, fill.lookup].flatMap(node =>
      node && contains(code.functionOf(fill.lookup) ?? code.ast.program, node) ? code.line(node) : []
    ),
    code.line(fill.store)
  )
  const end = code.endLine(fill.store)
  return {
    path: code.path,
    startLine: Math.max(start, end - LONGEST),
    endLine: Math.min(end, start + LONGEST),
    symbol: code.symbolOf(fill.store)
  }
}

const LONGEST = 55
/** A builder with more callers serves other caches too, so that the fault is not there. */
const FEW_CALLERS = 3

function describe(
  code: Code,
  context: DetectorContext,
  fill: CacheFill,
  kept: readonly [Proven, ...Proven[]]
): Candidate {
  const [{input}] = kept
  const names = kept.map(one => `\`${one.input.name}\``)
  const listed =
    names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ')
  const site = keySite(code, context, fill)
  const maker = code.symbolOf(fill.store)
  const keyText = fill.byFirst
    ? 'its first argument'
    : fill.key.length === 1 && fill.key[0]
      ? code.show(initialValue(code, fill.key[0]))
      : 'its key'
  const callers = callersOf(context, {code, fn: input.owner})
  const cleared = fill.place ? removalsOf(code, fill.place)[0] : undefined
  const stated = commentNear(
    code,
    fill.lookup,
    /regardless|ignor|on purpose|same for all|does not matter|doesn't matter/i
  )
  const sure = kept.some(one => isSure(context, code, one))
  const confidence = sure && !cleared ? 'high' : 'medium'
  return {
    ...site,
    resource: fill.cache.replaceAll('/', ' '),
    title: `\`${maker}\` remembers under a key that leaves out ${listed}`,
    failureMode: `what is kept in \`${fill.cache}\` is made from ${listed}, but its key does not hold ${names.length > 1 ? 'them' : 'it'}: whoever asks with the same key and another value of ${names.length > 1 ? 'one of them' : 'it'} gets what was made for somebody else.`,
    precondition: `two calls with the same key differ in ${listed}.`,
    failurePath: [
      `Call A asks \`${fill.cache}\` under ${keyText} (${code.at(fill.lookup)}).`,
      `It makes the value, which reads ${names[0]} (${input.code.at(input.node)}${input.via[0] ? `, called at ${code.at(input.via[0].call)}` : ''}).`,
      `The value is kept under that key (${code.at(fill.store)}).`,
      `Call B has another ${names[0]} and the same key: it gets A's value.`
    ],
    silence: 'the remembered value has the right shape, and nothing compares what it was made from.',
    silent: true,
    evidence: [
      seen(code, fill.lookup, `asked under ${keyText}`),
      ...kept.slice(0, 3).map(({input: one}) => ({
        ...seen(one.code, one.node, `\`${one.name}\` is read to make the value`),
        path: one.code.path
      }))
    ],
    challenged: [
      survived('incidental', `${listed}: data by type or name`),
      survived(
        'identity',
        input.siblings.length > 0
          ? `the key lists ${sortedUnique(input.siblings)
              .map(one => `\`${one}\``)
              .join(', ')} one by one`
          : `no part of \`${input.binding.name}\` is in the key`
      ),
      survived('validated', `no test of ${names[0]} stands beside the lookup`),
      callers.length > 0
        ? survived(
            'settled',
            `${callers.length} ${callers.length > 1 ? 'callers were' : 'caller was'} seen, and not each passes a constant or what follows from the key`
          )
        : undecided('settled', 'no caller was seen in the repository')
    ],
    likelihood: callers.length > 1 || input.siblings.length > 0 ? 3 : 2,
    spread: fill.place && fill.place.lifetime !== 'module' ? 2 : 3,
    confidence: stated === undefined ? confidence : lower(confidence),
    fix: `take ${listed} into the key.`,
    falsifiedBy: `two calls of \`${maker}\` with the same key and another ${names[0]} that give different values.`
  }
}

function describeGuard(code: Code, {fn, local, raw, test, write}: RawGuard): Candidate {
  const [name, given] = [code.text(local.id), code.text(raw)]
  const symbol = code.symbolOf(fn)
  return {
    ...located(code, fn),
    startLine: code.line(local),
    endLine: code.endLine(write),
    resource: name,
    title: `the key of \`${symbol}\` leaves something out when \`${given}\` is not given`,
    failureMode: `\`${name}\` is what the key is made of, and has a default; but whether more is added to it is decided by \`${given}\`, which has none.`,
    precondition: `\`${given}\` is undefined, so that the default is used.`,
    failurePath: [
      `\`${name}\` takes its default (${code.at(local)}).`,
      `The test still asks \`${given}\`, which is undefined (${code.at(test)}): it throws, or decides for another text than the key's.`,
      `What ${code.show(write)} would add is then missing (${code.at(write)}), and calls that differ in it share a key.`
    ],
    silence: 'the key has the right shape.',
    silent: true,
    evidence: [
      seen(code, local, `\`${name}\` is \`${given}\` with a default`),
      seen(code, test, `\`${given}\` is asked again without it`)
    ],
    challenged: [survived('validated', `\`${given}\` is not tested for being there in ${code.at(test)}`)],
    likelihood: 2,
    spread: 2,
    confidence: 'high',
    fix: `ask \`${name}\` in that test.`,
    falsifiedBy: `a call without \`${given}\` that gives the full key.`
  }
}
