import type {Claim} from '../claim.ts'
import type {Passage} from '../passage.ts'
import {readScriptCall} from '../script-call.ts'
import {isAssertedIntro} from '../speech.ts'
import {namingRuns, toClaim} from './rule.ts'

const shells = new Set(['sh', 'bash', 'shell', 'zsh', 'console', 'shellsession', 'shell-session', 'terminal'])

const example =
  /\b(such as|e\.g\.|for example|for instance|something like|say|scripts? like|commands? like)[\s,:]*(an? |your |the )?$/i

/** Calls of package scripts in code spans and shell blocks. */
export function extractCommands(passage: Passage, doc: string): Claim[] {
  if (!isAssertedIntro(passage.intro)) return []
  if (passage.type === 'code') return fromBlock(passage, doc)
  return namingRuns(passage.runs).flatMap(run => {
    if (example.test(passage.text.slice(0, run.start))) return []
    const command = run.type === 'code' ? scriptCall(run.text.split(/&&|\|\||;/)[0] ?? '') : undefined
    return command === undefined ? [] : [toClaim(passage, doc, run, {kind: 'command', subject: command})]
  })
}

function fromBlock(passage: Passage, doc: string): Claim[] {
  // A block that makes or fetches another project speaks of that project's scripts.
  if (!shells.has(passage.lang ?? '') || /\b(create|init|clone|degit|scaffold)\b/.test(passage.text))
    return []
  return passage.text.split('\n').flatMap((line, offset) => {
    const shown = line.replace(/^\s*[$>%]\s+/, '').replace(/\s#.*$/, '')
    return shown.split(/&&|\|\||;|\|/).flatMap(part => {
      const command = scriptCall(part)
      if (command === undefined) return []
      const position = {line: passage.line + 1 + offset, column: Math.max(0, line.indexOf(part.trim())) + 1}
      return [toClaim(passage, doc, position, {kind: 'command', subject: command})]
    })
  })
}

/** The call without what follows the script's name, when the text is one; `npm test` counts, `npm install` does not. */
function scriptCall(text: string): string | undefined {
  const call = text.trim().replace(/^((\w+=\S*|cross-env)\s+)+/, '')
  if (/[<>{}…*]|\.\.\./.test(call.split(/\s--(\s|$)/)[0] ?? '')) return undefined
  const found = /^(?:npm|pnpm|yarn|bun|nr)\s.*$/.exec(call)
  const script = found ? readScriptCall(call)?.script : undefined
  // `npm run dev/build` lists several.
  return script === undefined || (/\w\/\w/.test(script) && !/^@/.test(script)) ? undefined : call
}
