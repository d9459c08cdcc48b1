import type {Gate} from '../pipeline/gates.ts'
import type {CheckFormat} from '../report/check-formats.ts'
import type {MapFormat} from '../report/graph/formats.ts'
import type {PlanFormat} from '../report/plan/formats.ts'
import type {HubFlags} from './hub/flags.ts'

/** Flags after parsing, the same for every command; those a command does not offer stay unset. */
export interface Options extends HubFlags {
  /** `-C`: folder to change to first. */
  readonly directory?: string
  readonly out?: string
  readonly config?: string
  readonly failOn?: readonly Gate[]
  readonly json?: boolean
  readonly format?: MapFormat | CheckFormat | PlanFormat
  readonly all?: boolean
  readonly check?: boolean
  readonly dryRun?: boolean
  readonly adopt?: boolean
  readonly discard?: boolean
  readonly showDropped?: boolean
  /** A revision that git knows. */
  readonly since?: string
  readonly updateBaseline?: boolean
  readonly typeImports?: boolean
  /** Write the verdicts of triage into the task files. */
  readonly apply?: boolean
  /** Without asking. */
  readonly yes?: boolean
  readonly untickPhantoms?: boolean
  /** Folder for issue drafts, relative to the current folder. */
  readonly issues?: string
  /** In days. */
  readonly minAge?: number
  readonly learn?: boolean
  /** Run tests with guards removed: of all items, or of the one that is named. */
  readonly prove?: true | string
  /** In milliseconds, for all proofs together. */
  readonly proveTimeout?: number
  readonly fix?: boolean
  /** `LINE` of the one document, or `FILE:LINE`. */
  readonly explain?: string
  /** A file for the findings in SARIF, relative to the current folder. */
  readonly sarif?: string
  /** False with `--no-cache`. */
  readonly cache?: boolean
  readonly quiet?: boolean
  readonly verbose?: boolean
}

/** One call of the tool: `groundtruth COMMAND ARGUMENTS OPTIONS`. */
export interface Invocation {
  readonly command: string
  readonly arguments: readonly string[]
  readonly options: Options
}
