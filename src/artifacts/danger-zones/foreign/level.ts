import type {ForeignRisk, Tier} from '../../danger-zone.ts'

/** A risk as people write it; `elevated` is our own word for all below critical. */
export type Level = ForeignRisk | 'elevated'

// The word has to end the thought: `Low-level parsing` and `High memory use` say no level.
const leading =
  /^[^\p{L}\p{N}]*(critical|high|elevated|medium|moderate|med|low)(?=\s*(?:$|[,;:.!(|[–—*]|-\s)|[\s-]+(?:risk|severity|priority|impact|zones?|areas?|files|findings?|issues?|modules?)\b|\s+(?:because|if|when|since|due|until|but|for|as|only|under)\b)/iu
const trailing =
  /(?:\s[-–—]\s*|[([]\s*|:\s*)[^\p{L}\p{N}]*(critical|high|medium|low)(?:\s+risk)?\s*[^\p{L}\p{N}]*$/iu
const starting =
  /^[^\p{L}\p{N}[]*(?:\[\s*(critical|high|medium|low)\s*\]|(critical|high|medium|low)(?: risk)?\s*:(?=\s+\S))/iu

/** The level that a field's value or a heading starts with; what is struck through does not count. */
export function levelOf(text: string): Level | undefined {
  const plain = text.replace(/~~[^~]*~~/g, '').replace(/[*_`]/g, '')
  return toLevel(leading.exec(plain)?.[1])
}

/** The level that a zone's title ends with (`title — HIGH`, `title (high)`) or starts with (`[HIGH] title`, `High: title`). */
export function levelInTitle(title: string): Level | undefined {
  const start = starting.exec(title)
  return toLevel(start?.[1] ?? start?.[2] ?? trailing.exec(title)?.[1])
}

/** `critical` is our tier of that name, each other level is `elevated`. */
export function tierOf(level: Level): Tier {
  return level === 'critical' ? 'critical' : 'elevated'
}

/** The level as a risk; `elevated` is none that its writer chose. */
export function riskOf(level: Level): ForeignRisk | undefined {
  return level === 'elevated' ? undefined : level
}

function toLevel(word: string | undefined): Level | undefined {
  const lower = word?.toLowerCase()
  if (lower === 'moderate' || lower === 'med') return 'medium'
  return lower as Level | undefined
}
