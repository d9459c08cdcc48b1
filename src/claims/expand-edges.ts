import type {Claim} from './claim.ts'
import {joinPath} from './join-path.ts'
import {resolvePath} from './resolve-path.ts'
import {manifestsListing} from './resolve-side.ts'
import {moduleInWords} from './resolve-words.ts'
import type {World} from './world.ts'

/**
 * Edges whose ends are plain words, with the modules that these name: a module that is spelled so, the configuration of a
 * tool, every package of a group. Others are returned as they are.
 */
export function expandEdge(claim: Claim, world: World): Claim[] {
  if (claim.kind !== 'edge') return [claim]
  const {subject, object = ''} = claim
  return sidesOf(subject, claim, world).flatMap(from =>
    sidesOf(object, claim, world).map(to => {
      const named = {...claim, subject: from.text, object: to.text}
      if (from.isGroup || to.isGroup || claim.certainty === 'aside')
        return {...named, certainty: 'aside' as const}
      return from.isLoose || to.isLoose ? {...named, certainty: 'drawn' as const} : named
    })
  )
}

interface WordSide {
  readonly text: string
  /** Whether it stands for the text by a pattern: what holds of most of a group may not hold of each. */
  readonly isGroup: boolean
  /** Whether a word could mean another thing as well. */
  readonly isLoose?: boolean
}

function sidesOf(text: string, claim: Claim, world: World): WordSide[] {
  const asIs = [{text, isGroup: false}]
  const tool = /^the ([A-Z][a-z]+)$/.exec(text)?.[1]
  const config = tool === undefined ? undefined : configOf(tool.toLowerCase(), claim, world)
  if (config !== undefined) return [{text: config, isGroup: false}]
  // A word of prose is a package's name by chance; the label of a diagram or a code span is meant as a name.
  const isLabel = claim.group !== undefined || /^[a-z\d-]+$/.test(text)
  const called = packageInWords(text, world)
  if (called !== undefined && !resolvePath(text, claim, world))
    return [{text: called, isGroup: !isLabel, isLoose: true}]
  const home = folderInWord(text, claim, world)
  if (home !== undefined) return [{text: home, isGroup: false, isLoose: true}]
  if (!/\s|^[a-z][a-z\d]*(?:-[a-z\d]+)+$/.test(text) || resolvePath(text, claim, world)) return asIs
  if (manifestsListing(text, world).length > 0) return asIs
  const spelled = moduleInWords(text, world)
  if (spelled !== undefined)
    return [{text: spelled, isGroup: claim.group !== undefined, isLoose: claim.certainty === 'transitive'}]
  const group = /^(?:(?:all|every|each|the|most)\s+)?([a-z][a-z\d-]*)\s+packages?$/i.exec(text)?.[1]
  const members = group === undefined ? [] : packagesCalled(group.toLowerCase(), world)
  return members.length > 0 ? members.map(member => ({text: member, isGroup: true})) : asIs
}

/** `vitest.config.ts` for Vitest, beside the document's package or at the root. */
function configOf(tool: string, {doc}: Claim, world: World): string | undefined {
  const folders = [world.facts.layout.packageOf(doc)?.path ?? '', '']
  return world.facts.modules.find(({id}) =>
    folders.some(folder => {
      const start = `${joinPath(folder, tool) ?? tool}.config.`
      return id.startsWith(start) && /^[cm]?[jt]s$/.test(id.slice(start.length))
    })
  )?.id
}

/** The one workspace that words name without its scope: "the CLI" for `@acme/cli`, "Language Server". */
function packageInWords(text: string, world: World): string | undefined {
  if (!/^[A-Za-z][\w -]*$/.test(text)) return undefined
  const plain = (name: string) => name.toLowerCase().replaceAll(/[\s_.-]/g, '')
  const words = text
    .replace(/^the\s+/i, '')
    .replace(/\s+(?:package|app|library|module|layer|workspace)$/i, '')
  const found = world.facts.layout.packages.flatMap(({name, path}) =>
    name !== undefined &&
    path !== '' &&
    name !== text &&
    plain(name.slice(name.lastIndexOf('/') + 1)) === plain(words)
      ? [name]
      : []
  )
  return found.length === 1 ? found[0] : undefined
}

const homes = ['packages', 'apps', 'libs', 'src']

/** The folder that a word names which is ambiguous otherwise: `server` for `packages/server`. */
function folderInWord(text: string, claim: Claim, world: World): string | undefined {
  if (!/^[a-z][a-z\d-]*$/.test(text) || resolvePath(text, claim, world)?.kind !== 'ambiguous')
    return undefined
  const found = homes.map(home => `${home}/${text}`).filter(path => world.repo.hasFolder(path))
  return found.length === 1 ? found[0] : undefined
}

/** Workspaces whose name starts or ends with the word: `compiler-core`, `acme-compiler`. */
function packagesCalled(word: string, world: World): string[] {
  return world.facts.layout.packages.flatMap(({name}) => {
    const bare = name?.slice(name.lastIndexOf('/') + 1) ?? ''
    return name !== undefined && (bare.startsWith(`${word}-`) || bare.endsWith(`-${word}`)) ? [name] : []
  })
}
