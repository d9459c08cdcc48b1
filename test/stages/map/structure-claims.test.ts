import {describe, expect, it} from 'vitest'
import {planArchitecture} from '../../../src/artifacts/architecture/plan.ts'
import {type Files, mapAndJudge} from './offered.ts'

/** The verdicts that `check` gives on what map writes into the regions of that name. */
function verdicts(region: string, files: Files): string[] {
  const {value, judge} = mapAndJudge(files)
  const {sections} = planArchitecture(value.architecture, ['map'])
  const body = sections.flatMap(({blocks}) => blocks).find(({id}) => id === region)?.body ?? ''
  return judge(body).map(
    ({kind, subject, object, verdict}) =>
      `${kind} ${subject}${object === undefined ? '' : ` > ${object}`}: ${verdict}`
  )
}

const manifest = {'package.json': '{"name": "x", "type": "module"}'}

describe('what check reads out of the structure', () => {
  it('is the imports of a ring, and where its names are', () => {
    const found = verdicts('cycles', {
      ...manifest,
      'src/a.ts': "import {fromB} from './b.ts'\nexport const fromA = () => fromB\n",
      'src/b.ts': "import {fromC, other} from './c.ts'\nexport const fromB = () => [fromC, other]\n",
      'src/c.ts':
        "import {fromA} from './index.ts'\nexport const fromC = () => fromA\nexport const other = 1\n",
      'src/index.ts': "export {fromA} from './a.ts'\n"
    })
    expect(found).toContain('edge src/a.ts > src/b.ts: verified')
    expect(found.filter(line => !line.endsWith(': verified'))).toEqual([])
    expect(found.filter(line => line.startsWith('absence'))).toEqual([])
  })

  it('is only that the components of a layer exist', () => {
    const found = verdicts('layers', {
      ...manifest,
      'src/a/x.ts': "import {b} from '../b/x.ts'\nexport const a = b\n",
      'src/b/x.ts': "import {c} from '../c/x.ts'\nexport const b = c\n",
      'src/c/x.ts': 'export const c = 1\n'
    })
    expect(found).toEqual(['path src/c: verified', 'path src/b: verified', 'path src/a: verified'])
  })
})
