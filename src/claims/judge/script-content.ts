import {escapePattern} from '../../base/escape-pattern.ts'
import type {Package} from '../../repo/layout.ts'
import type {Claim, Judgement} from '../claim.ts'
import {readScriptCall} from '../script-call.ts'
import type {World} from '../world.ts'
import {placeOfField} from './manifest-line.ts'
import {refuted, unverifiable, verified} from './verdict.ts'

/** Programs behind which other programs and scripts run. */
const runner =
  /\b(turbo|nx|lerna|run-s|run-p|npm-run-all2?|concurrently|wireit|just|make|moon|gulp|grunt|lage|wsrun|sh|bash|node|tsx|ts-node|bun|deno|zx|dotenv|env-cmd)\b|\.[mc]?[jt]s\b|\.sh\b|-r\b|--recursive\b|--workspaces\b|--filter\b|-w\b/

/** Whether a package script's text, with the scripts that it calls and that run before it, names a program. */
export function judgeScriptContent(claim: Claim, world: World): Judgement {
  const script = scriptOf(claim)
  const having = world.manifests.filter(one => bodyOf(one, script) !== undefined)
  const [program = ''] = (claim.object ?? '').split(' ')
  if (having.length === 0) return refuted('no such script')
  const all = having.map(one => ({one, text: wholeText(one, script, [])}))
  const word = new RegExp(`(^|[\\s/"'&|;(])${escapePattern(program)}(?![\\w-])`)
  const fitting = all.filter(({text}) => word.test(text))
  const place = ({one}: {one: Package}) => placeOfField(one.manifestPath, ['scripts', script], world)
  if (fitting.length > 0) return verified('called', fitting.map(place))
  if (all.some(({text}) => runner.test(text))) return unverifiable('may call it', all.map(place))
  return refuted('calls another', all.map(place))
}

function scriptOf({subject}: Claim): string {
  const call = subject.replace(/ (calls|runs|invokes|executes|wraps) .*$/, '')
  return readScriptCall(call)?.script ?? call
}

function bodyOf({manifest}: Package, script: string): string | undefined {
  const {scripts} = manifest
  if (typeof scripts !== 'object' || scripts === null || !Object.hasOwn(scripts, script)) return undefined
  const body = (scripts as Record<string, unknown>)[script]
  return typeof body === 'string' ? body : undefined
}

function wholeText(one: Package, script: string, seen: readonly string[]): string {
  if (seen.includes(script)) return ''
  const body = bodyOf(one, script) ?? ''
  const called = body.split(/&&|\|\||;|\|/).flatMap(part => readScriptCall(part.trim())?.script ?? [])
  const before = bodyOf(one, `pre${script}`) === undefined ? [] : [`pre${script}`]
  return [body, ...[...before, ...called].map(name => wholeText(one, name, [...seen, script]))].join(' ; ')
}
