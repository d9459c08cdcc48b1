import type {Change, NamedTest, Proof} from '../../artifacts/proof.ts'

/** What came of a proof, one line. */
export function proofText({result, guard, test, change, reason}: Proof): string {
  const place = guard ? `${guard.path}:${guard.line}` : ''
  switch (result) {
    case 'pinned': {
      const rest = change ? `; but no test notices ${changeText(change)}` : ''
      return `pinned: ${test ? testText(test) : 'a test'} fails without the guard in ${place} (${reason})${rest}`
    }
    case 'unpinned':
      return `unpinned: no test fails without the guard in ${place} (${reason})${change ? `: ${changeText(change)}` : ''}`
    case 'not-proven':
      return `not proven: ${place === '' ? '' : `${place}: `}${reason}`
  }
}

function testText({path, name}: NamedTest): string {
  return `${path === undefined ? '' : `${path} `}"${name}"`
}

function changeText({path, line, before, after}: Change): string {
  return `${path}:${line} \`${before}\` → \`${after}\``
}
