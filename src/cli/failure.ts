import {CommanderError} from 'commander'
import {GroundtruthError} from '../errors.ts'

/** Why a command could not run, in the words of `--json`. */
export interface Failure {
  readonly code: string
  /** What was expected and what came. */
  readonly message: string
  /** What to do. */
  readonly hint: string
  /** Whether it is a fault of groundtruth: then the stack trace is printed unasked. */
  readonly bug: boolean
}

/** Sorts what was thrown: known errors, errors of the command line, and bugs. */
export function toFailure(error: unknown): Failure {
  if (error instanceof GroundtruthError) return knownFailure(error)
  if (error instanceof CommanderError) return usageFailure(error)
  return {
    code: 'bug',
    message: `This is a bug in groundtruth: ${error instanceof Error ? error.message : String(error)}`,
    hint: 'report it with the stack trace and the command that was run',
    bug: true
  }
}

function knownFailure({code, message, hint}: GroundtruthError): Failure {
  return {code, message, hint: hint ?? 'run `groundtruth doctor` to see what it finds here', bug: false}
}

/** Commander's text, on one line and without its prefix; its suggestion becomes the hint. */
function usageFailure(error: CommanderError): Failure {
  const [text = '', ...rest] = error.message.replace(/^error: /, '').split('\n')
  const suggestion = /\((Did you mean .+)\)/.exec(rest.join(' '))?.[1]
  return {
    code: 'usage',
    message: expectationOf(error.code, text),
    hint: suggestion === undefined ? 'run `groundtruth help` for commands and flags' : lowerFirst(suggestion),
    bug: false
  }
}

function expectationOf(code: string, text: string): string {
  const name = /'([^']*)'/.exec(text)?.[1] ?? ''
  if (code === 'commander.help') return 'Expected a command, got none'
  if (code === 'commander.unknownCommand') return `Expected a command, got '${name}'`
  if (code === 'commander.unknownOption') return `Expected a flag of this command, got '${name}'`
  if (code === 'commander.missingArgument') return `Expected an argument ${name}, got none`
  if (code === 'commander.optionMissingArgument') return `Expected a value after ${name}, got none`
  return upperFirst(text.replace(/\.$/, ''))
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
