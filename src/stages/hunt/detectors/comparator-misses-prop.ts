import type {CallExpression, Node} from '@oxc-project/types'
import {sortedUnique} from '../../../base/compare.ts'
import {callName} from '../../../syntax/call-name.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import {type Candidate, type DetectorContext, defineDetector} from '../define-detector.ts'
import {parameterIndex} from '../machinery/accesses.ts'
import type {Code} from '../machinery/code.ts'
import {dataProof} from '../machinery/data-inputs.ts'
import {dropped, type Judged, located, seen, survived} from '../machinery/detection.ts'
import {type Input, inputsOf} from '../machinery/inputs.ts'
import {commentNear, lower} from '../machinery/intent.ts'
import {type Located, resolveFunction} from '../machinery/resolve.ts'

/**
 * A comparator of `memo` that lists the properties it compares, and leaves out one that the component shows.
 *
 * When only that one changes the component keeps showing the old value. At most one candidate for each `memo`.
 */
export default defineDetector({
  id: 'comparator-misses-prop',
  code: 'K6',
  category: 'cache-staleness',
  precision: 'A',
  kills: {
    whole: 'Does the comparator look at all properties?',
    stable: 'Is what is left out a callback, a ref or a style, that callers keep the same?',
    constant: 'Does the comparator always say the same, so that leaving out is the point?'
  },
  judge: judgeModule
})

type Kill = 'whole' | 'stable' | 'constant'

function judgeModule(code: Code, context: DetectorContext): Judged[] {
  return code.nodes('CallExpression').flatMap(call => {
    const [component, comparator] = call.arguments
    if (!component || !comparator || !isMemo(call)) return []
    const shown = componentOf(context, code, component)
    const compares = resolveFunction(context, code, comparator)
    return shown && compares ? judge(code, context, call, shown, compares) : []
  })
}

function isMemo(call: CallExpression): boolean {
  return /^(?:React\.)?memo$/.test(memberPath(call.callee) ?? '')
}

/** The function of a component; `forwardRef` and the like are looked through. */
function componentOf(context: DetectorContext, code: Code, node: Node): Located | undefined {
  if (node.type === 'CallExpression' && /^(?:forwardRef|observer)$/.test(callName(node) ?? '')) {
    const [inner] = node.arguments
    return inner && componentOf(context, code, inner)
  }
  return resolveFunction(context, code, node)
}

function judge(
  code: Code,
  context: DetectorContext,
  call: CallExpression,
  shown: Located,
  compares: Located
): Judged[] {
  const drop = (kill: Kill, reason: string) => [dropped(code, call, kill, reason)]
  const compared = propsRead(context, compares, 'most')
  if (compared.some(({path}) => path.length === 0 || path[0] === '[]'))
    return drop('whole', `${compares.code.at(compares.fn)} looks at all of them`)
  if (compared.length === 0) return drop('constant', `${compares.code.at(compares.fn)} reads no property`)
  const held = new Set(compared.map(({path}) => path[0]))
  const left = propsRead(context, shown, 'least').filter(
    ({path}) => path[0] !== undefined && !held.has(path[0])
  )
  const missed = left.filter(({path}) => !STABLE.test(path[0] ?? ''))
  const [first, ...others] = missed
  if (first)
    return [
      describe(context, code, call, compares, sortedUnique([...held].flatMap(one => one ?? [])), [
        first,
        ...others
      ])
    ]
  const names = sortedUnique(left.map(({path}) => `\`${path[0]}\``))
  return names.length > 0 ? drop('stable', `${names.join(', ')} is left out`) : []
}

const STABLE =
  /^(?:on[A-Z]\w*|handle\w*|set[A-Z]\w*|render\w*|get[A-Z]\w*|\w*(?:Ref|Callback|Handler|Fn|Key|TestId|ClassName|Style)|ref|key|app|canvas|rc|api|store|editor|client|\w*Map|\w*Interface|dispatch|navigate|navigation|history|t|theme|classes|className|style|sx|id|testId|children|aria\w*|data\w*|\[\])$/

/** The properties that a function reads of its first two parameters; a component has one, a comparator two. */
function propsRead(context: DetectorContext, {code, fn}: Located, reach: 'least' | 'most'): Input[] {
  return inputsOf(context, code, fn, reach).filter(({binding}) => {
    const index = binding.owner === fn ? parameterIndex(binding) : undefined
    return index === 0 || (reach === 'most' && index === 1)
  })
}

/** Whether a property is a text, number or the like by its declared type. */
function isPlainInput(context: DetectorContext, {code, node, path, binding}: Input): boolean {
  return dataProof(context, code, {path, binding}, node, false) === 'typed'
}

function describe(
  context: DetectorContext,
  code: Code,
  call: CallExpression,
  compares: Located,
  held: readonly string[],
  missed: readonly [Input, ...Input[]]
): Candidate {
  const [first] = missed
  const names = sortedUnique(missed.map(({path}) => `\`${path[0]}\``))
    .slice(0, 4)
    .join(', ')
  const symbol = code.symbolOf(call)
  const isHere = compares.code.path === code.path
  const site = isHere
    ? {
        startLine: code.line(compares.fn),
        endLine: Math.min(code.endLine(compares.fn), code.line(compares.fn) + 55)
      }
    : {}
  const sure = missed.some(one => isPlainInput(context, one)) ? 'high' : 'medium'
  const stated =
    commentNear(code, call, /ignor|on purpose|only|skip/i) ??
    commentNear(compares.code, compares.fn, /ignor|on purpose|only|skip/i)
  return {
    ...located(code, call),
    ...site,
    resource: symbol,
    title: `the comparator of \`${symbol}\` leaves out ${names}`,
    failureMode: `the component reads ${names}, and its comparator only looks at ${held.map(one => `\`${one}\``).join(', ')}: when only the former change, it is not drawn again and shows the old value.`,
    precondition: `a parent passes another ${names}, and the same of all that is compared.`,
    failurePath: [
      `The component is drawn and reads ${names} (${first.code.at(first.node)}).`,
      `The parent passes another value; the comparator finds what it compares unchanged (${compares.code.at(compares.fn)}).`,
      'The component is not drawn again, and what was drawn before stays.'
    ],
    silence: 'a component that is not drawn again looks like one that has nothing new to show.',
    silent: true,
    evidence: [
      seen(compares.code, compares.fn, `compares ${held.map(one => `\`${one}\``).join(', ')}`),
      ...missed.slice(0, 3).map(one => seen(one.code, one.node, `\`${one.path[0]}\` is read`))
    ],
    challenged: [
      survived('whole', 'the comparator names single properties, and hands on no whole one'),
      survived('stable', `by its name ${names} is no callback, ref or style`),
      survived('constant', `it reads ${held.length} ${held.length > 1 ? 'properties' : 'property'}`)
    ],
    likelihood: 3,
    spread: 1,
    confidence: stated === undefined ? sure : lower(sure),
    fix: `compare ${names} too, or leave the comparator out: \`memo\` compares all by itself.`,
    falsifiedBy: `a change of ${names} alone that is shown.`
  }
}
