import {isAsserted, isMade} from './speech.ts'

const boundary = /[;:()—–]|\s-\s|\.\s|,\s+(?=(?:and|but|which|while|then|so)\b)/g
/** Words after which a sentence about the past says what is there now. */
const now =
  /\b(became|become|(?:is|are) now|now|renamed to|moved (?:in)?to|extracted (?:in)?to|split into|replaced (?:by|with))\b[^`]{0,60}`?$/i

/**
 * Whether the words around an offset say how things are now, in a sentence that as a whole tells of the past, of plans
 * or of examples, too: "`a.ts` was split: it is built on `b.ts` today".
 */
export function isAside(sentence: string, offset: number): boolean {
  const [from, to] = clauseAt(sentence, offset)
  const before = sentence.slice(from, offset)
  if (isMade(before)) return false
  return now.test(before) || isAsserted(sentence.slice(from, to))
}

/** Where the clause around an offset starts and ends; what stands in code is none of its ends. */
function clauseAt(sentence: string, offset: number): [number, number] {
  const plain = sentence.replace(/`[^`]*`/g, ({length}) => '`'.repeat(length))
  const ends = [...plain.matchAll(boundary)].map(({0: mark, index}) => [index, index + mark.length] as const)
  const from = ends.findLast(([, end]) => end <= offset)?.[1] ?? 0
  return [from, ends.find(([start]) => start >= offset)?.[0] ?? sentence.length]
}
