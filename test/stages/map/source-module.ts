import type {Module} from '../../../src/facts/facts.ts'

/** A source module of which only its path matters. */
export function sourceModule(id: string): Module {
  return {
    id,
    role: 'source',
    lines: 10,
    size: 100,
    contentHash: '',
    exports: [],
    relations: [],
    valueNames: null,
    syntaxErrors: 0
  }
}
