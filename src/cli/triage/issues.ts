import {resolve} from 'node:path'
import GithubSlugger from 'github-slugger'
import {readDangerZones} from '../../artifacts/danger-zones.ts'
import {readSeal, sealFile} from '../../artifacts/sealed-file.ts'
import type {TriageItem} from '../../artifacts/triage-row.ts'
import type {Problem} from '../../errors.ts'
import {createStagedStore, type StagedStore} from '../../pipeline/staged-store.ts'
import {createDiskStore} from '../../repo/disk-store.ts'
import {type CitedZone, issueDraft} from '../../report/issues/draft.ts'
import {toPosix} from '../location.ts'
import type {View} from '../stage-command.ts'

const slugWords = 6

/**
 * Stages an issue draft for each partial item in the folder of `--issues`. A draft that a person has edited stays and is
 * named, and so is one whose item is no longer partial.
 *
 * `judged` are all items of the files that were read; `shown` those that the call is about.
 */
export function stageIssues(
  folder: string,
  judged: readonly TriageItem[],
  shown: readonly TriageItem[],
  {session, cwd}: Pick<View, 'session' | 'cwd'>
): {store: StagedStore; problems: readonly Problem[]} {
  const display = toPosix(folder).replace(/\/+$/, '')
  const store = createStagedStore(createDiskStore(resolve(cwd, folder), display === '.' ? '' : display))
  const zonesOf = zoneReader(session.store.read('DANGER-ZONES.md'))
  const zonesPath = session.pathOf('DANGER-ZONES.md')
  const known = readDrafts(store)
  const problems: Problem[] = []
  const seen = new Map<string, number>()
  for (const item of shown.filter(({verdict}) => verdict === 'partial')) {
    const name = nameOf(item, seen)
    const old = store.read(name)
    const isOurs = old === undefined || readSeal(old)?.isIntact === true
    if (isOurs) store.write(name, sealFile(issueDraft(item, zonesOf(item.rule), zonesPath), keyOf(item)))
    else
      problems.push(remark('edited-issue', store.nameOf(name), 'edited since it was drafted, left as it is'))
  }
  return {store, problems: [...problems, ...settled(known, judged, store)]}
}

function keyOf({file, hash}: TriageItem): string {
  return `${file}/${hash}`.replaceAll('--', '- -')
}

/** Of the text: it stays while the text does. The same text in another place gets a number. */
function nameOf({text, hash}: TriageItem, seen: Map<string, number>): string {
  const words = new GithubSlugger()
    .slug(text)
    .split('-')
    .filter(word => word !== '')
  const stem = [...words.slice(0, slugWords), hash].join('-')
  const count = (seen.get(stem) ?? 0) + 1
  seen.set(stem, count)
  return count === 1 ? `${stem}.md` : `${stem}-${count}.md`
}

function zoneReader(text: string | undefined): (rule: string) => CitedZone[] {
  const zones = text === undefined ? [] : readDangerZones(text).value.zones
  return rule => {
    const numbers = new Set([...rule.matchAll(/\bDZ-(\d+)\]/g)].map(([, number]) => Number(number)))
    return zones
      .filter(({number}) => numbers.has(number))
      .map(({number, title, path, startLine, symbol, failurePath, fix}) => ({
        label: `DZ-${number}`,
        title,
        location: `\`${path}:${startLine}\` (\`${symbol}\`)`,
        failurePath,
        fix
      }))
  }
}

function readDrafts(store: StagedStore): {name: string; key: string}[] {
  return store.list('').flatMap(name => {
    const key = name.endsWith('.md') ? readSeal(store.read(name) ?? '')?.key : undefined
    return key === undefined ? [] : [{name, key}]
  })
}

/** Drafts of items of these task files that are partial no more, or gone. */
function settled(
  drafts: readonly {name: string; key: string}[],
  judged: readonly TriageItem[],
  store: StagedStore
): Problem[] {
  const files = new Set(judged.map(({file}) => file))
  const partial = new Set(judged.filter(({verdict}) => verdict === 'partial').map(keyOf))
  return drafts
    .filter(({key}) => files.has(key.slice(0, key.lastIndexOf('/'))) && !partial.has(key))
    .map(({name}) =>
      remark('settled-issue', store.nameOf(name), 'its item is not partial any more, the draft is left')
    )
}

function remark(kind: string, path: string, message: string): Problem {
  return {kind, path, message}
}
