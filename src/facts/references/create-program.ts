import {ts} from 'ts-morph'
import {componentExtension} from '../../repo/code-file.ts'
import type {Facts, ModuleId} from '../facts.ts'
import type {PlannedProject} from './plan-projects.ts'
import {LIBRARY_FOLDER, type Sandbox, toCompilerPath, toRepoPath} from './sandbox.ts'

/** Where an import of a module leads, by the facts; undefined leaves the answer to the compiler. */
export type ResolveImport = (from: ModuleId, specifier: string) => ModuleId | undefined

/** A compiler program over the sandbox. Nothing is checked before a question is asked. */
export function createProgram(
  sandbox: Sandbox,
  project: PlannedProject,
  resolveImport: ResolveImport
): ts.Program {
  return ts.createProgram({
    rootNames: [...project.modules, ...project.declarations].map(toCompilerPath),
    options: project.options,
    host: compilerHost(sandbox, project.options, resolveImport)
  })
}

/** Reads the edges that the facts already hold, so that workspace packages lead to their sources here too. Components are none of the compiler's. */
export function importResolver(facts: Facts): ResolveImport {
  const edges = facts.imports.filter(({to}) => componentExtension(to) === undefined)
  const targets = new Map(edges.map(({from, specifier, to}) => [`${from}\n${specifier}`, to]))
  return (from, specifier) => targets.get(`${from}\n${specifier}`)
}

function compilerHost(
  sandbox: Sandbox,
  options: ts.CompilerOptions,
  resolveImport: ResolveImport
): ts.CompilerHost {
  const root = toCompilerPath('')
  const cache = ts.createModuleResolutionCache(root, path => path, options)
  const host: ts.CompilerHost = {
    ...sandbox,
    getSourceFile: (path, version) =>
      path.startsWith(`${LIBRARY_FOLDER}/`)
        ? libraryFile(sandbox, path, version)
        : sourceFileOf(sandbox, path, version),
    // Without it the program reads the manifests above each file once more, for the format of the file.
    getModuleResolutionCache: () => cache,
    getDefaultLibFileName: chosen => `${LIBRARY_FOLDER}/${ts.getDefaultLibFileName(chosen)}`,
    getDefaultLibLocation: () => LIBRARY_FOLDER,
    getCurrentDirectory: () => root,
    getCanonicalFileName: path => path,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
    writeFile: () => undefined,
    // Doc comments carry types only in JavaScript, where they are read whatever this says.
    jsDocParsingMode: ts.JSDocParsingMode.ParseNone,
    resolveModuleNameLiterals: (literals, from, redirect, chosen, file) =>
      literals.map(literal => {
        const known = resolveImport(toRepoPath(from) ?? '', literal.text)
        if (known !== undefined) return {resolvedModule: toResolvedModule(known)}
        const mode = ts.getModeForUsageLocation(file, literal, chosen)
        return ts.resolveModuleName(literal.text, from, chosen, sandbox, cache, redirect, mode)
      })
  }
  return host
}

function toResolvedModule(id: ModuleId): ts.ResolvedModuleFull {
  const extension = /\.d\.[cm]?ts$|\.[^.]*$/.exec(id)?.[0] ?? ''
  return {resolvedFileName: toCompilerPath(id), extension, isExternalLibraryImport: false}
}

function sourceFileOf(
  sandbox: Sandbox,
  path: string,
  version: ts.ScriptTarget | ts.CreateSourceFileOptions
): ts.SourceFile | undefined {
  const text = sandbox.readFile(path)
  return text === undefined ? undefined : ts.createSourceFile(path, text, version)
}

/** Library declarations of this process, parsed and bound: its programs differ in their modules, hardly in these. */
const libraries = new Map<string, ts.SourceFile | undefined>()

/** Of a declaration file the compiler binds the same whatever the options; parsing depends on the version alone. */
function libraryFile(
  sandbox: Sandbox,
  path: string,
  version: ts.ScriptTarget | ts.CreateSourceFileOptions
): ts.SourceFile | undefined {
  const {languageVersion, impliedNodeFormat} =
    typeof version === 'object' ? version : {languageVersion: version}
  const key = [path, languageVersion, impliedNodeFormat].join(' ')
  if (!libraries.has(key)) libraries.set(key, sourceFileOf(sandbox, path, version))
  return libraries.get(key)
}
