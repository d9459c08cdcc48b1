import type {ComponentExtension} from '../../repo/code-file.ts'

export type ScriptLanguage = 'js' | 'jsx' | 'ts' | 'tsx'

/** Code inside of a component file. Offsets are UTF-16 code units of the file. */
export interface CodeBlock {
  readonly kind: 'code'
  /** Where the content begins, right after the opening tag or fence. */
  readonly start: number
  readonly end: number
  readonly language: ScriptLanguage
  /**
   * When it runs: once with the `module`, for each instance of the `component`, or on the `page` that the component is
   * part of. What it imports is loaded with the module in each case.
   */
  readonly runs: 'module' | 'component' | 'page'
  /** Whether its export statements are the module's; else they declare properties of the component. */
  readonly exports: boolean
}

/** A script tag that names the file of its code, `<script src="./x.ts">`. */
export interface LinkedBlock {
  readonly kind: 'linked'
  /** Where the tag begins. */
  readonly start: number
  /** Where the specifier stands, with its quotes. */
  readonly specifierStart: number
  readonly specifierEnd: number
  /** Whether that file is the component's script, so that its exports are the component's. */
  readonly exports: boolean
}

export type ScriptBlock = CodeBlock | LinkedBlock

/** Gives the script blocks of a component file, by start; undefined when the file cannot be read. Never throws. */
export type ReadScriptBlocks = (text: string) => readonly ScriptBlock[] | undefined

/** A parser of component files. */
export interface ScriptParser {
  /** The package it is made of. */
  readonly package: string
  readonly version: string
  readonly read: ReadScriptBlocks
}

/** The parsers that are there. */
export type ScriptParsers = ReadonlyMap<ComponentExtension, ScriptParser>

export const noScriptParsers: ScriptParsers = new Map()
