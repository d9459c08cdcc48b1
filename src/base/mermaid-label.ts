/**
 * A text on one line as the inside of a quoted Mermaid label: all but plain characters as entity codes, since quotes end a label,
 * `#…;` is a code, `%%{` a directive wherever it stands, a leading backtick starts Markdown, and `<` HTML.
 *
 * Source: mermaid.js.org, "Entity codes to escape characters"; `encodeEntities` and `directiveRegex` of github.com/mermaid-js/mermaid.
 */
export function mermaidLabel(text: string): string {
  return text.replace(/[!-~]/g, character =>
    /[A-Za-z0-9/._()@+-]/.test(character) ? character : `#${character.charCodeAt(0)};`
  )
}
