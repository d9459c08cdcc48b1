/** Words that say nothing of what a sentence is about, and the verbs and nouns that every task uses. */
const stopWords = new Set(
  (
    'a an the and or nor but if then else when while where which who whose that this these those there here it its they them their ' +
    'we our you your he she his her i my of for to in on at by from with without into onto over under out up down off about as so than ' +
    'too very just also only even still yet not no none any each every all both either neither some such other another same own more ' +
    'most less least few many much one two is are be been being was were do does did done has have had having can could should would ' +
    'will shall may might must via per vs etc e.g i.e eg ie after before during between across through within against because since ' +
    'until unless instead rather like using use uses used let make makes made get gets new add adds added ensure ensures support ' +
    'supports supported implement implements implemented work works working now currently exist exists existing properly correctly ' +
    'correct proper able need needs needed so'
  ).split(' ')
)

/**
 * The stems of the words of a text, in its order, repeated ones too. Identifiers are split at case borders, dashes and
 * underscores, so that `clearRefs`, `--clear-refs` and "clears the refs" are the same two words.
 */
export function stemsOf(text: string): string[] {
  const words = text
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .match(/[A-Za-z][A-Za-z0-9]+|\d{2,}/g)
  return (words ?? [])
    .map(word => word.toLowerCase())
    .filter(word => !stopWords.has(word))
    .map(stemOf)
}

/** What English endings leave of a word: `validates`, `validated` and `validation` are one. */
export function stemOf(word: string): string {
  if (word.length < 4) return word
  const singular = word
    .replace(/ies$/, 'y')
    .replace(/(?<=sh|ch|x|ss)es$/, '')
    .replace(/(?<![sui])s$/, '')
  const base = singular
    .replace(/(?<=[aeiouy][a-z]+)(?:ing|ed)$/, '')
    .replace(/(?<=[a-z]{4}[ts])ion$/, '')
    .replace(/(?<=[a-z]{3})ly$/, '')
  const bare = base === singular ? base : base.replace(/([bdgklmnprt])\1$/, '$1')
  return bare.length > 3 ? bare.replace(/e$/, '') : bare
}
