import {type Command, InvalidArgumentError, Option} from 'commander'
import {entryTypes} from '../../hub/entry.ts'
import {scopes} from '../../hub/token-record.ts'

/** A command below `groundtruth hub`, `token issue` for two words. */
export interface HubCommandLine {
  /** Name and arguments. */
  readonly usage: string
  readonly description: string
  readonly options: () => Option[]
}

/** The grammar of `groundtruth hub …`. */
export const hubCommands: readonly HubCommandLine[] = [
  {
    usage: 'start',
    description: 'serve a hub until it is stopped; prints the admin token once, on an empty store',
    options: () => [
      storeOption('folder of the embedded store, or the URL of a PostgreSQL database').makeOptionMandatory(),
      new Option('--listen <HOST:PORT>', 'where to serve (127.0.0.1:7433)'),
      new Option('--tls-cert <FILE>', 'certificate chain in PEM; needed beyond loopback'),
      new Option('--tls-key <FILE>', 'its private key'),
      new Option('--client-ca <FILE>', 'demand client certificates of this authority, named as the token is'),
      new Option('--insecure', 'serve beyond loopback without TLS; `hub status` keeps telling'),
      new Option('--metrics <HOST:PORT>', 'also serve /metrics and /healthz there'),
      numberOption('--max-calls <N>', 'calls a second for one token, on this node', 1),
      numberOption('--max-streams <N>', 'open streams of one token, on this node', 1),
      numberOption('--keep-audit <DAYS>', 'days after which audit rows are removed (400)', 1)
    ]
  },
  {usage: 'status', description: 'what the hub holds, and what it warns of', options: clientOptions},
  {usage: 'stop', description: 'end the node that answers', options: clientOptions},
  {
    usage: 'token issue',
    description: 'make a token, and its project where that is new; prints the secret once',
    options: () => [
      ...adminOptions(),
      listOption('--project <NAMES>', 'projects it is for, or * for every project').makeOptionMandatory(),
      listOption('--scope <SCOPES>', `what it may do: ${scopes.join(', ')}`).makeOptionMandatory(),
      new Option('--subject <NAME>', 'person or CI job, the author of what it publishes (its first project)'),
      durationOption('--expires-in <TIME>', 'how long it lives, such as 90d or 12h (90d)', 1)
    ]
  },
  {usage: 'token list', description: 'every token, without secrets', options: adminOptions},
  {
    usage: 'token rotate ID',
    description: 'make a successor with the same rights; the old token lives on for the overlap',
    options: () => [
      ...adminOptions(),
      durationOption('--overlap <TIME>', 'how long the old token lives on, such as 1d, 30m or 0s (1d)'),
      durationOption(
        '--expires-in <TIME>',
        'how long the successor lives (as long as the old one was given)',
        1
      )
    ]
  },
  {
    usage: 'token revoke ID',
    description: 'refuse a token from now on, and end its streams',
    options: adminOptions
  },
  {
    usage: 'backup FILE',
    description: 'write a consistent copy of the whole hub while it goes on',
    options: adminOptions
  },
  {
    usage: 'restore FILE',
    description: 'fill an empty store from a backup',
    options: () => [
      storeOption('the store to fill; no hub may serve it').makeOptionMandatory(),
      new Option('--replace', 'put the backup in the place of what the store holds, which is moved aside'),
      new Option(
        '--new-log-id',
        'have every client read anew: for a backup older than what clients have seen'
      )
    ]
  },
  {
    usage: 'redact SEQ',
    description: 'take the text of an entry out of the log for good',
    options: () => [
      ...clientOptions(),
      new Option('--reason <TEXT>', 'why; it stays in the log').makeOptionMandatory()
    ]
  },
  {
    usage: 'migrate',
    description: 'copy a store into an empty one, with numbers, tokens and audit',
    options: () => [
      storeOption('where from; no hub may serve it').makeOptionMandatory(),
      new Option('--to <STORE>', 'where to: a PostgreSQL URL, or a folder').makeOptionMandatory()
    ]
  },
  {
    usage: 'audit',
    description: 'who called what, the latest first',
    options: () => [...clientOptions(), limitOption()]
  },
  {
    usage: 'publish [DIR]',
    description: 'publish what the artifacts, decisions and learnings of a repository hold that is new',
    options: () => [
      ...clientOptions(),
      listOption('--project <NAME>', 'which project, for a token that is for several'),
      new Option('--stdin', 'read JSON lines {id, type, content} in place of a repository'),
      new Option('--dry-run', 'send nothing, print what would be sent')
    ]
  },
  {
    usage: 'query',
    description: 'print rows of the log, oldest first',
    options: () => [
      ...clientOptions(),
      sinceOption(),
      limitOption(),
      listOption('--project <NAMES>', 'of these projects alone'),
      typeOption()
    ]
  },
  {
    usage: 'sync',
    description: 'bring the mirror on this machine up to date',
    options: () => [...clientOptions(), mirrorOption()]
  },
  {
    usage: 'listen',
    description: 'follow the log until interrupted, and keep the mirror up to date',
    options: () => [...clientOptions(), mirrorOption()]
  }
]

/** Whoever asks by RPC, or with `--store` for the files themselves. */
function adminOptions(): Option[] {
  return [...clientOptions(), storeOption('work on the store itself: for one who has lost the admin token')]
}

function clientOptions(): Option[] {
  return [
    new Option(
      '--hub <URLS>',
      'nodes of the hub, tried in order ($GROUNDTRUTH_HUB, else http://127.0.0.1:7433)'
    ),
    new Option('--ca <FILE>', 'authority to trust in place of those of the system, in PEM'),
    new Option('--cert <FILE>', 'client certificate in PEM'),
    new Option('--key <FILE>', 'its private key')
  ]
}

function storeOption(description: string): Option {
  return new Option('--store <STORE>', description)
}

function mirrorOption(): Option {
  return new Option('--mirror <DIR>', 'folder of the mirror (.groundtruth/hub)')
}

function sinceOption(): Option {
  const option = numberOption('--since <N>', 'rows after this number (0)')
  option.attributeName = () => 'sinceSeq'
  return option
}

function limitOption(): Option {
  return numberOption('--limit <N>', 'at most this many rows (100)', 1)
}

function typeOption(): Option {
  return listOption('--type <TYPES>', `of these types alone: ${entryTypes.join(', ')}`)
}

function listOption(flags: string, description: string): Option {
  return new Option(flags, description).argParser<readonly string[]>((value, previous) => [
    ...(previous ?? []),
    ...value.split(',').map(part => part.trim())
  ])
}

function numberOption(flags: string, description: string, least = 0): Option {
  return new Option(flags, description).argParser(value => {
    if (/^\d{1,15}$/.test(value) && Number(value) >= least) return Number(value)
    throw new InvalidArgumentError(`Expected a whole number from ${least}, got '${value}'.`)
  })
}

const seconds = {s: 1, m: 60, h: 3600, d: 86_400} as const

function durationOption(flags: string, description: string, leastSeconds = 0): Option {
  return new Option(flags, description).argParser(value => {
    const [, amount, unit] = /^(\d{1,6})([smhd])$/.exec(value) ?? []
    const time = Number(amount) * seconds[unit as keyof typeof seconds]
    if (time >= leastSeconds) return time
    throw new InvalidArgumentError(`Expected a time such as 90d, 12h, 30m or 10s, got '${value}'.`)
  })
}

/** The command `hub` with one command for each line, two deep for `token issue`; `declare` adds what a command does. */
export function addHubCommands(
  program: Command,
  declare: (parent: Command, line: HubCommandLine, name: string) => void
): void {
  const hub = program
    .command('hub')
    .description('publish findings of many repositories to a durable log, and read them')
  let token: Command | undefined
  for (const line of hubCommands) {
    const [first = '', second = '', ...rest] = line.usage.split(' ')
    if (first !== 'token') declare(hub, line, `hub ${first}`)
    else {
      // Made by its parent, so that it fails and prints as that does; and here, so that help lists it in its place.
      token ??= hub.command('token').description('make, list, rotate and revoke tokens')
      declare(token, {...line, usage: [second, ...rest].join(' ')}, `hub token ${second}`)
    }
  }
}
