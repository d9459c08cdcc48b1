import {z} from 'zod'
import {compareText} from '../base/compare.ts'
import {schemas} from './schemas/index.ts'

/**
 * The files of `schema/` by name, `hunt.json`: JSON Schema 2020-12 of each document that `--json` prints.
 * `scripts/write-schemas.mjs` writes them, a test sees that they are up to date.
 */
export function jsonSchemaFiles(): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(schemas)
      .sort(([left], [right]) => compareText(left, right))
      .map(([command, schema]) => [`${command}.json`, format(command, schema)])
  )
}

function format(command: string, schema: z.ZodType): string {
  const {$schema, ...rest} = z.toJSONSchema(schema, {target: 'draft-2020-12'})
  const title =
    command === 'error'
      ? 'groundtruth --json on exit 2'
      : `groundtruth ${command.replaceAll('-', ' ')} --json`
  return `${JSON.stringify({$schema, title, ...rest}, undefined, 2)}\n`
}
