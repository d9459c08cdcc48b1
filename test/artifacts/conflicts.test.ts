import {expect, test} from 'vitest'
import {readBothSides} from '../../src/artifacts/conflicts.ts'

function check(text: string, expected: readonly [ours: string, theirs: string] | undefined) {
  const sides = readBothSides(text)
  expect(sides && [sides.ours, sides.theirs]).toEqual(expected)
}

test('takes each side of each conflict', () =>
  check('a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> x\nd\n<<<<<<< HEAD\n=======\ne\n>>>>>>> x\n', [
    'a\nb\nd\n',
    'a\nc\nd\ne\n'
  ]))

test('leaves out the base that diff3 shows', () =>
  check('<<<<<<< HEAD\na\n||||||| 1234\nb\n=======\nc\n>>>>>>> x\n', ['a\n', 'c\n']))

test('reads Windows line endings', () =>
  check('<<<<<<< HEAD\r\na\r\n=======\r\nb\r\n>>>>>>> x\r\n', ['a\r\n', 'b\r\n']))

test('takes markers without their partners for text', () =>
  check('Title\n=======\n\n<<<<<<< HEAD\nx\n', undefined))

test('takes a conflict in a code block for an example', () =>
  check('```\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> x\n```\n', undefined))

test('sees a conflict in the code block of a region', () => {
  const region = (inside: string) =>
    `<!-- groundtruth:begin d hash=0 -->\n\`\`\`mermaid\n${inside}\`\`\`\n<!-- groundtruth:end d -->\n`
  check(region('<<<<<<< HEAD\na\n=======\nb\n>>>>>>> x\n'), [region('a\n'), region('b\n')])
})
