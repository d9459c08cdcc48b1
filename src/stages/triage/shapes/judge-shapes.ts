import type {DeclaredSymbol} from '../../../facts/facts.ts'
import {type ClauseJudgement, judged} from '../clause-judgement.ts'
import type {Context} from '../context.ts'
import {code} from '../finding.ts'
import {clauseOf, type ParsedClause} from '../parsed-clause.ts'
import {stemsOf} from '../words/stems.ts'
import {findShape, type Shown} from './find-shape.ts'
import type {SymbolSyntax} from './function-of.ts'
import {judgeGuard} from './judge-guard.ts'
import {judgeSilence} from './judge-silence.ts'
import {quoted} from './quoted.ts'
import {assertedShapes, opposites, type Shape, wantedShapes} from './shapes.ts'
import {subjectsOf} from './subjects.ts'

type Wanted = keyof typeof wantedShapes
type Asserted = keyof typeof assertedShapes

/**
 * Judges again the clauses that names alone do not decide, by how the functions that the item speaks of do things: under
 * which condition they stop, how they compare, whether they log. Clauses that are decided stay as they are.
 */
export function judgeShapes(
  clauses: readonly ParsedClause[],
  judgements: readonly ClauseJudgement[],
  context: Context
): ClauseJudgement[] {
  if (!judgements.some(isOpen) || !clauses.some(speaksOfShape)) return [...judgements]
  const subjects = subjectsOf(clauses, context)
  if (subjects.length === 0) return [...judgements]
  const shaped = judgements.map((judgement, index) => {
    const clause = clauses[index]
    return (clause && isOpen(judgement) && judgeByShape(clause, clauses, subjects, context)) || judgement
  })
  const decides = shaped.some(
    (judgement, index) => judgement !== judgements[index] && judgement.clause.state === 'met'
  )
  return decides ? shaped.map(withoutReasons) : shaped
}

/** `Two processes can load the same state.` says why; what is asked for stands beside it. */
function withoutReasons(judgement: ClauseJudgement): ClauseJudgement {
  const {text, state, verb} = judgement.clause
  const isReason =
    verb === 'unknown' && /\b(?:can|could|may|might)\b/.test(text) && !/\b(?:should|must|needs?)\b/.test(text)
  return state === 'unknown' && isReason
    ? judged({...judgement.clause, state: 'not-checkable'}, 'says why')
    : judgement
}

function isOpen({clause}: ClauseJudgement): boolean {
  return clause.state === 'unknown'
}

const stops =
  /\b(?:stop|fail|reject|refus|abort|bail|giv|throw|return|den|ignor|skip|distinguish|tell|silent|drop|swallow)/i

function speaksOfShape({text}: ParsedClause): boolean {
  return (
    stops.test(text) ||
    [...Object.values(wantedShapes), ...Object.values(assertedShapes)].some(({words}) => words.test(text))
  )
}

function judgeByShape(
  clause: ParsedClause,
  clauses: readonly ParsedClause[],
  subjects: readonly SymbolSyntax[],
  context: Context
): ClauseJudgement | undefined {
  return (
    judgeAsserted(clause, subjects) ??
    judgeSilence(clause, subjects) ??
    judgeGuard(clause, clauses, subjects, context) ??
    judgeWanted(clause, clauses, subjects)
  )
}

/** What the clause says of today: it still holds, or the opposite stands there. */
function judgeAsserted(clause: ParsedClause, subjects: readonly SymbolSyntax[]): ClauseJudgement | undefined {
  const asserted = entriesOf<Asserted>(assertedShapes).filter(([, {words}]) => words.test(clause.text))
  if (asserted.length === 0 || /^(?:use|add|implement|switch|prefer)\b/i.test(clause.text)) return undefined
  const named = subjectsNamedIn(clause, subjects)
  const still = asserted.flatMap(([, shape]) => findShape(shape, named) ?? [])[0]
  if (still)
    return judged(clauseOf(clause, 'unmet'), `the premise still holds: ${shownAt(still)}`, {
      absent: true,
      evidence: [evidenceOf(still)]
    })
  const shown = asserted.flatMap(([name, {words}]) => {
    const place = findShape(wantedShapes[opposites[name]], named)
    return place ? [{place, premise: quoted(clause.text, words)}] : []
  })
  const [first] = shown
  if (!first || shown.length < asserted.length) return undefined
  const reason = shown.map(({place, premise}) => `"${premise}" is not so: ${shownAt(place)}`).join(', ')
  return judged(clauseOf(clause, 'contradicted'), reason, {
    stale: true,
    behaviour: true,
    evidence: shown.map(({place}) => evidenceOf(place)),
    subjects: [first.place.subject.symbol]
  })
}

/** What can be done in other ways too is not taken to be missing. */
const decidesByAbsence: ReadonlySet<Wanted> = new Set(['logging', 'constant-time comparison'])
const conditional = /\b(?:when|whenever|if|each time|every time)\b/i

/** A shape that is asked for stands in one of the functions, or in none of them. */
function judgeWanted(
  clause: ParsedClause,
  clauses: readonly ParsedClause[],
  subjects: readonly SymbolSyntax[]
): ClauseJudgement | undefined {
  const prose = clause.text.replace(/`[^`]*`|\S*[/.]\w\S*/g, ' ')
  const [wanted] = entriesOf<Wanted>(wantedShapes).filter(([, {words}]) => words.test(prose))
  if (!wanted) return undefined
  const [name, shape] = wanted
  const stems = new Set(stemsOf(clause.text.replace(shape.words, ' ')))
  const shown = findShape(
    shape,
    subjects,
    (start, end, subject) => !isLoose(name) || speaksNear(start, end, subject, stems)
  )
  if (shown)
    return judged(clauseOf(clause, 'met'), shownAt(shown), {
      discriminating: true,
      behaviour: true,
      evidence: [evidenceOf(shown)],
      subjects: [shown.subject.symbol]
    })
  // Where the item names no function, the shape may be wanted in another than those that its words lead to.
  const named = subjects.filter(({symbol}) => clauses.some(({text}) => isNamedIn(text, symbol)))
  const [subject] = named
  const decides = decidesByAbsence.has(name) && (name !== 'logging' || conditional.test(clause.text))
  if (!subject || !decides || named.length > 3) return undefined
  const {path, startLine, name: symbol} = subject.symbol
  return judged(
    clauseOf(clause, 'unmet'),
    `no ${name} in ${named.map(each => code(each.symbol.name)).join(', ')}`,
    {
      evidence: [{path, line: startLine, role: 'absent', object: `${name} in ${symbol}`}]
    }
  )
}

/** Calls that code makes for many reasons: one must speak of what the clause is about. */
function isLoose(name: Wanted): boolean {
  return name === 'logging' || name === 'disconnecting'
}

/** Whether a place, or one of the two lines before it, holds a word of the clause other than the function's own name. */
function speaksNear(
  start: number,
  end: number,
  {ast, node, symbol}: SymbolSyntax,
  stems: ReadonlySet<string>
): boolean {
  const own = new Set(stemsOf(symbol.name))
  const before = ast.text.slice(node.start, start).split('\n').slice(-3).join('\n')
  return stemsOf(before + ast.text.slice(start, end)).some(stem => stems.has(stem) && !own.has(stem))
}

/** A clause about a function that it names is not judged by others. */
function subjectsNamedIn({text}: ParsedClause, subjects: readonly SymbolSyntax[]): readonly SymbolSyntax[] {
  const named = subjects.filter(({symbol}) => isNamedIn(text, symbol))
  return named.length > 0 ? named : subjects
}

function isNamedIn(text: string, {name}: DeclaredSymbol): boolean {
  return text.includes(name.slice(name.lastIndexOf('.') + 1))
}

function shownAt({subject, text, path, line}: Shown): string {
  return `${code(subject.symbol.name)} has ${code(text)} in ${code(`${path}:${line}`)}`
}

function evidenceOf({path, line, text}: Shown) {
  return {path, line, role: 'referenced' as const, object: text}
}

function entriesOf<Name extends string>(shapes: Record<Name, Shape>): [Name, Shape][] {
  return Object.entries(shapes) as [Name, Shape][]
}
