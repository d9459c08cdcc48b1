import {type Candidate, defineDetector} from '../define-detector.ts'
import type {Code} from '../machinery/code.ts'
import {dropped, type Judged, located, seen, survived} from '../machinery/detection.ts'
import type {EndlessWay} from '../machinery/endless-way.ts'
import {endlessWays} from '../machinery/endless-ways.ts'

/**
 * A loop with a way round that changes nothing of what would end it.
 *
 * Six shapes: a walk to the parent folder that never compares (the root is its own parent), an endless loop that gives
 * way inside of `for…of` only (the list may be empty), a `continue` that jumps over the step, a match that begins anew
 * each time, a step that does not go by its variable, and an iterator whose end is not read. At most one candidate for each of these in a loop.
 */
export default defineDetector({
  id: 'endless-loop',
  code: 'F6',
  category: 'fan-out',
  precision: 'B',
  kills: {
    bounded: 'Does a comparison on each way round, or before the loop, end it at the boundary?',
    'moves-on': 'Does each way round change what the loop tests, or leave it?'
  },
  judge: judgeModule
})

function judgeModule(code: Code): Judged[] {
  return endlessWays(code).map(way =>
    way.ends ? dropped(code, way.node, way.ends.kill, way.ends.reason) : describe(code, way)
  )
}

interface Words {
  readonly title: string
  readonly failure: string
  readonly precondition: string
  readonly round: string
  readonly fix: string
}

function wordsOf(code: Code, {kind, subject, node, loop}: EndlessWay): Words {
  const what = code.show(subject)
  switch (kind) {
    case 'parent':
      return {
        title: `the walk up from ${what} does not end at the root`,
        failure: `${what} becomes its own parent folder (${code.at(node)}) on a way round the loop on which nothing ends it at the root. The root is its own parent, so that the loop goes on for ever when nothing is found below it.`,
        precondition: `what is looked for lies in none of the folders up to the root.`,
        round: `At the root ${code.show(node)} gives the root again (${code.at(node)}).`,
        fix: `stop when the parent equals ${what}, on each way round.`
      }
    case 'empty':
      return {
        title: `the loop spins when ${what} is empty`,
        failure: `the loop has no end of its own (${code.at(loop)}) and gives way only inside of \`for…of\`. With ${what} empty, and whatever follows it too, no turn gives way, and the thread stands still.`,
        precondition: `${what} is empty, and so are the lists after it.`,
        round: `${what} has no items: nothing is yielded or waited for (${code.at(subject)}).`,
        fix: `leave before the loop, or in it, when there is nothing to go through.`
      }
    case 'fixed':
      return {
        title: `each step gives ${what} the same value`,
        failure: `the step ${code.show(node)} does not go by ${what} itself, and nothing in the loop changes what it reads (${code.at(node)}): after the first step ${what} is the same in each round, and the test is true for ever.`,
        precondition: `the loop is entered.`,
        round: `${code.show(node)} gives what the step before gave (${code.at(node)}).`,
        fix: `step from ${what}: read the property of ${what} itself.`
      }
    case 'exhausted':
      return {
        title: `the loop goes on when ${what} has nothing left`,
        failure: `the loop has no end of its own (${code.at(loop)}), each way out stands under a test that a value came, and \`done\` is never read: once ${what} is exhausted it is asked again for ever.`,
        precondition: `${what} ends before what is looked for was found, as when it is empty.`,
        round: `${what} gives no value: no way out is taken, and it is asked again (${code.at(node)}).`,
        fix: `leave when the result is \`done\`, or has no value.`
      }
    case 'same':
      return {
        title: `a way round the loop leaves ${what} as it is`,
        failure: `the loop ends when ${code.show(loop.type === 'WhileStatement' ? loop.test : subject)} is no longer true, and on the way over line ${code.line(node)} nothing changes ${what} or anything else: the next turn does the same, for ever.`,
        precondition: `a turn takes the way over ${code.at(node)}.`,
        round: `The turn goes over ${code.show(node)} and back to the test, with ${what} unchanged (${code.at(node)}).`,
        fix: `change ${what} before the turn ends on this way too, or write a \`for\` whose step always runs.`
      }
    default:
      return {
        title: `each match begins at the start again`,
        failure: `${what} ${code.text(subject).startsWith('/') ? 'is made anew in each test of the loop' : 'has no `g` or `y` flag'}, so that \`exec\` finds the first match again each time (${code.at(node)}): with one match the loop never ends.`,
        precondition: `the text has a match.`,
        round: `\`exec\` searches from the start and finds the same match (${code.at(node)}).`,
        fix: `make the pattern once, outside of the loop, with the \`g\` flag; or use \`matchAll\`.`
      }
  }
}

function describe(code: Code, way: EndlessWay): Candidate {
  const {loop, node, subject, fn, kind} = way
  const words = wordsOf(code, way)
  const isWhole = kind === 'empty' || kind === 'exhausted'
  const end = isWhole ? Math.min(code.endLine(loop), code.line(loop) + 20) : code.endLine(node)
  return {
    ...located(code, node),
    endLine: end,
    resource:
      code
        .text(subject)
        .replace(/[/\s`|]+/g, '')
        .slice(0, 60) || 'loop',
    title: words.title,
    failureMode: words.failure,
    precondition: words.precondition,
    failurePath: [
      `\`${code.symbolOf(fn)}\` enters the loop (${code.at(loop)}).`,
      words.round,
      'Nothing on this way leaves the loop; it goes round again with the same values.'
    ],
    silence: 'the loop throws nothing and logs nothing; the caller never gets an answer.',
    silent: true,
    evidence: [seen(code, loop, 'the loop'), seen(code, node, 'on a way round that changes nothing')],
    challenged: [
      survived('bounded', 'no comparison on that way, and none before the loop, bounds it'),
      survived('moves-on', 'the way was followed through the branches of the function, to where it began')
    ],
    likelihood: kind === 'fixed' ? 3 : kind === 'parent' || kind === 'empty' ? 1 : 2,
    spread: 3,
    confidence: kind === 'same' ? 'medium' : 'high',
    fix: words.fix,
    falsifiedBy: `a run in which ${words.precondition.replace(/\.$/, '')} and the loop ends.`
  }
}
