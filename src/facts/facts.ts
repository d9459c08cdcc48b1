import type {Program} from '@oxc-project/types'
import type {Problem} from '../errors.ts'
import type {FileRole, Layout} from '../repo/layout.ts'

/** Root-relative POSIX path of a source file. */
export type ModuleId = string

/** `path#Name`, `path#Class.member`, or `path#` for code at a module's top level. */
export type SymbolId = string

export type ImportKind = 'value' | 'type' | 'dynamic' | 'reexport' | 'require'

/** One import of one module of the repository by another, one per statement or call. */
export interface ImportEdge {
  readonly from: ModuleId
  readonly to: ModuleId
  readonly kind: ImportKind
  /**
   * Whether the edge is gone after compilation: written as `import type` or `export type … from`, or every name is
   * type-only. Such an import is of kind `type` however it is written; a re-export keeps its kind.
   */
  readonly typeOnly: boolean
  readonly specifier: string
  /** 1-based. */
  readonly line: number
  /** Whether `from` is a test or a fixture. */
  readonly test: boolean
  /** Whether the target was found by a heuristic (workspace sources, ancestor paths). */
  readonly inferred: boolean
  /** Bindings taken, sorted by local name. `*` for a namespace, `default` for the default export. */
  readonly names: readonly ImportedName[]
}

export interface ImportedName {
  readonly imported: string
  /** Local name; for a re-export the exported name. */
  readonly local: string
  /**
   * Whether the compiler takes the name out: marked `type`, or, in TypeScript whose tsconfig does not keep such imports,
   * not used as a value, or a re-export of what is a type only. In doubt false: in modules with decorators, under a
   * tsconfig that extends a file out of reach, and for a name that also stands for a local value.
   */
  readonly typeOnly: boolean
}

export type UnresolvedCause =
  /** A package that is not installed and that a manifest lists. */
  | 'package-not-installed'
  /** A package that no manifest lists. */
  | 'package-not-listed'
  | 'file-not-found'
  | 'not-in-exports'
  /** The argument of import() or require() is no literal. */
  | 'computed'
  | 'not-source'

export interface UnresolvedImport {
  readonly from: ModuleId
  readonly specifier: string
  readonly line: number
  readonly cause: UnresolvedCause
}

/** An import of a package or of a Node.js built-in (`node:` prefix always present then). */
export interface ExternalUse {
  readonly from: ModuleId
  /** Package name without subpath, or `node:fs`. */
  readonly name: string
  readonly specifier: string
  readonly kind: ImportKind
  /** As of an `ImportEdge`, but what a package exports is not looked at. */
  readonly typeOnly: boolean
  readonly line: number
  readonly test: boolean
  readonly names: readonly ImportedName[]
}

export type SymbolKind =
  | 'function'
  | 'class'
  | 'interface'
  | 'type'
  | 'enum'
  | 'variable'
  | 'namespace'
  | 'method'
  | 'property'

/** A top-level declaration, or a member of a top-level class, interface or enum. */
export interface DeclaredSymbol {
  readonly id: SymbolId
  readonly path: ModuleId
  /** `acquire`, or `Lock.acquire` for a member. */
  readonly name: string
  /** What to call it in print when it is the default export and has no name: its file's stem. */
  readonly label?: string
  readonly kind: SymbolKind
  /** A variable that holds a function counts as callable, as do functions and methods. */
  readonly callable: boolean
  /** Names under which the module exports it (`default` included); empty when it does not. */
  readonly exportedAs: readonly string[]
  readonly startLine: number
  readonly endLine: number
  /** First sentence of its doc comment, without markup; undefined when there is none. */
  readonly summary?: string
}

/** A name that a module exports, followed through re-exports as far as they resolve. */
export interface ExportedName {
  readonly name: string
  /** The declaration, undefined when it lies outside of the repository or did not resolve. */
  readonly symbol: SymbolId | undefined
  readonly typeOnly: boolean
  /** Whether it is handed on from another module. */
  readonly reexported: boolean
}

export interface Module {
  readonly id: ModuleId
  readonly role: FileRole
  /** Number of lines. */
  readonly lines: number
  /** Bytes of UTF-8. */
  readonly size: number
  /** First 16 hex digits of the SHA-256 of the text. */
  readonly contentHash: string
  /** Header comment of the file, if it has one that is no licence: its first sentence. */
  readonly summary?: string
  /** Sorted by name. */
  readonly exports: readonly ExportedName[]
  /** Of its exported declarations, in source order. */
  readonly relations: readonly DeclaredRelation[]
  /** Imported names that stand where a value stands; null where that is unknown or does not matter. */
  readonly valueNames: readonly string[] | null
  readonly syntaxErrors: number
}

export type EntryPointKind =
  | 'bin'
  | 'main'
  | 'exports'
  | 'script'
  | 'config'
  | 'workflow'
  | 'dockerfile'
  /** An HTTP route that code registers, or a file that a framework serves under its path. */
  | 'route'
  /** A subcommand of a command-line program. */
  | 'command'
  /** A consumer of a queue. */
  | 'worker'
  /** A job that a schedule starts. */
  | 'schedule'
  /** A function that a serverless platform calls. */
  | 'handler'

export interface EntryPoint {
  readonly kind: EntryPointKind
  /** The command, the subpath (`.`), the script's name, or the manifest's field where it is a kin of `main` (`browser`). */
  readonly name: string
  /** The source module, mapped from build output where its source lies beside it. */
  readonly path: ModuleId
  /** 1-based, of `namedIn`, else of `path`. */
  readonly line: number
  /** The file that names it, where that is not the module itself: a manifest, Dockerfile, workflow or configuration. */
  readonly namedIn?: string
}

/** A read of an environment variable by a literal name. */
export interface EnvironmentRead {
  readonly name: string
  readonly path: ModuleId
  readonly line: number
  /** Whether a default stands beside it (`?? x`, `|| x`, destructuring default). */
  readonly hasDefault: boolean
  readonly test: boolean
}

/** A way in which a module reaches outside of the process through globals of the platform. */
export type PlatformEffect = 'timers' | 'network' | 'console' | 'exit'

/** The first place at which a module has an effect through a global. A lower bound: a global passed around is not seen. */
export interface EffectUse {
  readonly effect: PlatformEffect
  readonly path: ModuleId
  readonly line: number
}

/** A module-level variable that code changes after the module has loaded. */
export interface ModuleState {
  readonly name: string
  /** `let`, `var`, or what a constant holds: `Map`, `array`, `object`. */
  readonly kind: string
  readonly path: ModuleId
  readonly line: number
  /** 1-based lines of the writes inside functions, sorted, no duplicates. */
  readonly writtenAt: readonly number[]
}

/** What an exported declaration is of, by a local name of its module. */
export interface DeclaredRelation {
  /** `class X extends name`, `implements name`, a value of a declared type, a value that a call of `name` gives. */
  readonly relation: 'extends' | 'implements' | 'type' | 'made by'
  readonly name: string
}

export type RegistrationKind = 'listener' | 'route' | 'command' | 'worker' | 'schedule' | 'handler'

/** A handler that code hangs on an object that calls it later. */
export interface Registration {
  readonly kind: RegistrationKind
  /** Source text of the object, `app`; the decorator's or function's own name where there is none. */
  readonly on: string
  /** The method, function or decorator: `get`, `addEventListener`, `command`. */
  readonly call: string
  /** The event, route (`GET /users`), command, queue or schedule. */
  readonly name: string
  readonly path: ModuleId
  readonly line: number
  readonly test: boolean
}

export interface SkippedFiles {
  /** `.vue`, or a reason such as `build output`. */
  readonly extension: string
  readonly files: number
  /** The package that would read them, and is not installed beside groundtruth. */
  readonly parser?: string
}

/** A parsed module. Offsets are UTF-16 code units into `text`, which holds blanks for the markup of a component file. */
export interface ModuleAst {
  readonly path: ModuleId
  readonly text: string
  /** TS-ESTree shape; parentheses are not nodes. */
  readonly program: Program
  readonly comments: readonly {
    readonly type: 'Line' | 'Block'
    readonly value: string
    readonly start: number
    readonly end: number
  }[]
  /** 1-based line of an offset. */
  lineOf(offset: number): number
}

/**
 * What the syntax says of the repository. Everything is sorted: modules by id, edges by from, line, specifier.
 * Tests and fixtures are included and carry their role.
 */
export interface Facts {
  readonly layout: Layout
  readonly modules: readonly Module[]
  readonly imports: readonly ImportEdge[]
  readonly unresolved: readonly UnresolvedImport[]
  readonly externals: readonly ExternalUse[]
  readonly symbols: readonly DeclaredSymbol[]
  readonly entryPoints: readonly EntryPoint[]
  readonly environment: readonly EnvironmentRead[]
  /** Of every module, sorted by path, line, effect. */
  readonly effects: readonly EffectUse[]
  /** Sorted by path, line, name. A lower bound. */
  readonly state: readonly ModuleState[]
  /** Sorted by path, line, on, name. A lower bound. */
  readonly registrations: readonly Registration[]
  readonly skipped: readonly SkippedFiles[]
  readonly problems: readonly Problem[]
  module(id: ModuleId): Module | undefined
  symbol(id: SymbolId): DeclaredSymbol | undefined
  /** Parses on demand; undefined when the module is unknown or its syntax is beyond recovery. */
  ast(id: ModuleId): ModuleAst | undefined
}

/** One use of a declared symbol by code inside another (or the same) declaration. Import statements are no references. */
export interface Reference {
  /** The declaration the use stands in, `path#` at top level. */
  readonly from: SymbolId
  readonly to: SymbolId
  /** Whether the use is a call or a `new`. */
  readonly call: boolean
  readonly line: number
}

/** A member that stands in for one of a base class or an interface: calls of that one may run it. */
export interface Override {
  readonly member: SymbolId
  /** The member of the nearest base that declares it. */
  readonly base: SymbolId
}

/** Who uses what. Figures drawn from it are lower bounds. */
export interface References {
  /** `types`: the compiler answered; `syntax`: top-level names only. */
  readonly source: 'types' | 'syntax'
  /** Sorted by to, from, line; references of a symbol to itself are left out. */
  readonly list: readonly Reference[]
  /** Sorted by member, then base; undefined where it is unknown. */
  readonly overrides?: readonly Override[]
  /** Calls on a member whose target stayed unknown, by member name: at most this many more calls of it may exist. */
  readonly unresolvedCalls: ReadonlyMap<string, number>
  /** Calls seen, and calls whose target is known to be in or out of the repository. */
  readonly calls: CallCounts
  /** The same of each module that was walked. */
  readonly callsIn: ReadonlyMap<ModuleId, CallCounts>
}

export interface CallCounts {
  readonly seen: number
  readonly resolved: number
}
