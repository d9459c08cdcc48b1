import {expect, test} from 'vitest'
import {confirmationOf} from '../../src/pipeline/confirmation.ts'

/** `[first, last]` of each part that is judged. */
function check(text: string, expected: [number, number][]): void {
  expect(confirmationOf(text).map(({first, last}) => [first, last])).toEqual(expected)
  expect(confirmationOf(text.replaceAll('\n', '\r\n')).map(({first, last}) => [first, last])).toEqual(
    expected
  )
}

const body = '# Use a lock\n\n## Context\n\nText.\n\n### Confirmation\n\n`src/a.ts` …\n\n#### How\n\nMore.\n'

test('the section Confirmation is judged up to the next heading of its level or above', () => {
  check(body, [[7, 14]])
  check(`${body}\n### Consequences\n\nText.\n`, [[7, 14]])
  check(`${body}\n## More\n`, [[7, 14]])
})

test('the section is called Validation, too; a word in a title or a fence is no section', () => {
  check('# A\n\n## Validation\n\nText.\n', [[3, 6]])
  check('# A\n\n## **Confirmation** ##\n\nText.\n', [[3, 6]])
  check('# A\n\n## Confirmation of orders\n\nText.\n', [])
  check('# A\n\n```md\n## Confirmation\n```\n', [])
  check('# A\n\n~~~~md\n~~~\n## Confirmation\n~~~~\n\n## Validation\n', [[8, 9]])
})

test.each([
  ['front matter', `---\nstatus: "superseded by ADR-0007"\n---\n${body}`],
  ['a Status section', `# A\n\n## Status\n\nDeprecated\n\n## Confirmation\n\nText.\n`],
  ['a line below the title', `# A\n\n* Status: proposed\n* Date: x\n\n## Confirmation\n\nText.\n`],
  ['a line that rejects', `# A\n\n**Status:** rejected\n\n## Confirmation\n\nText.\n`]
])('a decision that is not in force by %s is not judged', (_, text) => check(text, []))

test('a decision in force is judged, also one that supersedes another', () => {
  check(`---\nstatus: accepted\n---\n# A\n\n## Confirmation\n\nText.\n`, [[6, 9]])
  check(`# A\n\n## Status\n\nAccepted, supersedes ADR 3.\n\n## Confirmation\n\nText.\n`, [[7, 10]])
  check(`# A\n\n## Context\n\nIt was proposed to wait.\n\n## Confirmation\n\nText.\n`, [[7, 10]])
})
