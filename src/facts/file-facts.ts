import type {RawEffect} from './collect/effects.ts'
import type {RawEnvironmentRead} from './collect/environment.ts'
import type {NameUse} from './collect/name-use.ts'
import type {RawState} from './collect/state.ts'
import type {RawExports} from './exports.ts'
import type {DeclaredRelation, Registration, SymbolKind} from './facts.ts'
import type {RawImport} from './imports.ts'

/** A declaration of a file, or a member of one. */
export interface FileSymbol {
  /** `acquire`, or `Lock.acquire` for a member. */
  readonly name: string
  readonly kind: SymbolKind
  readonly callable: boolean
  /** Whether no declaration of it exists at run time; a namespace counts as if it did. */
  readonly typeOnly: boolean
  /** 1-based. */
  readonly startLine: number
  readonly endLine: number
  /** First sentence of its doc comment. */
  readonly summary?: string
}

export type RawRegistration = Omit<Registration, 'path' | 'test'>

/**
 * What one file says by itself; nothing here depends on another file or on where the file lies, except through its
 * name. JSON values only: what is read back from a cache is the same.
 */
export interface FileFacts {
  /** Number of lines. */
  readonly lines: number
  /** Bytes of UTF-8. */
  readonly size: number
  /** First 16 hex digits of the SHA-256 of the text. */
  readonly contentHash: string
  /** First sentence of the header comment. */
  readonly summary?: string
  readonly syntaxErrors: readonly {readonly line: number; readonly message: string}[]
  /** In source order, those inside expressions last. */
  readonly imports: readonly RawImport[]
  /** How it uses what it imports; null where that is unknown or does not matter. */
  readonly nameUse: NameUse | null
  /** Sorted by start line, then name. */
  readonly symbols: readonly FileSymbol[]
  readonly exports: RawExports
  readonly relations: readonly DeclaredRelation[]
  readonly environment: readonly RawEnvironmentRead[]
  readonly effects: readonly RawEffect[]
  readonly state: readonly RawState[]
  readonly registrations: readonly RawRegistration[]
  /** Whether a file that is named like a test holds any. */
  readonly holdsTests: boolean
}
