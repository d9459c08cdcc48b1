/** What would start something other than a paragraph at the beginning of a list item. */
const blockStart =
  /^(?:[-+*](?=\s|$)|#{1,6}(?=\s|$)|>|`{3}|~{3}|<|\||=+\s*$|(?:[-*_] *){3,}$|\[[ xX]\](?=\s)|\[[^\]]*\]:|\d{1,9}[.)](?=\s|$))/

/** Single-line inline Markdown as the text of a list item: escaped where its start would open another block. */
export function toItemText(text: string): string {
  if (!blockStart.test(text)) return text
  return /^\d/.test(text) ? text.replace(/^\d+/, '$&\\') : `\\${text}`
}

/** The inverse of {@link toItemText}. */
export function fromItemText(text: string): string {
  const plain = text.replace(/^(\d{0,9})\\/, '$1')
  return plain !== text && blockStart.test(plain) ? plain : text
}

/** Whether `text` can stand at the start of a paragraph as it is. */
export function startsParagraph(text: string): boolean {
  return !blockStart.test(text) && !/^(?: {4}|\t)/.test(text)
}
