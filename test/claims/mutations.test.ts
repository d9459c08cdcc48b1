import {readdirSync, readFileSync} from 'node:fs'
import {describe, expect, it} from 'vitest'
import type {JudgedClaim} from '../../src/claims/claim.ts'
import {judgeDocument} from '../../src/claims/judge-document.ts'
import {createRandom} from '../random.ts'
import {type Files, worldOf} from './check.ts'

/**
 * Statements that are true of a fixture, each made false by one change of the code or of the statement. The one that was made
 * false has to be refuted, at its line; the others of the document stay as they were where the change leaves them alone.
 */

const folder = new URL('../../fixtures/claims/post-office/', import.meta.url)
const files: Files = Object.fromEntries(
  readdirSync(folder, {recursive: true, withFileTypes: true})
    .filter(entry => entry.isFile())
    .map(entry => `${entry.parentPath}/${entry.name}`.replaceAll('//', '/'))
    .map(path => [path.slice(folder.pathname.length), readFileSync(path, 'utf8')])
)
const documents = Object.keys(files).filter(path => path.endsWith('.md'))
const truths = documents.flatMap(doc => judgeDocument(doc, files[doc] ?? '', worldOf(files)))

interface Mutation {
  readonly kind: 'renamed file' | 'removed symbol' | 'inverted edge' | 'added import' | 'changed count'
  /** The statement that it makes false. */
  readonly claim: JudgedClaim
  readonly files: Files
  /** Of the refuted claim, where the statement itself is what changes. */
  readonly kindOfClaim?: string
}

const isSource = (path: string) => /^src\/.*\.ts$/.test(path)
const stemOf = (path: string) => path.slice(path.lastIndexOf('/') + 1).replace(/\.ts$/, '')

/** The source file or link target that a claim names. */
function fileOf({kind, subject, evidence, doc}: JudgedClaim): string | undefined {
  if (kind === 'link') return new URL(subject, `file:///${doc}`).pathname.slice(1)
  return kind === 'path' ? evidence[0]?.path : undefined
}

/** The file under another name, with every import of it brought along. */
function renameFile(path: string, name: string): Files {
  const stem = stemOf(path)
  const renamed = Object.entries(files).map(([each, text]) => [
    each === path ? path.replace(`${stem}.ts`, `${name}.ts`) : each,
    isSource(each) ? text.replaceAll(`/${stem}.ts'`, `/${name}.ts'`) : text
  ])
  return Object.fromEntries(renamed)
}

function renamedFiles(): Mutation[] {
  return truths.flatMap(claim => {
    const path = fileOf(claim)
    if (path === undefined || !isSource(path)) return []
    const names = [`${stemOf(path)}-x`, `new-${stemOf(path)}`, 'sundry']
    return names.map(name => ({kind: 'renamed file', claim, files: renameFile(path, name)}) as const)
  })
}

function removedSymbols(): Mutation[] {
  return truths
    .filter(({kind}) => kind === 'symbol')
    .flatMap(claim =>
      [`${claim.subject}Two`, `old${claim.subject}`].map(name => ({
        kind: 'removed symbol',
        claim,
        files: Object.fromEntries(
          Object.entries(files).map(([path, text]) => [
            path,
            isSource(path) ? text.replaceAll(new RegExp(`\\b${claim.subject}\\b`, 'g'), name) : text
          ])
        )
      }))
    )
}

/** Both names of a sentence, a row or an arrow change places. */
function invertedEdges(): Mutation[] {
  return truths
    .filter(({kind, object = ''}) => kind === 'edge' && object.startsWith('src/'))
    .flatMap(claim => {
      const {doc, line, subject, object = ''} = claim
      const lines = (files[doc] ?? '').split('\n')
      const inverted = invert(lines[line - 1] ?? '', subject, object, files[doc] ?? '')
      if (inverted === undefined) return []
      lines[line - 1] = inverted
      const wrong = {...claim, subject: object, object: subject}
      return [{kind: 'inverted edge', claim: wrong, files: {...files, [doc]: lines.join('\n')}} as const]
    })
}

function invert(line: string, subject: string, object: string, text: string): string | undefined {
  const idOf = (label: string) => new RegExp(`^ +(\\w+)\\["${label}"\\]$`, 'm').exec(text)?.[1]
  const arrow = line.trim() === `${idOf(subject)} --> ${idOf(object)}`
  if (arrow) return `  ${idOf(object)} --> ${idOf(subject)}`
  const sentence = new RegExp(`\`${subject}\` (imports|depends on|is built on) \`${object}\``)
  if (sentence.test(line)) return line.replace(sentence, `\`${object}\` $1 \`${subject}\``)
  const isRow = line.startsWith(`| \`${subject}\` |`) && line.includes(`\`${object}\``)
  if (!isRow) return undefined
  return line
    .replaceAll(`\`${object}\``, '◆')
    .replaceAll(`\`${subject}\``, `\`${object}\``)
    .replaceAll('◆', `\`${subject}\``)
}

const imports = [
  (to: string) => `import * as all from '${to}'\nexport const use = () => all\n`,
  (to: string) => `export const use = () => import('${to}')\n`,
  (to: string) => `export * from '${to}'\n`,
  (to: string) => `import '${to}'\n`,
  (to: string) => `import type * as all from '${to}'\nexport type All = typeof all\n`
]

function addedImports(): Mutation[] {
  return truths
    .filter(({kind, subject}) => kind === 'absence' && subject !== 'every module')
    .flatMap(claim => {
      const {subject, object = ''} = claim
      const from = subject.startsWith('all but ') ? 'src/http/added.ts' : `${subject}/added.ts`
      const to = object === 'anything' ? 'src/core' : object
      const target = Object.keys(files).find(path => isSource(path) && path.startsWith(`${to}/`))
      const specifier = target === undefined ? object : `../../${target}`
      return imports.map(write => ({
        kind: 'added import',
        claim,
        files: {...files, [from]: write(specifier)}
      }))
    })
}

function changedCounts(): Mutation[] {
  return truths
    .filter(({kind, object}) => kind === 'count' && object !== undefined)
    .flatMap(claim => {
      const {doc, line, column, object = ''} = claim
      const lines = (files[doc] ?? '').split('\n')
      const text = lines[line - 1] ?? ''
      const at = text.indexOf(object.match(/\d+/)?.[0] ?? '', column - 1)
      if (at < 0) return []
      return [1, 2, -1, 7].map(more => {
        const number = Number(/^\d+/.exec(text.slice(at))?.[0])
        const changed = [...lines]
        changed[line - 1] = `${text.slice(0, at)}${number + more}${text.slice(at + String(number).length)}`
        return {
          kind: 'changed count',
          claim: {...claim, object: object.replace(String(number), String(number + more))},
          files: {...files, [doc]: changed.join('\n')}
        } as const
      })
    })
}

/** Whether the statement is refuted where it stands. */
function isCaught({claim, files: mutated}: Mutation): boolean {
  const {doc, line, kind, subject} = claim
  return judgeDocument(doc, mutated[doc] ?? '', worldOf(mutated)).some(
    each => each.verdict === 'refuted' && each.line === line && each.kind === kind && each.subject === subject
  )
}

const all = [
  ...renamedFiles(),
  ...removedSymbols(),
  ...invertedEdges(),
  ...addedImports(),
  ...changedCounts()
]

describe('one change that makes a true statement false', () => {
  it('begins with statements that are all true', () => {
    const doubtful = truths.filter(({verdict}) => verdict !== 'verified')
    expect(
      doubtful.map(
        ({doc, line, kind, subject, object, verdict, reason}) =>
          `${doc}:${line} ${kind} ${subject} ${object}: ${verdict} ${reason}`
      )
    ).toEqual([])
  })

  it('is caught at its line, in at least 95 of 100 of each kind', {timeout: 60_000}, () => {
    const random = createRandom(4)
    const drawn = all
      .map(mutation => ({mutation, key: random(2 ** 31)}))
      .sort((a, b) => a.key - b.key)
      .map(({mutation}) => mutation)
    const kinds = [...new Set(all.map(({kind}) => kind))]
    const chosen = kinds.flatMap(kind => drawn.filter(each => each.kind === kind).slice(0, 170))
    expect(chosen.length).toBeGreaterThanOrEqual(300)
    const missed = chosen.filter(mutation => !isCaught(mutation))
    const shares = kinds.map(kind => {
      const of = (list: readonly Mutation[]) => list.filter(each => each.kind === kind).length
      return {kind, share: 1 - of(missed) / of(chosen)}
    })
    for (const {kind, share} of shares) expect({kind, caught: share >= 0.95}).toEqual({kind, caught: true})
  })
})
