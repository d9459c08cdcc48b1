import {Command, InvalidArgumentError, Option} from 'commander'
import {type Gate, gates} from '../pipeline/gates.ts'
import {nearestName} from '../pipeline/nearest-name.ts'
import {checkFormats} from '../report/check-formats.ts'
import {mapFormats} from '../report/graph/formats.ts'
import {planFormats} from '../report/plan/formats.ts'
import {addHubCommands} from './hub/grammar.ts'
import type {Invocation, Options} from './options.ts'
import {proveOptions} from './prove/options.ts'
import {triageOptions} from './triage/options.ts'
import {version} from './version.ts'

/**
 * The grammar of the command line. `handle` gets each well-formed call; everything else throws commander's error.
 * `write` gets help and version.
 */
export function createProgram(
  write: (text: string) => void,
  handle: (invocation: Invocation) => Promise<void>
): Command {
  const program = new Command('groundtruth')
    .description('Architecture Markdown that is checked against the code.')
    .version(version, '--version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand('help [COMMAND...]', 'print help for a command')
    .configureHelp({showGlobalOptions: true})
    .configureOutput({writeOut: write, writeErr: write, outputError: () => undefined})
    .exitOverride()
    .addHelpText('after', `\n${exitCodes}`)
  for (const option of commonOptions()) program.addOption(option)
  for (const command of commands) addCommand(program, command, handle)
  addHubCommands(program, (parent, line, name) => addCommand(parent, line, handle, name))
  return program
}

const exitCodes =
  'Exit codes: 0 fine; 1 findings over --fail-on, refuted claims, a difference under --check or an edit that stopped a write; 2 cannot run.'

interface CommandLine {
  /** Name and arguments. */
  readonly usage: string
  readonly description: string
  readonly options?: () => Option[]
}

const commands: readonly CommandLine[] = [
  {
    usage: 'run [DIR]',
    description: 'map, enrich, hunt, triage and prescribe, in this order',
    options: writingOptions
  },
  {
    usage: 'map [DIR]',
    description: 'write ARCHITECTURE.md and DETAILED_DESIGN.md from the code',
    options: () => [
      ...writingOptions(),
      formatOption(mapFormats, 'print what was found in another form; changes no artifact')
    ]
  },
  {
    usage: 'enrich [DIR]',
    description: 'judge the claims of ARCHITECTURE.md; add flows, blast radius, hotspots and coupling',
    options: writingOptions
  },
  {
    usage: 'hunt [DIR]',
    description: 'write DANGER-ZONES.md: where the code will break',
    options: () => [
      ...writingOptions(),
      new Option('--show-dropped', 'also print suspicions that were disproved'),
      new Option('--since <REV>', 'print what was introduced and resolved since a commit, branch or tag'),
      baselineOption(),
      sarifOption()
    ]
  },
  {
    usage: 'prescribe [DIR]',
    description: 'write NEXT-ACTIONS.md from the Markdown alone: what to do first',
    options: () => [
      ...writingOptions(),
      formatOption(planFormats, 'print the plan for a tracker; changes no artifact')
    ]
  },
  {
    usage: 'triage [FILE...]',
    description: 'write TRIAGE.md: which items of the task files the code already settled',
    options: () => [
      ...writingOptions(),
      ...triageOptions(),
      ...proveOptions(
        '--prove [ITEM]',
        'run the tests, in a copy, with the guard of an implemented item removed: of all, or of one by FILE:LINE or id'
      ),
      sarifOption()
    ]
  },
  {
    usage: 'check [FILE...]',
    description: 'judge what documents claim; exit 1 when the code contradicts one',
    options: checkOptions
  },
  {
    usage: 'impact SYMBOL',
    description: 'say who depends on a declaration, with places, flows and the tests that reach it',
    options: () => [allOption('print every use, also where there are many')]
  },
  {
    usage: 'explain SUBJECT',
    description: 'explain a zone (DZ-7) or a detector (lazy-init-race)',
    options: () => proveOptions('--prove', 'run the tests, in a copy, with the guard of the zone removed')
  },
  {usage: 'doctor [DIR]', description: 'say what groundtruth can see here, and how it could see more'},
  {
    usage: 'remove [DIR]',
    description: 'take everything generated out of the artifacts again',
    options: () => [checkOption(), dryRunOption()]
  }
]

/** `called` is the whole name of a command that stands below another. */
function addCommand(
  parent: Command,
  {usage, description, options}: CommandLine,
  handle: (invocation: Invocation) => Promise<void>,
  called?: string
): void {
  const [name = '', ...argumentNames] = usage.split(' ')
  const command = parent.command(name).description(description)
  for (const argument of argumentNames)
    command.argument(/^[[<]/.test(argument) ? argument : `<${argument}>`, argumentTexts[argument])
  for (const option of options?.() ?? []) command.addOption(option)
  command.action(async () => {
    // Commander names the value of a flag that has one letter only after that letter.
    const {C: directory, ...options} = command.optsWithGlobals<Options & {C?: string}>()
    await handle({
      command: called ?? name,
      arguments: command.args,
      options: directory === undefined ? options : {...options, directory}
    })
  })
}

const argumentTexts: Readonly<Record<string, string>> = {
  '[DIR]': 'narrows what is reported when it lies inside the root, else a root of its own',
  '[FILE...]': 'documents to read in place of those found by their names',
  SYMBOL: 'a name (acquire, Lock.acquire, src/lock.ts#acquire), or a place (src/lock.ts:42)',
  SUBJECT: 'a label of DANGER-ZONES.md, or the id of a detector',
  ID: 'the public part of a token, as `hub token list` shows it',
  FILE: 'a file of `hub backup`',
  SEQ: 'the number of an entry'
}

function commonOptions(): Option[] {
  return [
    new Option('-C <DIR>', 'change to DIR first'),
    new Option('--out <DIR>', 'read and write the artifacts in DIR alone'),
    new Option('--config <FILE>', 'settings, in place of groundtruth.config.json in the root'),
    new Option(
      '--fail-on <GATES>',
      `exit 1 when there is one of ${gates.join(', ')} (comma separated)`
    ).argParser(parseGates),
    new Option('--json', 'print one JSON document'),
    new Option('--no-cache', 'read everything anew, and keep nothing in .groundtruth for the next run'),
    new Option('--quiet', 'print results and errors only').conflicts('verbose'),
    new Option('--verbose', 'print more about what happens, and stack traces')
  ]
}

function writingOptions(): Option[] {
  return [
    allOption('print what is over the budget too; changes no artifact'),
    checkOption(),
    dryRunOption(),
    new Option(
      '--adopt',
      'keep text that was edited inside a generated region, as your own outside of it'
    ).conflicts('discard'),
    new Option('--discard', 'overwrite text that was edited inside a generated region')
  ]
}

function allOption(description: string): Option {
  return new Option('--all', description)
}

function checkOption(): Option {
  return new Option('--check', 'write nothing, print the diff, exit 1 when a file would change').conflicts(
    'dryRun'
  )
}

function dryRunOption(): Option {
  return new Option('--dry-run', 'write nothing, say what would be written')
}

function baselineOption(): Option {
  return new Option('--update-baseline', 'write what is found now to groundtruth.baseline.json, as known')
}

/** Flags that say what to do with what `check` found; those that write do not go with those that only ask. */
function checkOptions(): Option[] {
  return [
    allOption('print verified and unverifiable claims too'),
    new Option('--type-imports', 'exit 1 also for what type imports alone contradict'),
    new Option(
      '--fix',
      'write the new name of what was renamed, where only one can be meant, and print the diff'
    ).conflicts('updateBaseline'),
    new Option('--check', 'with --fix: write nothing, exit 1 when a file would change').conflicts('dryRun'),
    new Option('--dry-run', 'with --fix: write nothing'),
    new Option(
      '--explain <LINE>',
      'say how the sentence at FILE:LINE, or at LINE of the one FILE, was read'
    ).conflicts(['fix', 'updateBaseline', 'sarif', 'format']),
    baselineOption(),
    sarifOption(),
    formatOption(checkFormats, 'print claims in another form')
  ]
}

function sarifOption(): Option {
  return new Option('--sarif <FILE>', 'also write what was found to FILE, in SARIF 2.1.0')
}

function formatOption(formats: readonly string[], description: string): Option {
  const names = formats.join(', ')
  return new Option('--format <FORMAT>', `${description}: one of ${names}`).argParser(value =>
    parseFormat(value, formats)
  )
}

function parseFormat(value: string, formats: readonly string[]): string {
  if (formats.includes(value)) return value
  const nearest = nearestName(value, formats)
  // In the form of commander's own suggestions, which become the hint.
  const suggestion = nearest === undefined ? '' : `\n(Did you mean ${nearest}?)`
  throw new InvalidArgumentError(`Expected one of ${formats.join(', ')}, got '${value}'.${suggestion}`)
}

function parseGates(value: string, previous: readonly Gate[] | undefined): readonly Gate[] {
  const names = value.split(',').map(name => name.trim())
  const wrong = names.find(name => !(gates as readonly string[]).includes(name))
  if (wrong !== undefined)
    throw new InvalidArgumentError(`Expected one of ${gates.join(', ')}, got '${wrong}'.`)
  return [...(previous ?? []), ...(names as Gate[])]
}
