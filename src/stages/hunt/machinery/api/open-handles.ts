import {outsideCalls} from '../../../../effects/outside-calls.ts'
import {callName, isCall, receiverOf} from '../../../../syntax/call-name.ts'
import {memberPath} from '../../../../syntax/member-path.ts'
import type {DetectorContext} from '../../define-detector.ts'
import type {Code} from '../code.ts'
import {type Call, callSearch, type FoundCall} from './call-search.ts'

/** What a call holds while it waits. */
export interface Handle {
  readonly kind: 'file' | 'connection' | 'process'
  /** Whether the package is known, and the call is not only named so. */
  readonly sure: boolean
}

/** Calls that hold a file descriptor, a connection of their own or a child process until they are done. */
const search = callSearch<Handle>(handleOf)

/** The first such call that a call leads to. */
export function openHandle(context: DetectorContext, code: Code, call: Call): FoundCall<Handle> | undefined {
  return search.from(context, code, call)
}

/** Those of `fs` that only look or rename hold nothing. Source: nodejs.org/api/fs.html. */
const OPENS =
  /^(?:readFile|writeFile|appendFile|copyFile|cp|copy|move|open|opendir|readdir|createReadStream|createWriteStream|outputFile|outputJson|outputJSON|readJson|readJSON|writeJson|writeJSON|readjson)$/
const FILES = new Set(['node:fs', 'node:fs/promises', 'fs-extra'])
const NAMED =
  /^(?:safe)?(?:[rR]ead|[lL]oad|[wW]rite|[cC]opy|[dD]ownload|[eE]xtract)\w*(?:File|Json|JSON|Yaml|YAML|Manifest|Package|FromDir|FromDisk|FromPath)\w*$/

function handleOf(context: DetectorContext, code: Code, call: Call): Handle | undefined {
  const name = callName(call)
  if (name === undefined || !isCall(call) || /Sync$/.test(name)) return undefined
  const outside = outsideCalls(context.facts)
  const value = outside.valueOf(code.ast, call.callee)
  if (value && FILES.has(value.package)) return OPENS.test(name) ? {kind: 'file', sure: true} : undefined
  const kind = outside.effectOf(code.ast, call)
  if (kind === 'process') return {kind: 'process', sure: true}
  if (kind === 'network' && isRequest(name)) return {kind: 'connection', sure: true}
  if (kind || value) return value && NAMED.test(name) && !kind ? {kind: 'file', sure: false} : undefined
  return byName(code, call, name)
}

/** A request of its own, and no method of a client that keeps its connections. */
function isRequest(name: string): boolean {
  return /^(?:fetch|request|get|post|put|patch|delete|head|got|axios|ky|ofetch|\$fetch|send)$/.test(name)
}

/** `options.fs.writeFile()`, and functions of other packages named as ones that read a file. */
function byName(code: Code, call: Call, name: string): Handle | undefined {
  const receiver = receiverOf(call)
  const path = receiver && memberPath(receiver)
  if (path !== undefined && /(?:^|\.)(?:_?fs|fsp|fsPromises|fs\.promises)$/.test(path))
    return OPENS.test(name) ? {kind: 'file', sure: true} : undefined
  const isImported =
    call.callee.type === 'Identifier' && code.bindingOf(call.callee)?.definitions[0]?.kind === 'import'
  return isImported && NAMED.test(name) ? {kind: 'file', sure: false} : undefined
}
