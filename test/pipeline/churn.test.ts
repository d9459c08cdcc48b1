import {expect, test} from 'vitest'
import {emptyBaseline} from '../../src/pipeline/baseline.ts'
import {defaultConfig} from '../../src/pipeline/config.ts'
import {createSession} from '../../src/pipeline/session.ts'
import {performMap} from '../../src/pipeline/stages/map.ts'
import {createMemoryRepo, createMemoryStore} from '../../src/repo/memory.ts'
import {type Files, madeHistory, madeRepository} from './made-history.ts'

/** The artifacts after map ran on the files with the artifacts of the run before beside them. */
function mapFiles(files: Files, artifacts: Files): Record<string, string> {
  const store = createMemoryStore({...artifacts})
  const session = createSession({
    repo: createMemoryRepo({...files, ...artifacts}),
    store,
    folder: '',
    fallbackName: 'made',
    config: defaultConfig,
    baseline: emptyBaseline,
    policy: 'stop',
    readHistory: () => undefined,
    readReferences: () => {
      throw new Error('map asks for no references')
    }
  })
  performMap(session)
  session.store.flush()
  return store.files
}

function changedLines(before: string, after: string): string[] {
  const [old, fresh] = [before.split('\n'), after.split('\n')]
  return [...old.filter(line => !fresh.includes(line)), ...fresh.filter(line => !old.includes(line))]
}

const isMarker = (line: string) => line.startsWith('<!-- groundtruth:')

test('50 commits change ARCHITECTURE.md where a component got a file, and nowhere else', () => {
  let artifacts = mapFiles(madeRepository(), {})
  const kinds = new Set<string>()
  for (const [step, {kind, files, folder}] of madeHistory(50, 3).entries()) {
    const next = mapFiles(files, artifacts)
    const [before = '', after = ''] = [artifacts['ARCHITECTURE.md'], next['ARCHITECTURE.md']]
    const place = `commit ${step}, ${kind}`
    if (folder === undefined) expect(after, place).toBe(before)
    else
      for (const line of changedLines(before, after).filter(each => !isMarker(each)))
        expect(line, place).toContain(folder)
    expect(mapFiles(files, next), place).toEqual(next)
    kinds.add(kind)
    artifacts = next
  }
  expect(kinds.size).toBe(5)
}, 60_000)

test('a change that a reader has to know of does change ARCHITECTURE.md', () => {
  const files = madeRepository()
  const before = mapFiles(files, {})
  const upwards = {
    ...files,
    'src/web/part0.ts': `import {api0} from '../api/part0.ts'\nexport const back = api0\n`
  }
  expect(mapFiles(upwards, before)['ARCHITECTURE.md']).not.toBe(before['ARCHITECTURE.md'])
})
