import type {Claim, Judgement} from '../claim.ts'
import {joinPath, parentOf} from '../join-path.ts'
import {nearestPath} from '../nearest-path.ts'
import {isFileName} from '../path-like.ts'
import {readPathText} from '../path-text.ts'
import {isInSite, makesSite, orderedPage} from '../sites.ts'
import type {World} from '../world.ts'
import {lineCount} from './path.ts'
import {refuted, unverifiable, verified} from './verdict.ts'

/** Whether a link's target is there: the file or folder, and the heading or line in it. */
export function judgeLink(claim: Claim, world: World, text: string | undefined): Judgement {
  const url = claim.subject
  if (/^https?:/i.test(url)) return judgeForgeLink(url, world)
  if (url.startsWith('#')) return judgeAnchor(claim.doc, url.slice(1), world, text)
  const written = readPathText(url)
  const target = url.startsWith('/')
    ? joinPath('', written.path)
    : joinPath(parentOf(claim.doc), written.path)
  if (target === undefined) return unverifiable('outside')
  // `../blob/main/x.md`, `../../issues`: relative to a page of the forge, not to the file.
  if (/^(\.\.\/)+(blob|tree|raw|issues|pulls?|discussions|releases|wiki|actions|compare)(\/|$)/.test(url))
    return unverifiable('page of a forge')
  const file = fileAt(target, world)
  if (file !== undefined) return judgeInside(file, written, world)
  if (world.repo.hasFolder(target)) return verified('exists')
  const absence = world.whyAbsent(target) ?? (world.repo.exists(target) ? 'generated' : undefined)
  if (absence) return unverifiable(absence)
  return judgeMissing(url, target, claim.doc, world)
}

function judgeInside(
  file: string,
  {lines, fragment}: ReturnType<typeof readPathText>,
  world: World
): Judgement {
  if (lines) {
    const length = lineCount(file, world)
    if (length !== undefined && lines.last > length)
      return refuted('no such line', [{path: file, line: length}])
  }
  if (fragment !== undefined && /\.(mdx?|markdown)$/i.test(file))
    return judgeAnchor(file, fragment, world, undefined)
  return verified('exists', [{path: file, line: lines?.first ?? 1}])
}

/** Sites leave out the extension of a page, or link to its HTML. */
function fileAt(target: string, world: World): string | undefined {
  if (world.repo.has(target)) return target
  const stem = target.replace(/\.html?$/i, '')
  const pages = [`${stem}.md`, `${stem}.mdx`, `${stem}/index.md`, `${stem}/README.md`]
  if (world.repo.hasFolder(target)) return undefined
  return pages.find(page => world.repo.has(page)) ?? orderedPage(target, world.repo)
}

function judgeMissing(url: string, target: string, doc: string, world: World): Judgement {
  const suggestion = nearestPath(target, world)
  const fromRoot = joinPath('', readPathText(url).path)
  // What is written from the root is broken where it is rendered, and true for who reads it there.
  if (fromRoot !== undefined && !url.startsWith('.') && world.repo.has(fromRoot))
    return unverifiable('from the root only', [{path: fromRoot, line: 1}])
  // From the root of a site, not of the repository: `/img/logo.svg` may lie in any public folder.
  if (url.startsWith('/')) return unverifiable('may be a route')
  if (/\.mdx?$/i.test(target) && isPageOfSite(doc, target, suggestion, world))
    return unverifiable('may be a page of a site')
  if (isFileName(target) && !/\.html?$/i.test(target)) return refuted('no such file', [], suggestion)
  const isOwnTree = parentOf(doc) === '' ? false : target.startsWith(`${parentOf(doc)}/`)
  const isKnown = parentOf(target) !== '' && world.repo.hasFolder(parentOf(target))
  if (isOwnTree || !isKnown || isInSite(doc) || /\.html?$/i.test(target))
    return unverifiable('may be a route')
  return refuted('no such folder', [], suggestion)
}

/** Sites copy, join and make pages before they show them, those of other folders too. */
function isPageOfSite(doc: string, target: string, suggestion: string | undefined, world: World): boolean {
  if (!makesSite(world.repo)) return false
  if (isInSite(doc) || /(^|\/)index\.mdx?$/.test(target)) return true
  return suggestion !== undefined && isInSite(suggestion)
}

/** A page of a forge shows this repository when its manifest names the same repository. */
function judgeForgeLink(url: string, world: World): Judgement {
  const [, owner = '', name = '', path = ''] =
    /github\.com\/([^/]+)\/([^/]+)\/(?:tree|blob)\/[^/]+\/([^?]*)/.exec(url) ?? []
  if (!isOwnRepository(`${owner}/${name}`, world)) return unverifiable('another repository')
  const written = readPathText(path)
  if (world.repo.has(written.path)) return judgeInside(written.path, written, world)
  if (world.repo.hasFolder(written.path)) return verified('exists')
  const absence = world.whyAbsent(written.path)
  if (absence) return unverifiable(absence)
  // A published package names the repository it was made from, and ships a part of its files; it has no workspaces.
  const isWhole = world.history !== undefined || world.facts.layout.packages.length > 1
  if (!isWhole) return unverifiable('no clone')
  return refuted(
    isFileName(written.path) || url.includes('/blob/') ? 'no such file' : 'no such folder',
    [],
    nearestPath(written.path, world)
  )
}

function isOwnRepository(slug: string, world: World): boolean {
  const wanted = slug.toLowerCase()
  return world.facts.layout.packages.some(({manifestPath}) => {
    const found = /"repository"\s*:\s*(?:\{[^}]*"url"\s*:\s*)?"([^"]*)"/.exec(
      world.repo.read(manifestPath) ?? ''
    )
    const named = found?.[1]?.toLowerCase().replace(/\.git$/, '') ?? ''
    return (
      named.endsWith(`github.com/${wanted}`) ||
      named.endsWith(`github.com:${wanted}`) ||
      named === wanted ||
      named === `github:${wanted}`
    )
  })
}

function judgeAnchor(path: string, fragment: string, world: World, text: string | undefined): Judgement {
  const document = text ?? world.repo.read(path)
  if (document === undefined || fragment === '' || /^(top|L\d|:~:)/.test(fragment))
    return unverifiable('unknown anchor')
  const anchors = world.anchors(document)
  const wanted = decode(fragment)
    .toLowerCase()
    .replace(/^user-content-/, '')
  const found =
    anchors.find(({id}) => id.toLowerCase() === wanted) ?? anchors.find(({id}) => plain(id) === plain(wanted))
  if (found) return verified('exists', [{path, line: found.line}])
  // Pages with front matter, components or includes may make headings that the text does not show.
  if (
    /\.mdx$/i.test(path) ||
    /^\uFEFF?---\r?\n/.test(document) ||
    /^\s*(import\s|<[A-Z]|::: ?include|\{%|\{\{|@include)/m.test(document)
  )
    return unverifiable('unknown anchor')
  return refuted('no such heading', [{path, line: 1}])
}

/** Letters and digits only: other renderers keep or drop other signs. */
function plain(id: string): string {
  return id.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    // A lone percent sign is part of the anchor.
    return text
  }
}
