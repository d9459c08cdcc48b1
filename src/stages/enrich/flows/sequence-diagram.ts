import {mermaidLabel} from '../../../base/mermaid-label.ts'
import type {Facts} from '../../../facts/facts.ts'
import type {Flow} from '../flow.ts'
import {entryKind, stepName} from './flow-text.ts'

/**
 * A flow as a Mermaid sequence diagram: the entry point, the modules on the way and what is reached, with the calls between them.
 * At most as many participants as the flow has steps and two; plain syntax, which old versions know.
 */
export function toSequenceDiagram({entry, steps, effect}: Flow, facts: Facts): string {
  const modules = [...new Set(steps.map(({path}) => path))]
  const idOf = new Map(modules.map((path, index) => [path, `m${index + 1}`]))
  const messages = steps.map(({symbol, path}, index) => {
    const before = steps[index - 1]
    return message(before ? idOf.get(before.path) : 'start', idOf.get(path), stepName(symbol, facts) || 'run')
  })
  const last = steps.at(-1)
  return [
    'sequenceDiagram',
    participant('start', `${entryKind(entry)} ${entry.name}`),
    ...modules.map(path => participant(idOf.get(path), path)),
    ...(effect ? [participant('outside', effect.kind)] : []),
    ...messages,
    ...(effect && last ? [message(idOf.get(last.path), 'outside', effect.name)] : [])
  ].join('\n')
}

function participant(id: string | undefined, label: string): string {
  return `  participant ${id} as ${mermaidLabel(label)}`
}

/** A message is a whole line of its own: a word such as `end` in it closes nothing. */
function message(from: string | undefined, to: string | undefined, text: string): string {
  return `  ${from}->>${to}: ${mermaidLabel(text)}`
}
