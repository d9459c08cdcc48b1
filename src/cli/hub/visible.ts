/**
 * A text from a hub as one line for a terminal: control characters, which act on it or begin a line, and characters that
 * turn the direction of writing around, are shown by their numbers. A tab stays.
 */
export function visible(text: string): string {
  return text.replace(acting, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

const acting =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not reach a terminal.
  /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g
