/** Words by which a sentence speaks of the past, of plans, of examples or of things to be made. */
const unasserted = [
  /\b(no longer|used to|formerly|previously|historically|originally|once (was|lived|had)|in the past|back then|legacy)\b/i,
  /\b(removed?|removing|removes|deleted?|deleting|dropped|gone|retired|superseded|replac(ed|es|ing)|renam(ed|es|ing)|moved (from|to|out|into)|migrat(ed?|ing|ion)|extracted (from|in|out)|split (up|out)|was|were|had been|became|deprecated)\b/i,
  /\b(will (soon|eventually|later|become|move|replace|get|live|go|sit|reside|contain|hold|have|need|be (added|moved|removed|created|replaced|renamed|split|extracted|introduced|supported|implemented|deleted|dropped))|would|shall|could|might|plan(s|ned|ning)?|proposed?|proposal|future|eventually|upcoming|roadmap|soon|todo|tbd|wip|not yet|to be (added|created|written|built|implemented)|once we)\b/i,
  /\b(e\.g\.?(?!\w)|(?:for example|for instance|such as|example|imagine|suppose|hypothetical(ly)?|say,|something like|named like|called like|convention|in (our|your|this) case)\b)/i,
  /\b(can|may|should|must) (also |then )?be (stored|placed|put|added|created|named|saved)\b/i,
  /\b(optional(ly)?|if (it |they |one )?(exists?|present|you|there)|if (the|a|your|any) (repository|repo|project|file|folder|directory|package)|when present|unless|does(n't| not) exist|do(n't| not) exist|missing|absent|instead of|there is no|there are no)\b/i
]

const unassertedHeading =
  /\b(plan(s|ned)?|roadmap|future|todo|history|changelog|change ?log|release notes|migrat\w+|deprecat\w+|removed?|proposals?|ideas|backlog|wip|in progress|examples?|non-?goals?|alternatives|upgrad\w+|file naming|naming( conventions?)?|templates?)\b/i

/** Whether a sentence asserts how things are now. */
export function isAsserted(sentence: string): boolean {
  const plain = sentence.replace(/`[^`]*`/g, '`x`')
  return !unasserted.some(pattern => pattern.test(plain))
}

/** Words before a thing that is yet to be made. */
const making =
  /\b(creat(es?|ing|ed)|generat(es?|ing|ed)|scaffolds?|writes? (it |them )?(to|into)|emits?|outputs?|produces?|saved? (it |them )?(to|in|as)|downloads?|add|adding|put|place|new|call it|name it)\b[^`]{0,60}$/i

/** Whether the words before a thing, in its sentence, say that it is made rather than that it is there. */
export function isMade(before: string): boolean {
  return making.test(before) || /\bwrite (an? |the |your )?$/i.test(before)
}

/** Words that tell even of the thing an item starts with that it is not there. */
const unassertedLead =
  /\b(removed|deleted|no longer|planned|todo|tbd|wip|not yet|optional(ly)?|proposed|(is|are) gone|renamed|moved (to|into|out)|formerly|previously|will be (added|created|removed)|does(n't| not) exist|replaced by)\b/i

/** As {@link isAsserted} for what a list item or row starts with: the words after it describe it. */
export function isAssertedLead(sentence: string): boolean {
  return !unassertedLead.test(sentence.replace(/`[^`]*`/g, '`x`'))
}

/** Whether a section tells how things are now: one heading above it that speaks of plans or the past makes it not. */
export function isAssertedSection(headings: readonly string[]): boolean {
  return !headings.some(heading => unassertedHeading.test(heading))
}

/** Whether a section is about how to name things: its names are examples, most of them of things that are there. */
export function isNamingSection(headings: readonly string[]): boolean {
  return /\bnaming( conventions?)?\b/i.test(headings.at(-1) ?? '') && isAssertedSection(headings.slice(0, -1))
}

/** Whether a paragraph that introduces a list speaks of plans, the past or examples (`**Planned:**`). */
export function isAssertedIntro(intro: string): boolean {
  const label = intro.trim()
  return label.length < 80
    ? !unassertedHeading.test(label) && isAsserted(label)
    : isAsserted(lastSentence(label))
}

function lastSentence(text: string): string {
  return text.slice(Math.max(0, text.lastIndexOf('. ')))
}

/** What keeps a text from telling how things are now. */
export interface Reservation {
  readonly mood: 'history' | 'removal' | 'plan' | 'example' | 'condition' | 'heading'
  /** The words that say so. */
  readonly word: string
}

/** Moods of {@link unasserted}, in its order. */
const moods = ['history', 'removal', 'plan', 'example', 'condition'] as const

/** Why {@link isAsserted} says no, for those who ask; undefined when it says yes. */
export function reservationOf(sentence: string): Reservation | undefined {
  const plain = sentence.replace(/`[^`]*`/g, '`x`')
  const found = unasserted.map(pattern => pattern.exec(plain)?.[0])
  const index = found.findIndex(word => word !== undefined)
  return index < 0 ? undefined : {mood: moods[index] ?? 'condition', word: found[index] ?? ''}
}

/** Why {@link isAssertedSection} says no. */
export function sectionReservation(headings: readonly string[]): Reservation | undefined {
  const word = headings.flatMap(heading => unassertedHeading.exec(heading)?.[0] ?? []).at(0)
  return word === undefined ? undefined : {mood: 'heading', word}
}
