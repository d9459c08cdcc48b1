/** What each kind of evidence may be, least first, in the words of the confidence region. */
const grades: readonly {readonly subject: string; readonly words: readonly string[]}[] = [
  {subject: 'History', words: ['none', 'shallow clone', 'read from git']},
  {subject: 'References', words: ['from syntax alone', 'from the compiler']}
]

/**
 * Kinds of evidence of which this run saw less than the committed document states: `History`, `References`.
 * Figures made from less would read as a change of the code.
 */
export function coverageLoss(committed: readonly string[], seen: readonly string[]): string[] {
  return grades
    .filter(({subject, words}) => gradeOf(subject, words, seen) < gradeOf(subject, words, committed))
    .map(({subject}) => subject)
}

/** -1 when nothing is said. */
function gradeOf(subject: string, words: readonly string[], sentences: readonly string[]): number {
  const sentence = sentences.find(each => each.startsWith(`${subject}: `))?.slice(subject.length + 2)
  return sentence === undefined ? -1 : words.findIndex(each => sentence.startsWith(each))
}
