import {compareBy} from '../../../base/compare.ts'
import {isWithin, weighFolders} from './folder-weights.ts'
import {enoughEvidence, type InvariantRule} from './input.ts'

const maximumOffered = 2

/** Folders that others use and that import nothing else, those that are used most first. */
export const selfContained: InvariantRule = input => {
  const weights = weighFolders(input)
  const alone = weights.folders.filter(
    folder => weights.outward(folder) === 0 && weights.inward(folder) >= enoughEvidence
  )
  return alone
    .filter(folder => !alone.some(other => other !== folder && isWithin(folder, other)))
    .sort(
      compareBy(
        folder => -weights.inward(folder),
        folder => folder
      )
    )
    .slice(0, maximumOffered)
    .map(folder => {
      const files = input.components
        .filter(({path}) => isWithin(path, folder))
        .reduce((sum, {modules}) => sum + modules.length, 0)
      return {
        text: `\`${folder}\` imports nothing else of this repository.`,
        holds: files,
        of: files,
        counted: `its files; imports that lead into it: ${weights.inward(folder)}`
      }
    })
}
