import type {Action, NextActions} from '../../artifacts/action.ts'

/** One line for each action that is not done, in the order of NEXT-ACTIONS.md. */
export function actionLines({actions}: NextActions): string {
  return actions
    .filter(({section}) => section !== 'done')
    .map(action => `${actionLine(action)}\n`)
    .join('')
}

function actionLine({number, kind, effort, title, section, after, zones, tasks, claims}: Action): string {
  const cited = [...zones, ...tasks.map(({file}) => file), ...claims].join(', ')
  const waits = after.length === 0 ? '' : `, after ${after.map(each => `NA-${each}`).join(', ')}`
  return `${section} NA-${number} ${kind}, ${effort}: ${title} (${cited}${waits})`
}
