import type {TaskSurroundings} from '../task.ts'
import {maskedLines} from './mask.ts'
import {sectionLines, sectionText} from './section-lines.ts'

/** Path of the proposal that a `tasks.md` of OpenSpec belongs to; undefined for any other file. */
export function proposalOf(path: string): string | undefined {
  return /^((?:.*\/)?openspec\/changes\/(?:archive\/)?[^/]+\/)tasks\.md$/
    .exec(path)?.[1]
    ?.concat('proposal.md')
}

/**
 * What a proposal of OpenSpec says of the change: its title, which is the first heading of level 1 or else the folder's
 * name, and why it is wanted. Source: github.com/Fission-AI/OpenSpec, `schemas/spec-driven`.
 */
export function readProposal(path: string, text: string): TaskSurroundings {
  const lines = maskedLines(text)
  const heading = lines.map(line => /^ {0,3}#[ \t]+(.*?)[ \t]*#*$/.exec(line)?.[1]).find(found => found)
  const title = heading?.replace(/^(?:change|proposal|change proposal):\s*/i, '')
  const why = sectionText(sectionLines(lines, 'Why'))
  return {title: title ?? path.split('/').at(-2) ?? '', ...(why === '' ? {} : {description: why})}
}
