import {describe, expect, it} from 'vitest'
import {readReferences} from '../../src/facts/references.ts'
import {emptyBaseline} from '../../src/pipeline/baseline.ts'
import {defaultConfig} from '../../src/pipeline/config.ts'
import {removeArtifacts} from '../../src/pipeline/remove.ts'
import {createSession} from '../../src/pipeline/session.ts'
import {createStagedStore} from '../../src/pipeline/staged-store.ts'
import {performEnrich} from '../../src/pipeline/stages/enrich.ts'
import {performMap} from '../../src/pipeline/stages/map.ts'
import type {History} from '../../src/repo/history.ts'
import {createMemoryRepo, createMemoryStore} from '../../src/repo/memory.ts'

type Files = Readonly<Record<string, string>>

const branchy = `export function store(x) {\n${'  if (x) x++\n'.repeat(20)}  rmSync(x)\n}\n`
const files: Files = {
  'package.json': '{"name": "x", "type": "module", "main": "./src/api/index.ts"}',
  CODEOWNERS: '/src/api @api\n',
  'src/api/index.ts': "import {run} from '../core/run.ts'\nexport function api() {\n  run()\n}\n",
  'src/core/run.ts': "import {store} from '../disk/store.ts'\nexport function run() {\n  store('x')\n}\n",
  'src/disk/store.ts': `import {rmSync} from 'node:fs'\n${branchy}`
}

const commit = (n: number) => ({
  hash: `${n}`,
  time: n,
  author: 'Ada',
  subject: 's',
  files: ['src/disk/store.ts']
})
const history = (shallow: boolean): History => ({
  head: '1',
  shallow,
  commits: Array.from({length: 12}, (_, n) => commit(n)),
  renames: new Map(),
  removed: new Map(),
  blame: () => undefined,
  versions: () => []
})

/** The artifacts after some stages ran on the files with the artifacts of the run before beside them. */
function run(artifacts: Files, past: History | undefined, ...stages: ('map' | 'enrich')[]) {
  const store = createMemoryStore({...artifacts})
  const session = createSession({
    repo: createMemoryRepo({...files, ...artifacts}),
    store,
    folder: '',
    fallbackName: 'made',
    config: defaultConfig,
    baseline: emptyBaseline,
    policy: 'stop',
    readHistory: () => past,
    readReferences
  })
  const problems = stages.flatMap(stage => {
    const {problems} = stage === 'map' ? performMap(session) : performEnrich(session)
    return problems.map(({kind}) => kind)
  })
  session.store.flush()
  return {files: store.files, problems}
}

const first = run({}, history(false), 'map', 'enrich').files

describe('the regions of enrich', () => {
  it('say where a request goes, what is hot and who owns it', () => {
    expect(first['ARCHITECTURE.md']).toContain(
      '`api` (`src/api/index.ts`) → `run` (`src/core/run.ts`) → `store` (`src/disk/store.ts`) → file system: `rmSync`'
    )
    expect(first['DETAILED_DESIGN.md']).toContain('m3->>outside: rmSync')
    expect(first['DETAILED_DESIGN.md']).toContain(
      '`src/disk/store.ts`: changed by at least 10 commits, at least 20 branches'
    )
    expect(first['DETAILED_DESIGN.md']).toContain('- **Owners**: `@api`')
  })

  it('are the same after a second run, and after map alone', () => {
    expect(run(first, history(false), 'map', 'enrich').files).toEqual(first)
    expect(run(first, undefined, 'map').files).toEqual(first)
  })

  it.each([
    ['no history', undefined],
    ['a shallow clone', history(true)]
  ])('stay as they are when a run sees %s', (_name, past) => {
    const {files: after, problems} = run(first, past, 'map', 'enrich')
    expect(after).toEqual(first)
    expect(problems).toContain('less-coverage')
  })

  it('hold no hotspots where there was no history to begin with', () => {
    const {files: without, problems} = run({}, undefined, 'map', 'enrich')
    expect(without['DETAILED_DESIGN.md']).not.toContain('Hotspots')
    expect(problems).not.toContain('less-coverage')
    expect(run({}, history(true), 'map', 'enrich').files['DETAILED_DESIGN.md']).toContain(
      'the clone is shallow, so not measured'
    )
  })

  it('are taken out by remove', () => {
    const store = createMemoryStore({...first})
    const staged = createStagedStore(store)
    removeArtifacts(staged)
    staged.flush()
    expect(store.files).toEqual({})
  })

  it('are added to documents that do not know them', () => {
    const mapped = run({}, history(false), 'map').files
    expect(mapped['DETAILED_DESIGN.md']).not.toContain('Hotspots')
    expect(run(mapped, history(false), 'enrich').files).toEqual(first)
  })
})
