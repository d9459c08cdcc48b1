import type {Repo} from '../repo/repo.ts'

interface Site {
  /** Whether a file configures a generator that makes pages of its own. */
  readonly isMade: boolean
  /** Pages that a number in their path orders, by the path without numbers and extension. */
  readonly ordered: ReadonlyMap<string, string>
}

const config =
  /(^|\/)(mkdocs\.ya?ml|docusaurus\.config\.\w+|book\.toml|antora\.yml|hugo\.toml|_config\.yml|\.?eleventy\.(config\.)?\w+|gatsby-config\.\w+)$/
const known = new WeakMap<Repo, Site>()

/** Whether the repository makes a site of its documents by a generator that copies, joins or makes pages. */
export function makesSite(repo: Repo): boolean {
  return siteOf(repo).isMade
}

/** The page that a link means whose target leaves out the numbers that order pages: `80.about.md` for `about.md`. */
export function orderedPage(target: string, repo: Repo): string | undefined {
  return siteOf(repo).ordered.get(withoutNumbers(target))
}

/** Whether a path lies in a folder whose pages link to each other by routes. */
export function isInSite(path: string): boolean {
  return /(^|\/)(docs?|documentation|website|site|content|pages|guides?|blog)\//i.test(path)
}

function siteOf(repo: Repo): Site {
  const site = known.get(repo) ?? readSite(repo)
  known.set(repo, site)
  return site
}

function readSite({files}: Repo): Site {
  const pages = files.filter(path => /(^|\/)\d+[.-][^/]*\S/.test(path) && /\.mdx?$/.test(path))
  // The first of two pages that differ in their number alone.
  const ordered = new Map([...pages].reverse().map(path => [withoutNumbers(path), path] as const))
  return {isMade: files.some(path => config.test(path)), ordered}
}

function withoutNumbers(path: string): string {
  return path.replace(/(^|\/)\d+[.-](?=[^/])/g, '$1').replace(/\.mdx?$/, '')
}
