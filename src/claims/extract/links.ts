import type {Definition, Nodes, Root} from 'mdast'
import type {Claim} from '../claim.ts'
import type {Passage} from '../passage.ts'
import {toClaim} from './rule.ts'

/** Links and images to files of the repository, and to headings of this or another document. */
export function extractLinks(passage: Passage, doc: string): Claim[] {
  return passage.runs.flatMap(run => {
    if (run.type !== 'link' || !isInside(run.url ?? '')) return []
    return [toClaim(passage, doc, run, {kind: 'link', subject: run.url ?? ''})]
  })
}

/** Link definitions, used or not: a broken one misleads whoever copies it. */
export function extractDefinitions(root: Root, doc: string): Claim[] {
  return definitionsIn(root).flatMap(({url, position}) => {
    if (!isInside(url)) return []
    const {line = 1, column = 1} = position?.start ?? {}
    return [{doc, line, column, kind: 'link', subject: url, places: [], heading: '', generated: false}]
  })
}

function definitionsIn(node: Nodes): Definition[] {
  if (node.type === 'definition') return [node]
  return 'children' in node ? node.children.flatMap(definitionsIn) : []
}

/** Relative targets, and pages of a forge that show a branch's tree, since that may be this repository. */
function isInside(url: string): boolean {
  if (url === '' || url === '#' || /[<>{}$\s]|^\?/.test(url)) return false
  if (/^https?:\/\/github\.com\/[^/]+\/[^/]+\/(tree|blob)\/(main|master|HEAD|trunk|dev|develop)\/./.test(url))
    return true
  return !/^([a-z][\w+.-]*:|\/\/)/i.test(url)
}
