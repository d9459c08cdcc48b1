import ts from 'typescript'

const ROOT = '/repository'

/**
 * Where TypeScript says that a specifier of a repository in memory leads, root-relative; undefined for nowhere or
 * outside. Packages of the repository are linked in node_modules as an installation links them.
 */
export function createOracle(files: Readonly<Record<string, string>>) {
  const host = createHost(files)
  return (from: string, specifier: string, isRequire: boolean): string | undefined => {
    const mode = isRequire ? ts.ModuleKind.CommonJS : ts.ModuleKind.ESNext
    const options = optionsFor(from, files, host)
    const {resolvedModule} = ts.resolveModuleName(
      specifier,
      `${ROOT}/${from}`,
      options,
      host,
      undefined,
      undefined,
      mode
    )
    return resolvedModule?.resolvedFileName.slice(ROOT.length + 1)
  }
}

/** Those of the nearest configuration, or of the project it refers to that holds the file, for a bundler. */
function optionsFor(from: string, files: Readonly<Record<string, string>>, host: ts.ParseConfigHost) {
  const config = nearestConfig(from, files)
  const projects = config === undefined ? [] : withReferences(config, host)
  const own = projects.find(({fileNames}) => fileNames.includes(`${ROOT}/${from}`)) ?? projects[0]
  return {
    ...own?.options,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    allowJs: true,
    resolveJsonModule: true,
    allowImportingTsExtensions: true,
    customConditions: ['source']
  }
}

function nearestConfig(from: string, files: Readonly<Record<string, string>>): string | undefined {
  const parts = from.split('/')
  const folders = parts.map((_, index) => parts.slice(0, parts.length - 1 - index)).slice(0, parts.length)
  return folders
    .flatMap(folder => ['tsconfig.json', 'jsconfig.json'].map(name => [...folder, name].join('/')))
    .find(path => files[path] !== undefined)
}

function withReferences(path: string, host: ts.ParseConfigHost): ts.ParsedCommandLine[] {
  const found = new Map<string, ts.ParsedCommandLine>()
  const add = (file: string) => {
    if (found.has(file)) return
    const folder = file.slice(0, file.lastIndexOf('/'))
    const {config} = ts.readConfigFile(file, host.readFile)
    const parsed = ts.parseJsonConfigFileContent(config, host, folder, {allowJs: true}, file)
    found.set(file, parsed)
    for (const reference of parsed.projectReferences ?? []) add(ts.resolveProjectReferencePath(reference))
  }
  add(`${ROOT}/${path}`)
  return [...found.values()]
}

function createHost(files: Readonly<Record<string, string>>): ts.ModuleResolutionHost & ts.ParseConfigHost {
  const names = packageFolders(files)
  const real = (path: string) => {
    const name = /^\/repository\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1]
    const folder = name === undefined ? undefined : names.get(name)
    if (name === undefined || folder === undefined) return path
    return [ROOT, folder, path.slice(`${ROOT}/node_modules/${name}/`.length)].filter(Boolean).join('/')
  }
  const pathOf = (path: string) => real(path).slice(ROOT.length + 1)
  const isFolder = (path: string) =>
    Object.keys(files).some(file => `${ROOT}/${file}`.startsWith(`${path.replace(/\/$/, '')}/`))
  return {
    fileExists: path => files[pathOf(path)] !== undefined,
    readFile: path => files[pathOf(path)],
    directoryExists: path => isFolder(real(path)) || /\/node_modules(?:\/@[^/]+)?$/.test(path),
    realpath: real,
    useCaseSensitiveFileNames: true,
    readDirectory: (folder, extensions, excludes, includes, depth) =>
      matchFiles(files, {folder, extensions, excludes, includes, depth})
  }
}

function packageFolders(files: Readonly<Record<string, string>>): Map<string, string> {
  return new Map(
    Object.entries(files).flatMap(([path, text]) => {
      const {name} = /(?:^|\/)package\.json$/.test(path) ? JSON.parse(text) : {name: undefined}
      return typeof name === 'string' && path !== 'package.json'
        ? [[name, path.replace(/\/?package\.json$/, '')]]
        : []
    })
  )
}

interface Wanted {
  readonly folder: string
  readonly extensions: readonly string[] | undefined
  readonly excludes: readonly string[] | undefined
  readonly includes: readonly string[] | undefined
  readonly depth: number | undefined
}

/** The compiler's own matching, over the files in memory. */
function matchFiles(files: Readonly<Record<string, string>>, wanted: Wanted): string[] {
  const {folder, extensions, excludes, includes, depth} = wanted
  const entriesOf = (path: string) => {
    const below = Object.keys(files).flatMap(file =>
      `${ROOT}/${file}`.startsWith(`${path}/`) ? [`${ROOT}/${file}`.slice(path.length + 1)] : []
    )
    return {
      files: below.filter(each => !each.includes('/')),
      directories: [
        ...new Set(below.filter(each => each.includes('/')).map(each => each.split('/')[0] ?? ''))
      ]
    }
  }
  // Not part of the public types, but the function that `ts.sys.readDirectory` calls.
  const {matchFiles: match} = ts as unknown as {matchFiles(...parts: readonly unknown[]): string[]}
  return match(folder, extensions, excludes, includes, true, ROOT, depth, entriesOf, (path: string) => path)
}
