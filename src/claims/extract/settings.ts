import type {Claim} from '../claim.ts'
import {compilerOptions} from '../compiler-options.ts'
import {type Passage, sentencesOf} from '../passage.ts'
import {isAsserted, isAssertedIntro} from '../speech.ts'
import {positionAt, toClaim} from './rule.ts'

const target = /\b(?:compile(?:r|d)? )?target(?:s|ing|ed)?:? (?:is |to )?`?(ES(?:\d{4}|5|6|Next))`?(?![\w-])/i
const option = /`(\w+)`:?\s+(?:is |are |turned |set to )?`?(on|off|enabled|disabled|true|false)\b/g

/** Options of the compiler that a text gives a value: "Target ES2022", "`noUnusedLocals` on". */
export function extractSettings(passage: Passage, doc: string): Claim[] {
  if (passage.type === 'code' || !isAssertedIntro(passage.intro)) return []
  return sentencesOf(passage).flatMap(({text, start}) => {
    if (!isAsserted(text)) return []
    const at = (index: number) => positionAt(passage, start + index)
    const found = target.exec(text)
    const targets = found
      ? [
          toClaim(passage, doc, at(found.index), {
            kind: 'count',
            subject: 'compile target',
            object: found[1] ?? ''
          })
        ]
      : []
    const options = [...text.matchAll(option)].flatMap(({1: name = '', 2: value = '', index}) => {
      if (!compilerOptions.has(name)) return []
      const object = `tsconfig: ${/^(on|enabled|true)$/.test(value) ? 'true' : 'false'}`
      return [toClaim(passage, doc, at(index), {kind: 'symbol', subject: name, object})]
    })
    return [...targets, ...options]
  })
}
