import {compareBy} from '../base/compare.ts'
import {parseMarkdown} from '../markdown/parse.ts'
import type {Claim} from './claim.ts'
import {extractAbsences} from './extract/absences.ts'
import {extractArrows} from './extract/arrows.ts'
import {extractCommands} from './extract/commands.ts'
import {extractCounts} from './extract/counts.ts'
import {completeEdges} from './extract/document-edges.ts'
import {extractEdges} from './extract/edges.ts'
import {extractExclusions} from './extract/exclusions.ts'
import {extractGroupCounts} from './extract/group-counts.ts'
import {extractLayers} from './extract/layers.ts'
import {extractDefinitions, extractLinks} from './extract/links.ts'
import {extractMermaid} from './extract/mermaid.ts'
import {extractPaths} from './extract/paths.ts'
import {asides, type ExtractionRule} from './extract/rule.ts'
import {extractScriptContents} from './extract/script-contents.ts'
import {extractSettings} from './extract/settings.ts'
import {extractSymbols} from './extract/symbols.ts'
import {extractTables} from './extract/tables.ts'
import {extractTree} from './extract/tree.ts'
import {extractTreeComments} from './extract/tree-comments.ts'
import {withoutOtherProjects} from './other-projects.ts'
import {readPassages} from './read-passages.ts'
import {isAssertedSection, isNamingSection} from './speech.ts'

/** Rules that read no section about plans, the past or examples. */
const rules: readonly ExtractionRule[] = [
  extractPaths,
  extractTree,
  extractSymbols,
  extractEdges,
  extractTables,
  extractMermaid,
  extractArrows,
  extractTreeComments,
  extractAbsences,
  extractExclusions,
  extractLayers,
  extractCounts,
  extractGroupCounts,
  extractCommands,
  extractScriptContents,
  extractSettings
]

/**
 * The statements of a document that code can bear out or contradict, sorted by line and column.
 *
 * What speaks of plans, the past or examples, what is struck through, and what stands in HTML or in code of other
 * languages than Mermaid and shell makes no claim. Links are claims wherever they stand.
 */
export function extractClaims(doc: string, text: string): Claim[] {
  const root = parseMarkdown(text)
  const passages = readPassages(root, text)
  const claims = passages.flatMap(passage => {
    const links = extractLinks(passage, doc)
    if (isNamingSection(passage.headings))
      return [...links, ...asides([...extractPaths(passage, doc), ...extractSymbols(passage, doc)])]
    if (!isAssertedSection(passage.headings)) return links
    return [...links, ...rules.flatMap(rule => rule(passage, doc))]
  })
  const complete = completeEdges(withoutOtherProjects(claims, passages), passages)
  return withoutRepeats([...complete, ...extractDefinitions(root, doc)].sort(byPosition))
}

const byPosition = compareBy<Claim>(
  ({line}) => line,
  ({column}) => column,
  ({kind}) => kind,
  ({subject}) => subject,
  ({object = ''}) => object
)

/** The same statement twice at one position is one claim. */
function withoutRepeats(claims: readonly Claim[]): Claim[] {
  return claims.filter((claim, index) => {
    const before = claims[index - 1]
    return before === undefined || byPosition(before, claim) !== 0
  })
}
