// Holds `impact` against the compiler's own findReferences: node bench/impact.mjs FOLDER [--sample 200] [--seed 1] [--project tsconfig.json]
// FOLDER is a checkout with its types installed. Prints recall and precision of direct uses, and each that differs.
import {spawnSync} from 'node:child_process'
import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join, relative, resolve} from 'node:path'
import {fileURLToPath} from 'node:url'
import {parseArgs} from 'node:util'
import ts from 'typescript'

const {values, positionals} = parseArgs({
  allowPositionals: true,
  options: {
    sample: {type: 'string', default: '200'},
    seed: {type: 'string', default: '1'},
    project: {type: 'string', default: 'tsconfig.json'}
  }
})
const root = resolve(positionals[0] ?? '.')
const cli = fileURLToPath(new URL('../dist/bin/groundtruth.js', import.meta.url))
const out = mkdtempSync(join(tmpdir(), 'impact-'))
const service = createService()
const program = service.getProgram()
const checker = program.getTypeChecker()
const files = program
  .getSourceFiles()
  .filter(({fileName, isDeclarationFile}) => isOurs(fileName) && !isDeclarationFile)
const known = new Set(files.map(({fileName}) => pathOf(fileName)))

const totals = {
  symbols: 0,
  refused: 0,
  expected: 0,
  found: 0,
  printed: 0,
  right: 0,
  related: 0,
  relatedFound: 0
}
for (const symbol of sample(files.flatMap(declarationsOf), Number(values.sample), Number(values.seed)))
  measure(symbol)
rmSync(out, {recursive: true, force: true})
const {symbols, refused, expected, found, printed, right, related, relatedFound} = totals
console.log(`${symbols} symbols (${refused} names refused as ambiguous or unknown)`)
console.log(
  `recall ${found}/${expected} = ${share(found, expected)}, precision ${right}/${printed} = ${share(right, printed)}`
)
console.log(`kin by inheritance, which the compiler lists too: ${relatedFound}/${related}`)

function share(part, whole) {
  return whole === 0 ? 'none' : (part / whole).toFixed(4)
}

/** Compares the direct uses of one declaration, by line; those through its members are another question. */
function measure({path, name, node}) {
  const {stdout} = spawnSync(
    'node',
    [cli, '-C', root, 'impact', `${path}#${name}`, '--json', '--all', '--out', out],
    {
      encoding: 'utf8',
      maxBuffer: 1 << 28
    }
  )
  const {d1, error} = JSON.parse(stdout)
  totals.symbols++
  if (error) {
    totals.refused++
    console.log(`refused ${path}#${name}: ${error.code}`)
    return
  }
  const references = usesOf(node)
  const all = new Set(references.map(({place}) => place))
  const wanted = new Set(references.filter(({isDirect}) => isDirect).map(({place}) => place))
  // A use of what a member overrides is one of the member to the compiler, too.
  const isMember = name.includes('.')
  // A project need not list every file that we read.
  const given = new Set(
    d1
      .filter(({path, through}) => known.has(path) && (isMember || through === undefined))
      .map(({path, line}) => `${path}:${line}`)
  )
  for (const place of wanted) if (!given.has(place)) console.log(`missed ${path}#${name} at ${place}`)
  for (const place of given) if (!all.has(place)) console.log(`wrong ${path}#${name} at ${place}`)
  totals.expected += wanted.size
  totals.found += [...wanted].filter(place => given.has(place)).length
  totals.printed += given.size
  totals.right += [...given].filter(place => all.has(place)).length
  totals.related += [...all].filter(place => !wanted.has(place)).length
  totals.relatedFound += [...all].filter(place => !wanted.has(place) && given.has(place)).length
}

/** `path:line` of the compiler's references outside of the declaration itself, of imports, exports, comments and tests. */
function usesOf(node) {
  const declarations = checker.getSymbolAtLocation(node.name)?.declarations ?? [node]
  return declarations.flatMap(({name}) => {
    const groups = service.findReferences(name.getSourceFile().fileName, name.getStart()) ?? []
    return groups.flatMap(({references}) => references.flatMap(reference => placeOf(reference, declarations)))
  })
}

function placeOf({fileName, textSpan, isDefinition}, declarations) {
  const file = program.getSourceFile(fileName)
  if (isDefinition || !file || !isOurs(fileName) || file.isDeclarationFile || isTest(fileName)) return []
  const name = nodeAt(file, textSpan.start)
  const isInside = declarations.some(
    each => file === each.getSourceFile() && textSpan.start >= each.pos && textSpan.start < each.end
  )
  if (isInside || !name || isDeclaredName(name) || ts.findAncestor(name, isHandOn)) return []
  const place = `${pathOf(fileName)}:${file.getLineAndCharacterOfPosition(textSpan.start).line + 1}`
  return [{place, isDirect: isDirect(name, declarations)}]
}

/** Whether the compiler takes the name for the declaration itself, not for a kin of it by inheritance. */
function isDirect(name, declarations) {
  const symbol = checker.getSymbolAtLocation(name)
  const target = symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
  return target?.declarations?.some(each => declarations.includes(each)) ?? false
}

function isHandOn(node) {
  return (
    ts.isJSDoc(node) ||
    ts.isImportDeclaration(node) ||
    ts.isExportDeclaration(node) ||
    ts.isImportEqualsDeclaration(node) ||
    (ts.isExportAssignment(node) && ts.isIdentifier(node.expression))
  )
}

/** Members that implement or override are declarations of their own. */
function isDeclaredName(node) {
  const {parent} = node
  return (
    ts.isDeclaration(parent) &&
    parent.name === node &&
    !ts.isShorthandPropertyAssignment(parent) &&
    !ts.isJsxAttribute(parent) &&
    !ts.isBindingElement(parent) &&
    !ts.isPropertyAssignment(parent)
  )
}

function nodeAt(file, position) {
  const visit = node =>
    position >= node.getStart(file, true) && position < node.end
      ? (ts.forEachChild(node, visit) ?? docAt(node) ?? node)
      : docAt(node)
  const docAt = node => node.jsDoc?.find(({pos, end}) => position >= pos && position < end)
  return visit(file)
}

/** Named top-level declarations, and methods and properties of top-level classes and interfaces. */
function declarationsOf(file) {
  const path = pathOf(file.fileName)
  if (isTest(file.fileName)) return []
  return file.statements.flatMap(statement => {
    const nodes = ts.isVariableStatement(statement)
      ? [...statement.declarationList.declarations]
      : [statement]
    return nodes.flatMap(node => {
      if (!node.name || !ts.isIdentifier(node.name) || ts.isModuleDeclaration(node)) return []
      const own = {path, name: node.name.text, file, node}
      const members = ts.isClassDeclaration(node) || ts.isInterfaceDeclaration(node) ? [...node.members] : []
      const named = members.filter(({name}) => name && ts.isIdentifier(name))
      return [
        own,
        ...named.map(member => ({path, name: `${own.name}.${member.name.text}`, file, node: member}))
      ]
    })
  })
}

function createService() {
  const config = ts.readConfigFile(join(root, values.project), ts.sys.readFile).config
  const {fileNames, options} = ts.parseJsonConfigFileContent(config, ts.sys, root)
  return ts.createLanguageService({
    getCompilationSettings: () => options,
    getScriptFileNames: () => fileNames,
    getScriptVersion: () => '1',
    getScriptSnapshot: name => {
      const text = ts.sys.readFile(name)
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text)
    },
    getCurrentDirectory: () => root,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: ts.sys.fileExists,
    readFile: ts.sys.readFile,
    readDirectory: ts.sys.readDirectory,
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories
  })
}

function isOurs(fileName) {
  return pathOf(fileName)[0] !== '.' && !fileName.includes('/node_modules/')
}

function isTest(fileName) {
  return /(?:\.(?:test|spec|bench)\.|(?:^|\/)(?:tests?|specs?|__tests__|__mocks__|fixtures?|e2e|runtime-tests|benchmarks?)\/)/.test(
    pathOf(fileName)
  )
}

function pathOf(fileName) {
  return relative(root, fileName)
}

/** The same ones for the same seed. Source: G. Marsaglia, Xorshift RNGs, 2003. */
function sample(all, count, seed) {
  let state = seed >>> 0 || 1
  const next = () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 2 ** 32
  }
  return all
    .map(value => ({value, key: next()}))
    .sort((a, b) => a.key - b.key)
    .slice(0, count)
    .map(({value}) => value)
}
