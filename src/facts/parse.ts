import {type ParseResult, type ParserOptions, parseSync} from 'oxc-parser'
import type {ModuleAst, ModuleId} from './facts.ts'
import {isFlow, parseFlow} from './flow.ts'

/** A module as parsed, and what was wrong with its syntax. */
export interface ParsedModule {
  readonly ast: ModuleAst
  readonly errors: readonly {readonly line: number; readonly message: string}[]
  /** Whether nothing could be read at all. */
  readonly hopeless: boolean
}

/** Parses a module; never throws. Scripts that fail as a module are tried as CommonJS. */
export function parseModule(path: ModuleId, text: string): ParsedModule {
  return toParsedModule(path, text, parseLeniently(path, text))
}

/** What the parser found, in our terms. */
export function toParsedModule(path: ModuleId, text: string, result: ParseResult): ParsedModule {
  const lineOf = createLineOf(text)
  const {program, comments} = result
  return {
    ast: {path, text, program, comments, lineOf},
    errors: result.errors.map(({message, labels}) => ({
      line: lineOf(labels[0]?.start ?? 0),
      message: message.replace(/\s+/g, ' ')
    })),
    hopeless: result.errors.length > 0 && program.body.length === 0
  }
}

function parseLeniently(path: string, text: string): ParseResult {
  if (!/\.[cm]?jsx?$/.test(path)) return parse(path, text, {})
  let best: ParseResult | undefined
  for (const options of WAYS_TO_READ_JAVASCRIPT) {
    const result = parse(path, text, options)
    if (result.errors.length === 0) return result
    if (!best || isBetter(result, best)) best = result
  }
  return isFlow(text)
    ? parseFlow(text, flow => parse(path, flow, {lang: 'tsx'}))
    : (best ?? parse(path, text, {}))
}

const WAYS_TO_READ_JAVASCRIPT: readonly ParserOptions[] = [
  // JSX is common in files that are named plain JavaScript.
  {lang: 'jsx'},
  // A top-level `return` or `with` is fine there.
  {lang: 'jsx', sourceType: 'commonjs'},
  // Flow writes most types as TypeScript does.
  {lang: 'tsx'},
  {lang: 'ts'}
]

/** Statements that were read count before fewer complaints: one complaint may stand for a whole file. */
function isBetter(one: ParseResult, other: ParseResult): boolean {
  const [read, readBefore] = [one.program.body.length > 0, other.program.body.length > 0]
  return read === readBefore ? one.errors.length < other.errors.length : read
}

/** One run of the parser, with the settings of every run. */
export function parse(path: string, text: string, options: ParserOptions): ParseResult {
  return parseSync(path, text, {preserveParens: false, astType: 'ts', ...options})
}

/** 1-based line of an offset by binary search; line starts are found on first use. */
function createLineOf(text: string): (offset: number) => number {
  let starts: number[] | undefined
  return offset => {
    starts ??= lineStarts(text)
    let low = 0
    let high = starts.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((starts[middle] ?? 0) <= offset) low = middle + 1
      else high = middle
    }
    return low
  }
}

function lineStarts(text: string): number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}
