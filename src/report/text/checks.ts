import type {Check} from '../checks.ts'
import type {Paint} from './paint.ts'

const colours = {ok: 'green', limited: 'yellow', failed: 'red'} as const

/** `limited  history: shallow clone`, and the next step below it. */
export function checkLines(checks: readonly Check[], paint: Paint): string {
  return checks
    .map(({name, state, found, next}) => {
      const line = `${paint(colours[state], state.padEnd(8))} ${name}: ${found}\n`
      return next === undefined ? line : `${line}         next: ${next}\n`
    })
    .join('')
}
