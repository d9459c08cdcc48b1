import type {TriageClause} from '../../artifacts/triage-row.ts'
import type {Context} from './context.ts'
import {type NamedObject, objectsOf} from './objects.ts'
import {type Verb, verbOf} from './verbs.ts'

/** A clause with what it names, before it is judged. */
export interface ParsedClause {
  readonly text: string
  readonly verb: Verb
  readonly objects: readonly NamedObject[]
}

/** Reads the verb class and the objects of a clause. */
export function parseClause(text: string, context: Pick<Context, 'vocabulary'>): ParsedClause {
  const verb = verbOf(text)
  return {text, verb, objects: objectsOf(text, verb, context.vocabulary)}
}

/** The clause as it is reported. */
export function clauseOf({text, verb, objects}: ParsedClause, state: TriageClause['state']): TriageClause {
  const place = objects.find(object => object.part === 'place')?.text
  return {
    text,
    verb,
    objects: objects.filter(object => object.part !== 'place').map(object => object.text),
    ...(place === undefined ? {} : {place}),
    state
  }
}
