const idiom =
  /\b(?:nothing (?:more|other|else) than|nothing but|no more than|not only|not just|no matter|whether or not)\b/gi
const denial =
  /\b(?:not|never|nothing|no|none|nor|neither|cannot|without|only|instead|rather|except|avoid\w*|forbid\w*|prevent\w*)\b|n't\b/i
const tail =
  /(?:,|—|–|\()\s*(?:and\s+)?(?:not|never|rather than|instead of|without)\b|\bwithout\b|\brather than\b/i

/**
 * How much of a sentence says what is, rather than what is not: all of it, the part before a denial that closes it
 * (", not `b`"), or `''` when it denies.
 */
export function assertedPart(sentence: string): string {
  const plain = sentence
    .replace(/`[^`]*`/g, code => '~'.repeat(code.length))
    .replace(idiom, words => '~'.repeat(words.length))
  const cut = tail.exec(plain)
  const part = cut ? plain.slice(0, cut.index) : plain
  return denial.test(part) ? '' : sentence.slice(0, part.length)
}
