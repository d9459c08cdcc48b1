import {InvalidArgumentError, Option} from 'commander'

/** The flag that runs tests, as `--prove` or with what it may name, and the limit of its time. */
export function proveOptions(flag: string, description: string): Option[] {
  return [
    new Option(flag, description),
    new Option(
      '--prove-timeout <TIME>',
      'with --prove: at most so long for all runs together (90s, 5m; by default 120s)'
    ).argParser(parseTime)
  ]
}

function parseTime(value: string): number {
  const [, number, unit] = /^(\d{1,6})(s|m)?$/.exec(value) ?? []
  if (number !== undefined && Number(number) > 0) return Number(number) * (unit === 'm' ? 60_000 : 1000)
  throw new InvalidArgumentError(`Expected a time such as 90s or 5m, got '${value}'.`)
}
