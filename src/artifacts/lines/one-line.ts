/** The text with line breaks and the blanks around them turned into one space, without blanks at its ends. */
export function oneLine(text: string): string {
  return text.replace(/[ \t]*(?:\r\n|\r|\n)\s*/g, ' ').trim()
}
