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
function parseClause(text: string, context: Pick<Context, 'vocabulary'>): ParsedClause {
  const verb = verbOf(text)
  return {text, verb, objects: objectsOf(text, verb, context.vocabulary)}
}

/** Reads the clauses of an item: a flag named after a command that the item asks for is one of that command. */
export function parseClauses(texts: readonly string[], context: Pick<Context, 'vocabulary'>): ParsedClause[] {
  const clauses = texts.map(text => parseClause(text, context))
  const asked = clauses.findIndex(({verb, objects}) => verb === 'create' && objects.some(isCommand))
  const command = clauses[asked]?.objects.find(isCommand)
  if (!command) return clauses
  return clauses.map((clause, position) =>
    position <= asked || clause.objects.some(isCommand)
      ? clause
      : {...clause, objects: clause.objects.map(object => underCommand(object, command))}
  )
}

function isCommand({kind}: NamedObject): boolean {
  return kind === 'command'
}

function underCommand(object: NamedObject, command: NamedObject): NamedObject {
  return object.kind === 'flag'
    ? {...object, kind: 'command', text: `${command.text} ${object.text}`}
    : object
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
