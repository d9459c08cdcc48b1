import type {Location, Log, Notification, ReportingDescriptor, Result} from 'sarif'
import {compareBy} from '../../base/compare.ts'
import {contentHashOf} from '../../base/content-hash.ts'
import type {Problem} from '../../errors.ts'
import {lineHashes} from './line-hashes.ts'

export type SarifLevel = 'error' | 'warning' | 'note'

/** A kind of finding. */
export interface SarifRule {
  /** Stable: alerts of one rule are told from those of another by it. */
  readonly id: string
  /** One sentence. */
  readonly title: string
  /** What it means and what to do, Markdown. */
  readonly help: string
  readonly level: SarifLevel
  /** At most 20. */
  readonly tags: readonly string[]
}

export interface SarifFinding {
  readonly rule: string
  readonly level: SarifLevel
  readonly message: string
  /** Root-relative. */
  readonly path: string
  /** 1-based. */
  readonly line: number
  readonly endLine?: number
  /** 1-based, UTF-16. */
  readonly column?: number
  /** What stays the same while the finding does; no line. */
  readonly key: string
  readonly related: readonly {readonly path: string; readonly line: number; readonly note: string}[]
  /** Why it is known and not to be acted on. */
  readonly suppression?: {readonly kind: 'inSource' | 'external'; readonly justification: string}
}

export interface SarifInput {
  readonly version: string
  /** Tells uploads of one commit apart: `check`, `hunt`. */
  readonly category: string
  readonly rules: readonly SarifRule[]
  readonly findings: readonly SarifFinding[]
  readonly problems: readonly Problem[]
  /** The folder of the root in the repository, `''` when they are the same: GitHub counts paths from the latter. */
  readonly prefix: string
  /** Text of a root-relative file, for the hashes of its lines. */
  textOf(path: string): string | undefined
}

/** Source: docs.github.com, "SARIF results exceed one or more limits"; only the first 5,000 by level are shown. */
const resultLimit = 25_000
const tagLimit = 20
const levels: readonly SarifLevel[] = ['error', 'warning', 'note']

/**
 * A log with one run. Results are sorted by level and place, and cut at what GitHub takes.
 *
 * Source: SARIF 2.1.0, and docs.github.com "SARIF support for code scanning" for what a rule and a result must have.
 */
export function sarifLog(input: SarifInput): Log {
  const {version, category, rules, problems} = input
  const ids = rules.map(({id}) => id)
  const sorted = [...input.findings].sort(
    compareBy(
      ({level}) => levels.indexOf(level),
      ({path}) => path,
      ({line}) => line,
      ({column = 1}) => column,
      ({rule}) => rule
    )
  )
  const toResult = createToResult(input, ids)
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {driver: {name: 'groundtruth', semanticVersion: version, rules: rules.map(toDescriptor)}},
        automationDetails: {id: `groundtruth/${category}/`},
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: true,
            toolExecutionNotifications: problems.map(problem => toNotification(problem, input))
          }
        ],
        results: sorted.slice(0, resultLimit).map(toResult)
      }
    ]
  }
}

function toDescriptor({id, title, help, level, tags}: SarifRule): ReportingDescriptor {
  return {
    id,
    name: id,
    shortDescription: {text: title},
    fullDescription: {text: title},
    help: {text: help, markdown: help},
    defaultConfiguration: {level},
    properties: {
      tags: tags.slice(0, tagLimit),
      'problem.severity': level === 'note' ? 'recommendation' : level
    }
  }
}

function createToResult(input: SarifInput, ids: readonly string[]): (finding: SarifFinding) => Result {
  const hashes = new Map<string, readonly string[]>()
  const seen = new Map<string, number>()
  return finding => {
    const {rule, level, message, path, line, key, related, suppression} = finding
    if (!hashes.has(path)) hashes.set(path, lineHashes(input.textOf(path) ?? ''))
    const lineHash = hashes.get(path)?.[line - 1]
    const keyHash = contentHashOf(`${rule}\n${key}`)
    const count = (seen.get(keyHash) ?? 0) + 1
    seen.set(keyHash, count)
    return {
      ruleId: rule,
      ruleIndex: ids.indexOf(rule),
      level,
      message: {text: message},
      locations: [toLocation(finding, input)],
      ...(related.length > 0 ? {relatedLocations: related.map((one, id) => toRelated(one, id, input))} : {}),
      partialFingerprints: {
        ...(lineHash === undefined ? {} : {primaryLocationLineHash: lineHash}),
        'groundtruth/v1': `${keyHash}:${count}`
      },
      suppressions: suppression ? [{...suppression, status: 'accepted'}] : []
    }
  }
}

function toLocation(
  {path, line, column, endLine}: Pick<SarifFinding, 'path' | 'line' | 'column' | 'endLine'>,
  {prefix}: Pick<SarifInput, 'prefix'>
): Location {
  const region = {
    startLine: line,
    ...(column === undefined ? {} : {startColumn: column}),
    ...(endLine === undefined ? {} : {endLine})
  }
  return {physicalLocation: {artifactLocation: {uri: toUri(path, prefix), uriBaseId: '%SRCROOT%'}, region}}
}

function toRelated(
  {path, line, note}: SarifFinding['related'][number],
  id: number,
  input: SarifInput
): Location {
  return {id, ...toLocation({path, line}, input), message: {text: note}}
}

/** A relative reference: each part escaped by itself, as a path may hold `#`, `?` and `%`. */
function toUri(path: string, prefix: string): string {
  const whole = prefix === '' ? path : `${prefix}/${path}`
  return whole.split('/').map(encodeURIComponent).join('/')
}

function toNotification({kind, path, line, message}: Problem, input: SarifInput): Notification {
  return {
    level: 'note',
    descriptor: {id: kind},
    message: {text: message},
    ...(path === undefined ? {} : {locations: [toLocation({path, line: line ?? 1}, input)]})
  }
}
