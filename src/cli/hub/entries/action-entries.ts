import type {Action} from '../../../artifacts/action.ts'
import {boldField} from '../../../artifacts/lines/fields.ts'
import {toNumbered} from '../../../artifacts/lines/numbered.ts'
import {readNextActions} from '../../../artifacts/next-actions.ts'
import type {NewEntry} from '../../../hub/entry.ts'
import {toEntry} from './to-entry.ts'

/** The actions of NEXT-ACTIONS.md in its order; one that is done is an entry of its own. */
export function actionEntries(text: string): NewEntry[] {
  return readNextActions(text).value.actions.map(actionEntry)
}

function actionEntry(action: Action): NewEntry {
  const {key, kind, effort, title, steps, doneWhen, section, owner, due, zones} = action
  const text = [
    `### ${title}`,
    '',
    ...boldField('Kind', kind),
    ...boldField('Effort', effort),
    ...boldField('State', section === 'done' ? 'done' : 'to do'),
    ...boldField('Owner', owner ?? ''),
    ...boldField('Due', due ?? ''),
    ...boldField('Steps', toNumbered(steps)),
    ...boldField('Done when', doneWhen)
  ].join('\n')
  return toEntry('action', key, text, {label: `NA-${action.number}`, section, zones: zones.join(', ')})
}
