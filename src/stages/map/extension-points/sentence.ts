import {toCodeSpan} from '../../../artifacts/lines/code-span.ts'
import type {ExtensionPoint, Kinship} from './point.ts'

const named = 3

/** "To add one like `a.ts`, `b.ts` and `c.ts`: see `src/x`, listed in `src/x/index.ts`." */
export function toSentence(point: ExtensionPoint): string {
  const [first, second, third] = point.members.slice(0, named).map(toCodeSpan)
  const what = point.registers ? `a ${point.registers}` : 'one'
  const listed = point.listedIn === undefined ? '' : `, listed in ${toCodeSpan(point.listedIn)}`
  const kin = point.kinship ? `; ${kinWords(point.kinship)}` : ''
  if (point.list !== undefined)
    return `To add one like ${first}, ${second} and ${third}: see ${toCodeSpan(point.list)} in ${toCodeSpan(point.path)}.`
  return `To add ${what} like ${first}, ${second} and ${third}: see ${toCodeSpan(point.path)}${listed}${kin}.`
}

function kinWords({relation, name, path}: Kinship): string {
  const kin = `${toCodeSpan(name)} (${toCodeSpan(path)})`
  switch (relation) {
    case 'type':
      return `most export a value of the type ${kin}`
    case 'made by':
      return `most export what ${kin} makes`
    default:
      return `most export a class that ${relation} ${kin}`
  }
}
