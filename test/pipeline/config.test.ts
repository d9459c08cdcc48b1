import {expect, test} from 'vitest'
import {GroundtruthError} from '../../src/errors.ts'
import {defaultConfig} from '../../src/pipeline/config.ts'
import {parseConfig} from '../../src/pipeline/parse-config.ts'

test('an empty object gives the defaults', () => {
  expect(parseConfig('{}')).toEqual(defaultConfig)
})

test('comments, trailing commas and a byte order mark are fine', () => {
  expect(parseConfig('\uFEFF{\n  // generated\n  "ignore": ["gen/"], /* few */ "capacity": 3,\n}')).toEqual({
    ...defaultConfig,
    ignore: ['gen/'],
    capacity: 3
  })
})

test('a single gate stands for a list of one', () => {
  expect(parseConfig('{"failOn": "critical"}').failOn).toEqual(['critical'])
  expect(parseConfig('{"failOn": ["critical", "phantom"]}').failOn).toEqual(['critical', 'phantom'])
})

test('detectors are switched off by id, or listed', () => {
  expect(parseConfig('{"detectors": {"a-b": false}}').detectors).toEqual({'a-b': false})
  expect(parseConfig('{"detectors": ["a-b"]}').detectors).toEqual(['a-b'])
})

function check(text: string, message: RegExp, hint: RegExp): void {
  let error: unknown
  try {
    parseConfig(text)
  } catch (thrown) {
    error = thrown
  }
  expect(error).toBeInstanceOf(GroundtruthError)
  const {code, message: found, hint: next} = error as GroundtruthError
  expect({code, found, next}).toEqual({
    code: 'config/invalid',
    found: expect.stringMatching(message),
    next: expect.stringMatching(hint)
  })
}

test('a syntax error names line and column', () => {
  check('{\n  "ignore": [}\n', /groundtruth\.config\.json:2:\d+$/, /correct the file/)
  check('', /:1:1$/, /correct the file/)
})

test('an unknown key names the nearest', () => {
  check('{"ingore": []}', /got "ingore"$/, /did you mean "ignore"\?/)
  check('{"entrypoints": []}', /got "entrypoints"$/, /did you mean "entryPoints"\?/)
  check('{"plugins": []}', /got "plugins"$/, /take the key out/)
})

test('a wrong value names its key, what was expected and what came', () => {
  check('{"capacity": 0}', /a whole number from 1 to 100 as "capacity".*got 0$/, /default/)
  check('{"capacity": 1.5}', /got 1\.5$/, /default/)
  check('{"ignore": "gen/"}', /a list of patterns as "ignore".*got "gen\/"$/, /default/)
  check('{"ignore": ["a", 1]}', /a list of patterns as "ignore\.1".*got 1$/, /default/)
  check('{"failOn": "medium"}', /critical, elevated, refuted, phantom.*got "medium"$/, /default/)
  check('[]', /an object as groundtruth\.config\.json, got \[\]$/, /default/)
  check('null', /an object as groundtruth\.config\.json, got null$/, /default/)
})
