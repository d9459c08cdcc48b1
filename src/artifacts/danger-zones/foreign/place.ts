import {nameOf} from './heading-kind.ts'
import {namedPaths, onlyPath, wholePath} from './paths.ts'
import type {Piece} from './piece.ts'

const identifier = '[A-Za-z_$][\\w$]*(?:[.#][A-Za-z_$][\\w$]*)*'
const whole = new RegExp(`^\`?(${identifier})(?:\\(\\))?\`?$`)
const called = new RegExp(`^(?:new )?(${identifier})\\(\\)`)
const afterPath = new RegExp(`^[^\`]*\`[^\`]+\`\\s*(?:\\(|→|->|,|:|in )?\\s*\`(${identifier})(?:\\(\\))?\``)
const joined = new RegExp(`\\.\\w+(?::\\d+(?:-\\d+)?)?(?::|#)(${identifier})(?:\\(\\))?(?=[\`\\s,;)]|$)`)
const beforePath = new RegExp(`^\`(${identifier})(?:\\(\\))?\`\\s*(?:in|at|\\(|@)\\s*\`?[\\w./-]*[/.]`)

/** The code that a zone is about. */
export interface ForeignPlace {
  readonly path?: string
  readonly symbol?: string
  readonly paths?: readonly string[]
}

/** What a zone's location, title, heading and text name, in this order of trust. */
export function readPlace(piece: Piece, text: string): ForeignPlace {
  const {title, section, fields, headed} = piece
  const location = fields.filter(({topic}) => topic === 'location').map(field => field.text)
  const heading = wholePath(nameOf(section.title)) ?? namedPaths(section.title)[0]
  const path =
    location.map(locatedPath).find(found => found !== undefined) ??
    (headed ? heading : (pathInTitle(title) ?? heading)) ??
    onlyPath(text)
  const symbol = readSymbol(piece, location)
  const paths = [...new Set([...(path ? [path] : []), ...(heading ? [heading] : []), ...namedPaths(text)])]
  return {
    ...(path === undefined ? {} : {path}),
    ...(symbol === undefined ? {} : {symbol}),
    ...(paths.length === 0 ? {} : {paths: paths.toSorted()})
  }
}

/** The first path of a location, which may be a folder that stands there without code or a slash at its end. */
function locatedPath(location: string): string | undefined {
  const words = location.split(/[\s,;]+/).map(word => word.replace(/:[\w$.#-]*(?:\(\))?`?$/, ''))
  return namedPaths(location)[0] ?? words.map(wholePath).find(path => path !== undefined)
}

/** The path that a title starts with, or the only one that it names. */
function pathInTitle(title: string): string | undefined {
  const [first, second] = namedPaths(title)
  return second === undefined || (first && title.startsWith(first)) ? first : undefined
}

/** From its field, else what stands beside a location's path, else the function that the name is or starts with. */
function readSymbol({fields, title, code = ''}: Piece, locations: readonly string[]): string | undefined {
  const field = fields.find(({topic}) => topic === 'symbol')?.text ?? ''
  const beside = locations.map(
    location => (joined.exec(location) ?? beforePath.exec(location) ?? afterPath.exec(location))?.[1]
  )
  return [whole.exec(field)?.[1], ...beside, whole.exec(code)?.[1], called.exec(title)?.[1]].find(isSymbol)
}

function isSymbol(name: string | undefined): boolean {
  return name !== undefined && namedPaths(name).length === 0
}
