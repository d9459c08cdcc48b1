export type Colour = 'red' | 'green' | 'yellow' | 'dim' | 'bold'

/** Puts a text in a colour, or leaves it as it is where colours are not wanted. */
export type Paint = (colour: Colour, text: string) => string

/** ANSI: Select Graphic Rendition, ECMA-48 8.3.117. */
const codes: Readonly<Record<Colour, readonly [number, number]>> = {
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  dim: [2, 22],
  bold: [1, 22]
}

export function createPaint(coloured: boolean): Paint {
  if (!coloured) return (_, text) => text
  return (colour, text) => {
    const [open, close] = codes[colour]
    return `\u001B[${open}m${text}\u001B[${close}m`
  }
}
