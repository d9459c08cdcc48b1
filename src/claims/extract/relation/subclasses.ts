import type {ReadEdge} from './lead.ts'
import type {MarkedSentence, Mention} from './mentions.ts'
import {listAt} from './objects.ts'

const heir =
  /^[\s*_"'([-]*(?:(?:concrete|known|current|direct|all)\s+)?(?:subclasses|sub-classes|implementations|derived classes|implementers|implementors|extended by|implemented by)\b[^◆.:]{0,30}:\s*(?=◆)/i

/** "The workflow lives in `base.ts` (abstract base). Concrete subclasses: `a.ts`, `b.ts`": each extends the base. */
export function subclassEdges(reading: {
  readonly marked: MarkedSentence
  readonly before: MarkedSentence | undefined
}): ReadEdge[] {
  const {marked, before} = reading
  const found = heir.exec(marked.masked)
  const base = found && before ? baseIn(before) : undefined
  if (!found || !base) return []
  return listAt(marked.masked, found[0].length, marked.mentions).objects.map(at => ({
    from: at.text,
    to: base.text,
    at,
    certainty: 'transitive' as const
  }))
}

/** The one mention that is called a base. */
function baseIn({masked, mentions}: MarkedSentence): Mention | undefined {
  const bases = mentions.filter(
    ({start, end}) =>
      /^\s*\((?:the\s+)?(?:\w+\s+)?(?:abstract|base)\b[^()]*\)/i.test(masked.slice(end)) ||
      /\b(?:abstract class|base class|superclass|parent class|interface)\s+$/i.test(masked.slice(0, start))
  )
  return bases.length === 1 ? bases[0] : undefined
}
