import type {Action, NextActions} from '../../artifacts/action.ts'

/** Columns in their order, with the value of each. A list has a line for each entry. */
const columns: Readonly<Record<string, (action: Action) => string>> = {
  id: ({number}) => `NA-${number}`,
  section: ({section}) => section,
  kind: ({kind}) => kind,
  effort: ({effort}) => effort,
  title: ({title}) => title,
  rule: ({rule}) => rule,
  why: ({whyNow}) => whyNow,
  effort_from: ({effortFrom}) => effortFrom,
  steps: ({steps}) => steps.map((step, index) => `${index + 1}. ${step}`).join('\n'),
  done_when: ({doneWhen}) => doneWhen,
  zones: ({zones}) => zones.join('\n'),
  tasks: ({tasks}) => tasks.map(({file, text}) => `${file}: ${text}`).join('\n'),
  claims: ({claims}) => claims.join('\n'),
  after: ({after}) => after.map(number => `NA-${number}`).join('\n'),
  owner: ({owner = ''}) => owner,
  due: ({due = ''}) => due,
  key: ({key}) => key
}

/** A row for each action that is not done, in the order of the plan, below a row of names. Source: RFC 4180. */
export function toCsv({actions}: NextActions): string {
  const open = actions.filter(({section}) => section !== 'done')
  const rows = open.map(action => Object.values(columns).map(value => value(action)))
  return [Object.keys(columns), ...rows].map(cells => `${cells.map(quote).join(',')}\r\n`).join('')
}

function quote(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}
