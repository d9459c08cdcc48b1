/** Who may import whom. Each comment says what to do instead. Run by `npm run check:imports`. */

/** Folders below src that others may not reach, as one pattern. */
const src = (...folders) => `^src/(?:${folders.join('|')})(?:/|\\.ts$)`

/** Everything of ours outside of `folders`; errors.ts is open to all. */
const allBut = (...folders) =>
  `^(?:bin|src)/(?!(?:${['errors\\.ts$', ...folders.map(folder => `${folder}/`)].join('|')}))`

/** A folder that imports only `allowed` and itself. */
function layer(folder, allowed, comment) {
  return {
    name: `${folder}-imports-only-what-it-may`,
    comment,
    severity: 'error',
    from: {path: src(folder)},
    to: {path: allBut(folder, ...allowed)}
  }
}

/** A folder that imports types of `typed`, and no value of it. */
function typesOnly(name, from, typed, comment) {
  return {
    name,
    comment,
    severity: 'error',
    from: {path: from},
    to: {path: src(...typed), dependencyTypesNot: ['type-only']}
  }
}

export default {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'Move what both need into a third file, or into the lower of the two.',
      severity: 'error',
      from: {},
      to: {circular: true}
    },
    {
      name: 'no-unresolvable',
      comment: 'Correct the path (relative imports end with .ts), or add the package to package.json.',
      severity: 'error',
      from: {},
      to: {couldNotResolve: true}
    },
    {
      name: 'no-development-dependencies',
      comment: 'What ships may not need a development dependency: move it to dependencies, with a reason.',
      severity: 'error',
      from: {path: '^(?:bin|src)/'},
      to: {dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: 'node_modules/@types/'}
    },
    layer(
      'base',
      [],
      'base knows nothing of the project: pass in what it needs, or put the code where it belongs.'
    ),
    layer('syntax', ['base'], 'syntax knows trees only: pass in what it needs of facts or stages.'),
    layer(
      'markdown',
      ['base'],
      'markdown knows text and trees only: what a document means belongs into artifacts.'
    ),
    layer('repo', ['base'], 'repo reads and lists: what the files mean belongs into facts.'),
    layer(
      'artifacts',
      ['markdown', 'base'],
      'artifacts turn documents into values and back: judgement belongs into a stage.'
    ),
    layer(
      'facts',
      ['repo', 'syntax', 'base'],
      'facts say what the code holds: what documents say of it belongs into claims.'
    ),
    layer(
      'effects',
      ['facts', 'syntax', 'base'],
      'effects say what calls do outside of the program: what follows from that belongs into a stage.'
    ),
    layer(
      'claims',
      ['facts', 'repo', 'markdown', 'syntax', 'base'],
      'claims judge statements: pass in what a stage found.'
    ),
    layer(
      'prove',
      ['artifacts', 'facts', 'syntax', 'repo', 'base'],
      'prove runs tests in a copy: what is worth proving is said by those who call it.'
    ),
    typesOnly(
      'prove-takes-facts-as-values',
      src('prove'),
      ['facts'],
      'Import the type and let cli pass the value in, so that a guard can be found without a repository.'
    ),
    {
      name: 'only-cli-proves',
      comment: 'It runs the analysed code: only a command that was asked to by name may call it.',
      severity: 'error',
      from: {path: '^src/', pathNot: src('cli', 'prove')},
      to: {path: src('prove')}
    },
    layer(
      'stages',
      ['claims', 'effects', 'artifacts', 'markdown', 'syntax', 'base', 'facts', 'repo'],
      'A stage is a function on values: let pipeline pass in what it needs and write what it gives.'
    ),
    {
      name: 'stages-apart',
      comment: 'A stage knows no other stage: pass values through pipeline, or move the shared part down.',
      severity: 'error',
      from: {path: '^src/stages/([^/]+)/'},
      to: {path: '^src/stages/[^/]+/', pathNot: '^src/stages/$1/'}
    },
    typesOnly(
      'stages-take-facts-as-values',
      src('stages'),
      ['facts', 'repo'],
      'Import the type and let pipeline pass the value in, so that a stage can be tested without a repository.'
    ),
    layer(
      'report',
      ['artifacts', 'stages', 'claims', 'facts', 'base'],
      'report turns results into text: let cli fetch what it should print.'
    ),
    typesOnly(
      'report-takes-results-as-values',
      src('report'),
      ['stages', 'claims', 'facts'],
      'Import the type and let cli pass the value in: a report computes nothing.'
    ),
    layer(
      'pipeline',
      ['stages', 'claims', 'facts', 'repo', 'artifacts', 'markdown', 'syntax', 'base'],
      'pipeline gives values and events: printing belongs into cli, wording into report.'
    ),
    layer('hub', ['artifacts', 'base'], 'The hub carries texts: what a stage found becomes entries in cli.'),
    {
      name: 'only-cli-reaches-the-hub',
      comment:
        'A run is local and opens no connection: only a command that was asked to by name may call the hub.',
      severity: 'error',
      from: {path: '^src/', pathNot: src('cli', 'hub')},
      to: {path: src('hub')}
    },
    {
      name: 'hub-client-without-server',
      comment: 'Move what both need beside them, into hub/ or hub/rpc/: a client runs where no hub does.',
      severity: 'error',
      from: {path: '^src/hub/(?:client|mirror)/'},
      to: {path: '^src/hub/(?:server|store)/'}
    },
    {
      name: 'hub-store-alone',
      comment: 'A store keeps values: what a call may do is decided in hub/server.',
      severity: 'error',
      from: {path: '^src/hub/store/'},
      to: {path: '^src/hub/(?:client|mirror|rpc|server)/'}
    },
    {
      name: 'only-bin-starts-cli',
      comment: 'Use the function that the command calls; cli is for the command line alone.',
      severity: 'error',
      from: {path: '^src/', pathNot: src('cli', 'index')},
      to: {path: src('cli')}
    },
    {
      name: 'bin-is-one-call',
      comment: 'Put it into src/cli: bin hands over the process and nothing else.',
      severity: 'error',
      from: {path: '^bin/'},
      to: {path: '^src/', pathNot: '^src/cli/run\\.ts$'}
    },
    {
      name: 'files-and-processes-at-the-edge',
      comment:
        'Read through Repo and write through ArtifactStore, so that the code runs on a repository in memory too.',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: [
          '^src/repo/disk[^/]*\\.ts$',
          '^src/repo/git[^/]*\\.ts$',
          '^src/prove/disk[^/]*\\.ts$',
          src('cli', 'hub')
        ]
      },
      to: {
        path: '^(?:node:)?(?:fs|fs/promises|child_process|net|http|https|worker_threads)$|node_modules/(?:globby|write-file-atomic)/'
      }
    },
    {
      name: 'compiler-in-facts',
      comment: 'Ask Facts or References: the TypeScript compiler is slow and its trees are not ours.',
      severity: 'error',
      from: {path: '^(?:bin|src)/', pathNot: src('facts')},
      to: {path: 'node_modules/(?:ts-morph|typescript|@ts-morph)/'}
    }
  ],
  options: {
    doNotFollow: {path: 'node_modules'},
    tsPreCompilationDeps: true,
    tsConfig: {fileName: 'tsconfig.json'},
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types', 'default'],
      mainFields: ['module', 'main', 'types']
    }
  }
}
