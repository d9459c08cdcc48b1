import type {Gate} from './gates.ts'

/** Name of the configuration file, in the root. */
export const configName = 'groundtruth.config.json'

/** The settings of a repository, defaults filled in. */
export interface Config {
  readonly ignore: readonly string[]
  readonly entryPoints: readonly string[]
  readonly documents: readonly string[] | undefined
  readonly tasks: readonly string[]
  readonly capacity: number | undefined
  readonly failOn: readonly Gate[]
  readonly detectors: Readonly<Record<string, boolean>> | readonly string[]
}

/** The settings of a repository without a configuration file: the defaults of `parseConfig`. */
export const defaultConfig: Config = {
  ignore: [],
  entryPoints: [],
  documents: undefined,
  tasks: [],
  capacity: undefined,
  failOn: [],
  detectors: {}
}
