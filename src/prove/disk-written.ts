import {existsSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'

export interface WrittenPaths {
  readonly reportFile: string
  readonly backupFolder: string
}

/** Writes what `toConfig` makes of the places for other files into a folder. Gives where all of them lie. */
export function writeConfig(
  folder: string,
  toConfig: (paths: WrittenPaths) => object
): WrittenPaths & {readonly configFile: string} {
  const paths = {reportFile: join(folder, 'report.json'), backupFolder: join(folder, 'backup')}
  const configFile = join(folder, 'stryker.config.json')
  writeFileSync(configFile, JSON.stringify(toConfig(paths)))
  return {...paths, configFile}
}

/** The text that another program wrote; undefined when it wrote none. */
export function readWritten(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined
}
