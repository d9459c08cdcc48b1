import type {ActionKind} from '../../artifacts/action.ts'
import type {Cause} from './causes/cause.ts'
import {estimateRefactor, plural} from './effort.ts'

/** What a rule makes of a cause. */
export interface Ruling {
  readonly kind: ActionKind
  /** Ids of the rules that fired, in their order. */
  readonly rules: readonly string[]
  /** Why, one clause of Markdown. */
  readonly because: string
}

/** One row of the table of `docs/prescribe.md`, which a test holds against this one. */
interface Rule {
  readonly id: string
  readonly kind: ActionKind
  /** For people: when it fires. */
  readonly when: string
  /** Whether no later rule is asked once it has fired. */
  readonly last?: true
  /** Why it fires; undefined when it does not. */
  because(cause: Cause): string | undefined
}

/** More direct dependents than this make a change wide. */
const wideDependents = 20
/** From this many direct dependents on a change that nothing is known to test is pinned first. */
const someDependents = 6
/** A zone of this score or less is not worth more than a small effort. */
const smallScore = 4

/**
 * Which actions a cause gets: the rules are asked in this order, and each that fires adds its kind. A zone that a person
 * has accepted is never asked about.
 */
export const rules: readonly Rule[] = [
  {
    id: 'guess',
    kind: 'escalate',
    when: 'its confidence is low and its notes do not say `it is real`',
    last: true,
    because: ({lowConfidence}) =>
      lowConfidence ? 'its confidence is low, and nothing is changed on a guess' : undefined
  },
  {
    id: 'open-question',
    kind: 'escalate',
    when: 'one of its challenges is undecided',
    because: ({doubts}) =>
      doubts.length === 0
        ? undefined
        : `${doubts.map(({kill}) => `*${kill}*`).join(' and ')} could not be decided from the code`
  },
  {
    id: 'care-pinned',
    kind: 'test',
    when: `it names no fix but how to change it with care, and it is called high or critical, has a score of 7 or more or at least ${someDependents} direct dependents`,
    last: true,
    because: cause =>
      cause.fixes.length === 0 && cause.advice !== '' && isGrave(cause)
        ? `it names no fix but how to change it with care, and ${graveness(cause)}: a test holds what the advice protects`
        : undefined
  },
  {
    id: 'care-written',
    kind: 'doc',
    when: 'it names no fix but how to change it with care',
    last: true,
    because: ({fixes, advice}) =>
      fixes.length === 0 && advice !== ''
        ? 'it names no fix but how to change it with care, which belongs where the change is made'
        : undefined
  },
  {
    id: 'low-without-fix',
    kind: 'accept',
    when: 'it is called low and names neither a fix nor advice',
    last: true,
    because: ({fixes, risk}) =>
      fixes.length === 0 && risk === 'low'
        ? 'it is called low, and names neither a fix nor advice'
        : undefined
  },
  {
    id: 'no-fix',
    kind: 'escalate',
    when: 'it names no fix',
    last: true,
    because: ({fixes}) => (fixes.length === 0 ? 'it names no fix' : undefined)
  },
  {
    id: 'not-worth-it',
    kind: 'accept',
    when: `its score is ${smallScore} or less, its failure is loud or tested, mending it is more than a small effort, and its notes do not say \`it is real\``,
    last: true,
    because: cause => {
      const {effort} = estimateRefactor(cause, false)
      return isSmall(cause) && effort !== 'S'
        ? `a score of ${cause.score} is not worth an effort of ${effort}`
        : undefined
    }
  },
  {
    id: 'several-owners',
    kind: 'escalate',
    when: 'the files it touches have more than one owner',
    because: ({owners}) =>
      owners.length > 1 ? `the fix touches what ${owners.join(' and ')} own, who have to agree` : undefined
  },
  {
    id: 'untested',
    kind: 'test',
    when: 'its detection gap is 2 or 3, or it says that no test covers it',
    because: cause =>
      (cause.gap ?? 1) >= 2
        ? `${cause.gap === 2 ? 'the failure path is untested' : 'no test is known to reach it'}${touches(cause)}`
        : undefined
  },
  {
    id: 'wide',
    kind: 'test',
    when: `its failure is loud and not tested, and the fix touches more than ${wideDependents} direct dependents`,
    because: cause =>
      cause.gap === 1 && cause.loud && (cause.dependents ?? 0) > wideDependents
        ? `the failure is loud but not tested${touches(cause)}`
        : undefined
  },
  {
    id: 'tests-not-said',
    kind: 'test',
    when: `it does not say whether a test covers it, and it is called high or critical or has at least ${someDependents} direct dependents`,
    because: cause =>
      cause.gap === undefined && isGrave(cause)
        ? `whether a test covers it is not said, and ${graveness(cause)}`
        : undefined
  },
  {
    id: 'fix-known',
    kind: 'refactor',
    when: 'it names its fix',
    because: cause => `its fix is known${tested(cause)}`
  }
]

/** The kinds of action for a cause, each once, in the order of the rules. */
export function decide(cause: Cause): Ruling[] {
  const rulings = new Map<ActionKind, Ruling>()
  for (const {id, kind, last, because} of rules) {
    const reason = because(cause)
    if (reason === undefined) continue
    const known = rulings.get(kind)
    rulings.set(kind, {
      kind,
      rules: [...(known?.rules ?? []), id],
      because: known ? `${known.because}; ${reason}` : reason
    })
    if (last) break
  }
  return [...rulings.values()]
}

/** Whether its failure is tested before it is changed. */
export function isPinned(rulings: readonly Ruling[]): boolean {
  return rulings.some(({kind}) => kind === 'test')
}

function isGrave({risk, score = 0, dependents = 0}: Cause): boolean {
  return risk === 'critical' || risk === 'high' || score >= 7 || dependents >= someDependents
}

function graveness({risk, score = 0, dependents = 0}: Cause): string {
  if (score >= 7) return `its score is ${score}`
  if (risk === 'critical' || risk === 'high') return `it is called ${risk}`
  return `it has at least ${plural(dependents, 'direct dependent')}`
}

function isSmall({score, gap, confirmed}: Cause): boolean {
  return !confirmed && score !== undefined && score <= smallScore && gap === 1
}

function touches({dependents = 0}: Cause): string {
  return dependents === 0 ? '' : ` and the fix touches at least ${plural(dependents, 'direct dependent')}`
}

function tested({gap, loud, foreign}: Cause): string {
  if (gap !== 1) return ''
  if (foreign) return ', and it says that a test covers it'
  return loud ? ', and the failure is loud' : ', and the failure is loud, or its path is tested'
}
