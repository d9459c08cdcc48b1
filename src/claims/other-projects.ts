import type {Claim} from './claim.ts'
import type {Passage} from './passage.ts'

/** Commands that make a new project: `npm init fastify`, `npm create x`, `npx create-x`, `npx degit a/b`. */
const making =
  /(^|&&|;)\s*[$>%]?\s*((npm|pnpm|yarn|bun)\s+(create|init)\b|(npx|pnpx|bunx|pnpm dlx|yarn dlx)\s+(-\S+\s+)*(create-|degit\b|giget\b|@[\w-]+\/create\b))/m

/**
 * Leaves out the scripts that a document runs in a project it had the reader make: after a block that makes one, in the
 * rest of that section and of the one above it, below the title.
 */
export function withoutOtherProjects(claims: readonly Claim[], passages: readonly Passage[]): Claim[] {
  const makers = passages.filter(({type, text}) => type === 'code' && making.test(text))
  if (makers.length === 0) return [...claims]
  const sectionAt = (line: number) => sectionOf(passages.findLast(passage => passage.line <= line))
  return claims.filter(
    ({kind, line}) =>
      kind !== 'command' || !makers.some(maker => maker.line < line && sectionOf(maker) === sectionAt(line))
  )
}

/** The title and the heading below it that a passage stands under. */
function sectionOf(passage: Passage | undefined): string {
  return passage?.headings.slice(0, 2).join('\n') ?? ''
}
