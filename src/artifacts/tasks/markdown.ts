import type {Problem} from '../../errors.ts'
import type {Task, TaskFormat} from '../task.ts'
import {actionParts} from './action-parts.ts'
import {toTask} from './box-task.ts'
import {type Box, readBoxes} from './boxes.ts'
import {adoptById} from './ids.ts'
import {maskedLines} from './mask.ts'
import {mayHaveRationale} from './rationale.ts'

/** `{{task}}`, `<task>`, `[Describe the task]`: what a template holds in place of words, after an id at most. */
const placeholder =
  /^(?:(?:\*\*)?(?:T\d+|\d+(?:\.\d+)*\.?)(?:\*\*)?\s*)?(?:\{\{[^}]*\}\}|<[^>]*>|\[[^\]]*\]|\.{3}|…)?$/

/**
 * The items of a Markdown file with task lists. A box without words or with a template's placeholder is none, unless other
 * boxes stand below it. A skipped item that gives no reason is a problem.
 */
export function readMarkdownTasks(
  file: string,
  text: string,
  format: TaskFormat
): {value: Task[]; problems: Problem[]} {
  const boxes = readBoxes(maskedLines(text))
  const parents = new Set(boxes.map(({parentLine}) => parentLine))
  const tasks = boxes.map(box => toTask(file, format === 'next-actions' ? ofAction(box) : box, format))
  const value = adoptById(tasks.filter(task => parents.has(task.line) || !placeholder.test(task.text)))
  return {value, problems: value.filter(isUnexplained).map(unexplained)}
}

function ofAction(box: Box): Box {
  return {...box, parts: actionParts(box.parts)}
}

function isUnexplained({state, rationale, text}: Task): boolean {
  return state === 'skipped' && rationale === undefined && !mayHaveRationale(text)
}

function unexplained({file, line}: Task): Problem {
  return {
    kind: 'skipped-without-reason',
    path: file,
    line,
    message: 'skipped without a reason: say why in the item'
  }
}
