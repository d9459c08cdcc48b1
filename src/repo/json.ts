import {type ParseError, parse, printParseErrorCode} from 'jsonc-parser'

/** A parsed document; `error` is set when it was not an object or did not parse cleanly. */
export interface ParsedObject {
  readonly value: Readonly<Record<string, unknown>>
  readonly error?: string
}

/** Parses JSON with comments and trailing commas, as in tsconfig.json; never throws. */
export function parseJsonObject(text: string): ParsedObject {
  const errors: ParseError[] = []
  const value: unknown = parse(text.replace(/^\uFEFF/, ''), errors, {allowTrailingComma: true})
  if (!isObject(value)) return {value: {}, error: 'expected a JSON object'}
  const [first] = errors
  return first ? {value, error: `not valid JSON (${printParseErrorCode(first.error)})`} : {value}
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The texts of an array; anything else gives none. */
export function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter(item => typeof item === 'string') : []
}
