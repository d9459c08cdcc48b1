/** The text with each part outside of code spans put through `change`; what stands in code is an item's own words. */
export function mapOutsideCode(text: string, change: (part: string) => string): string {
  return text
    .split(/(`+[^`]*`+)/)
    .map((part, index) => (index % 2 === 1 ? part : change(part)))
    .join('')
}
