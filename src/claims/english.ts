/** Codes of languages as folders and file names of translated documents bear them. */
const languages = new Set(
  'ar bg bn cs da de el es et fa fi fr he hi hr hu id it ja ko lt lv nb nl pl pt ro ru sk sr sv th tr uk vi zh cn'.split(
    ' '
  )
)
const small = /^(the|of|and|to|for|that|with|are|this|by|you|not|from|it|will|which|be)$/i

/**
 * Whether a document is written in English, by its words, and by its path where it has few. What tells plans, examples and
 * the past apart from statements knows no other language.
 */
export function isEnglish(doc: string, text: string): boolean {
  const prose = text.replace(/```[\s\S]*?```|`[^`\n]*`|\]\([^)]*\)|<[^>]*>/g, ' ')
  const letters = prose.match(/\p{L}/gu)?.length ?? 0
  const foreign = prose.match(/[^\p{Script=Latin}\P{L}]/gu)?.length ?? 0
  if (foreign > letters / 10) return false
  const words = prose.match(/\p{L}+/gu) ?? []
  if (words.length < 40) return !isTranslation(doc)
  return words.filter(word => small.test(word)).length > words.length / 20
}

function isTranslation(doc: string): boolean {
  const named = /[._-]([a-z]{2})(?:[-_]\w{2,4})?\.mdx?$/i.exec(doc)?.[1]
  const folders = doc.split('/').map(folder => /^([a-z]{2})(?:[-_]\w{2,4})?$/i.exec(folder)?.[1])
  return [named, ...folders].some(code => code !== undefined && languages.has(code.toLowerCase()))
}
