import type {DeclaredSymbol, Facts} from './facts.ts'
import {lastName} from './last-name.ts'

/**
 * The declarations that a name may mean, sorted by id. More than one: the name does not say which.
 *
 * `name` is `acquire`, `Lock.acquire`, `src/lock.ts#acquire`, or `src/lock.ts:42` for what stands at a line; the end of a
 * path does. A whole name, or one under which a module exports it, goes before the last part of a member's, and code
 * that ships before tests and fixtures.
 */
export function findDeclarations(name: string, facts: Facts): DeclaredSymbol[] {
  const atLine = /^(.+):(\d+)$/.exec(name)
  if (atLine) return declarationsAt(atLine[1] ?? '', Number(atLine[2]), facts)
  // A hash after a dot, or at the start, is that of a private member.
  const [, path = '', wanted = name] = /^(.+[^.])#([^#]+(?:\.#[^#]+)?)$/.exec(name) ?? []
  const inPath = facts.symbols.filter(symbol => path === '' || endsInPath(symbol.path, path))
  const bare = wanted.replace(/\(\)$/, '')
  const whole = inPath.filter(symbol => isNamed(symbol, bare))
  return shipped(whole.length > 0 ? whole : inPath.filter(symbol => lastName(symbol.name) === bare), facts)
}

/** The innermost declarations around a line. */
function declarationsAt(path: string, line: number, facts: Facts): DeclaredSymbol[] {
  const around = facts.symbols.filter(
    symbol => endsInPath(symbol.path, path) && symbol.startLine <= line && line <= symbol.endLine
  )
  return around.filter(
    symbol => !around.some(other => other.path === symbol.path && other.name.startsWith(`${symbol.name}.`))
  )
}

function isNamed({name, label, exportedAs}: DeclaredSymbol, wanted: string): boolean {
  return name === wanted || label === wanted || (wanted !== 'default' && exportedAs.includes(wanted))
}

function endsInPath(path: string, end: string): boolean {
  return path === end || path.endsWith(`/${end}`)
}

function shipped(symbols: readonly DeclaredSymbol[], facts: Facts): DeclaredSymbol[] {
  const ships = symbols.filter(({path}) => {
    const role = facts.module(path)?.role
    return role !== 'test' && role !== 'fixture'
  })
  return ships.length > 0 ? ships : [...symbols]
}
