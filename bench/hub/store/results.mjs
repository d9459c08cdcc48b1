import {appendFileSync, existsSync, readFileSync} from 'node:fs'

/**
 * What a run has found so far, one JSON line for each round, so that a run that was cut off goes on where it was.
 *
 * @param {string} path
 */
export function openResults(path) {
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n').filter(Boolean) : []
  const rounds = lines.map(line => JSON.parse(line))
  return {
    rounds,
    add(round) {
      rounds.push(round)
      appendFileSync(path, `${JSON.stringify(round)}\n`)
    }
  }
}
