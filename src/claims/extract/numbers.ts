const words = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
  'thirteen',
  'fourteen',
  'fifteen',
  'sixteen',
  'seventeen',
  'eighteen',
  'nineteen',
  'twenty'
]

/** Pattern of a number in digits or in words up to twenty. */
export const number = `\\d+|${words.join('|')}`

/** The number in digits, however it is written. */
export function toDigits(text: string): string {
  const at = words.indexOf(text.toLowerCase())
  return at >= 0 ? String(at) : text
}
