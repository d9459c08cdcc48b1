import {InvalidArgumentError, Option} from 'commander'
import {parseDays} from '../../pipeline/sweep/duration.ts'

/** Flags that say what to do with the verdicts. */
export function triageOptions(): Option[] {
  return [
    new Option('--apply', 'show the diff, then tick items and add notes in the task files'),
    new Option('--yes', 'with --apply: write without asking'),
    new Option('--untick-phantoms', 'with --apply: clear ticks of items that are not there'),
    new Option(
      '--min-age <AGE>',
      'only items at least that old at HEAD (10d, 3w, 2m, 1y), the oldest first'
    ).argParser(parseAge),
    new Option('--issues <DIR>', 'also write an issue draft to DIR for each partial item'),
    new Option('--learn', 'also add what the items show as a pattern to LEARNINGS.md, once')
  ]
}

function parseAge(value: string): number {
  const days = parseDays(value)
  if (days !== undefined) return days
  throw new InvalidArgumentError(`Expected an age such as 10d, 3w, 2m or 1y, got '${value}'.`)
}
