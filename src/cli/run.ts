import {CommanderError} from 'commander'
import {formatJson} from '../report/json.ts'
import {commands} from './commands/index.ts'
import type {CliContext, ExitCode} from './context.ts'
import {toFailure} from './failure.ts'
import type {Invocation} from './options.ts'
import {createProgram} from './program.ts'

/**
 * One call of the command line tool. `argv` holds what stands behind the program's name. Gives the exit code and
 * never throws: what went wrong is one line on stderr, and under `--json` a document on stdout.
 */
export async function runCli(argv: readonly string[], context: CliContext): Promise<ExitCode> {
  survivesClosedPipe(context)
  const json = asksForJson(argv)
  let command = ''
  let help = ''
  let exitCode: ExitCode = 0
  const program = createProgram(
    text => {
      help += text
    },
    async invocation => {
      command = invocation.command
      exitCode = await execute(invocation, context)
    }
  )
  try {
    await program.parseAsync(withDeepHelp(argv), {from: 'user'})
    return exitCode
  } catch (error) {
    if (isHelp(error, json)) {
      context.stdout.write(help)
      return 0
    }
    printFailure(error, command, {json, verbose: argv.includes('--verbose')}, context)
    return 2
  }
}

/** `help hub start` as `hub start --help`: commander's own help knows the first name alone. */
function withDeepHelp(argv: readonly string[]): readonly string[] {
  const [first, ...names] = argv
  return first === 'help' && names.length > 1 ? [...names, '--help'] : argv
}

/** Seen before the grammar has read the call, since it may be what is wrong. */
function asksForJson(argv: readonly string[]): boolean {
  const format = argv.indexOf('--format')
  return (
    argv.includes('--json') || argv.includes('--format=json') || (format >= 0 && argv[format + 1] === 'json')
  )
}

async function execute(invocation: Invocation, context: CliContext): Promise<ExitCode> {
  const load = commands[invocation.command]
  if (!load) throw new Error(`The command ${invocation.command} is declared and has no function`)
  const command = await load()
  return command(invocation, context)
}

/** A reader that goes away (`| head`) is no fault of ours, and no reason for a stack trace. */
function survivesClosedPipe({stdout, stderr}: CliContext): void {
  for (const stream of [stdout, stderr])
    stream.on?.('error', error => {
      if (error.code !== 'EPIPE') throw error
    })
}

/** Without a command help is the answer, too; but who asks for a document gets one. */
function isHelp(error: unknown, json: boolean): boolean {
  const codes = ['commander.helpDisplayed', 'commander.version', ...(json ? [] : ['commander.help'])]
  return error instanceof CommanderError && codes.includes(error.code)
}

function printFailure(
  error: unknown,
  command: string,
  {json, verbose}: {json: boolean; verbose: boolean},
  {stdout, stderr}: CliContext
): void {
  const {code, message, hint, bug} = toFailure(error)
  if (json) stdout.write(formatJson({schemaVersion: 1, command, error: {code, message, hint}}))
  stderr.write(`groundtruth: ${oneLine(message)}; ${oneLine(hint)}\n`)
  if (bug || verbose) stderr.write(`${stackOf(error)}\n`)
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const stack = error.stack ?? error.message
  return error.cause === undefined ? stack : `${stack}\ncaused by ${stackOf(error.cause)}`
}

function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ')
}
