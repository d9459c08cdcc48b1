import type {Node} from '@oxc-project/types'
import {type Candidate, type DetectorContext, defineDetector} from '../define-detector.ts'
import {
  coercedPart,
  freedomOf,
  freedomOfList,
  joinedList,
  type KeyText,
  keyTexts,
  partsWithoutBorder
} from '../machinery/ambiguous-keys.ts'
import type {Code} from '../machinery/code.ts'
import {dropped, type Judged, located, seen, survived} from '../machinery/detection.ts'
import {commentNear, lower} from '../machinery/intent.ts'

/**
 * A key that is the same text for different things: two free texts joined without anything between, or an object that
 * turns into the text that every object gives.
 *
 * At most one candidate for each key.
 */
export default defineDetector({
  id: 'ambiguous-cache-key',
  code: 'K5',
  category: 'cache-staleness',
  precision: 'B',
  kills: {
    closed: 'Is one of the parts a number, or one of a few texts, so that it shows where it ends?',
    untyped: 'Does nothing say what the parts are?'
  },
  judge: judgeModule
})

type Kill = 'closed' | 'untyped'

function judgeModule(code: Code, context: DetectorContext): Judged[] {
  return keyTexts(context, code).flatMap(text => judge(code, context, text))
}

function judge(code: Code, context: DetectorContext, text: KeyText): Judged[] {
  const object = coercedPart(context, code, text)
  if (object) return [describeObject(code, text, object)]
  const list = joinedList(text.key)
  const pair = partsWithoutBorder(text.key)
  if (list && freedomOfList(context, code, list) === 'free') return [describeList(code, text, list)]
  if (!pair) return []
  const drop = (kill: Kill, reason: string) => [dropped(code, text.key, kill, reason)]
  const freedoms = pair.map(part => freedomOf(context, code, part))
  if (freedoms.includes('closed'))
    return drop('closed', `${code.show(pair[0])} or ${code.show(pair[1])} is no free text`)
  if (freedoms.includes('unknown'))
    return drop('untyped', `no type says what ${code.show(pair[0])} and ${code.show(pair[1])} are`)
  return [describePair(code, text, pair)]
}

function describePair(
  code: Code,
  {cache, use, key}: KeyText,
  [first, second]: readonly [Node, Node]
): Candidate {
  const [one, two] = [code.show(first), code.show(second)]
  return {
    ...common(code, key, cache),
    title: `different ${one} and ${two} give one key of \`${cache}\``,
    failureMode: `${code.show(key)} joins ${one} and ${two} with nothing between: \`ab\` and \`c\` give the same text as \`a\` and \`bc\`, so that \`${cache}\` takes one for the other.`,
    precondition: `two pairs of ${one} and ${two} read the same when they are joined.`,
    failurePath: [
      `The first pair is joined to a key (${code.at(key)}), and its value is kept (${code.at(use)}).`,
      'Another pair gives the same text.',
      `\`${cache}\` holds one value for both.`
    ],
    evidence: [
      seen(code, key, 'joined without anything between'),
      seen(code, use, `used as a key of \`${cache}\``)
    ],
    challenged: [
      survived('closed', 'both are declared as `string`'),
      survived('untyped', 'both have a declared type')
    ],
    likelihood: 1,
    confidence: commentNear(code, key, /unique|fixed|never/i) === undefined ? 'medium' : lower('medium'),
    fix: 'join them with a separator that neither can hold, or use `JSON.stringify` of a list.',
    falsifiedBy: `two pairs that read the same when joined and get values of their own.`
  }
}

function describeList(code: Code, {cache, use, key}: KeyText, list: Node): Candidate {
  const what = code.show(list)
  return {
    ...common(code, key, cache),
    title: `different ${what} give one key of \`${cache}\``,
    failureMode: `${code.show(key)} joins the texts of ${what} with nothing between: \`ab\` and \`c\` give the same text as \`a\` and \`bc\`, so that one list is taken for the other.`,
    precondition: `two lists ${what} read the same when they are joined.`,
    failurePath: [
      `The texts of one list are joined to a key (${code.at(key)}).`,
      'Another list, whose texts end elsewhere, gives the same text.',
      `Both lead to the same key (${code.at(use)}), and the second one finds what belongs to the first.`
    ],
    evidence: [seen(code, key, 'joined without anything between'), seen(code, use, 'made into the key')],
    challenged: [
      survived('closed', `${what} is declared as a list of \`string\``),
      survived('untyped', 'it has a declared type')
    ],
    likelihood: 1,
    confidence: commentNear(code, key, /unique|fixed|never/i) === undefined ? 'medium' : lower('medium'),
    fix: 'join them with a separator that none can hold, or use `JSON.stringify` of the list.',
    falsifiedBy: `two different lists that read the same when joined and give keys of their own.`
  }
}

function describeObject(code: Code, {cache, use, key}: KeyText, object: Node): Candidate {
  const what = code.show(object)
  return {
    ...common(code, key, cache),
    title: `every ${what} gives the same key of \`${cache}\``,
    failureMode: `${what} is an object, and as text each plain object reads the same: \`${cache}\` cannot tell them apart.`,
    precondition: `two calls with different ${what}.`,
    failurePath: [
      `${what} becomes the text that every plain object gives (${code.at(object)}).`,
      `The value is kept under that key (${code.at(use)}).`,
      `Another ${what} gives the same key, and gets that value.`
    ],
    evidence: [
      seen(code, object, 'an object in the text of a key'),
      seen(code, use, `used as a key of \`${cache}\``)
    ],
    challenged: [
      survived('closed', `${what} is declared as an object without \`toString\``),
      survived('untyped', 'it has a declared type')
    ],
    likelihood: 3,
    confidence: 'high',
    fix: `use a property that tells them apart, or a \`Map\` with the object itself as its key.`,
    falsifiedBy: `two different ${what} that get values of their own.`
  }
}

function common(code: Code, key: Node, cache: string) {
  return {
    ...located(code, key),
    resource: cache.replaceAll('/', ' '),
    silence: 'what is found has the right shape.',
    silent: true,
    spread: 2
  } as const
}
