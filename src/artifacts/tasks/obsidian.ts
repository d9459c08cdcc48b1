import {mapOutsideCode} from './outside-code.ts'

/** What the signs of an Obsidian task say. */
export interface Signs {
  readonly text: string
  readonly id?: string
  /** `2026-04-08`. */
  readonly added?: string
}

const day = String.raw`\d{4}-\d{2}-\d{2}`
const ids = String.raw`[\w-]+(?:\s*,\s*[\w-]+)*`
/** Source: Obsidian Tasks, "Tasks Emoji Format". A variation selector may follow each sign. */
const signs = new RegExp(
  String.raw`\s*(?:(➕|📅|⏳|🛫|✅|❌)\uFE0F?\s*(${day})|(🆔|⛔)\uFE0F?\s*(${ids})|🔁\uFE0F?\s*every[\w ,]*|🏁\uFE0F?\s*\w+|(?:🔺|⏫|🔼|🔽|⏬)\uFE0F?)`,
  'gu'
)
/** Source: Dataview, "Adding metadata": inline fields in brackets or parentheses. */
const fields =
  /\s*[[(](created|due|scheduled|start|completion|cancelled|priority|repeat|id|dependsOn)::\s*([^\])]*)[\])]/g

/** Takes the signs and fields of Obsidian's task plugins out of a text; what stands in a code span stays. */
export function takeSigns(text: string): Signs {
  const found: {id?: string; added?: string} = {}
  const rest = mapOutsideCode(text, part =>
    part
      .replace(signs, (_, sign, date, label, names) => {
        if (sign === '➕') found.added ??= date
        if (label === '🆔') found.id ??= names
        return ''
      })
      .replace(fields, (_, key, value: string) => {
        if (key === 'created' && new RegExp(`^${day}$`).test(value.trim())) found.added ??= value.trim()
        if (key === 'id') found.id ??= value.trim()
        return ''
      })
  )
  return {text: rest.trim(), ...found}
}
