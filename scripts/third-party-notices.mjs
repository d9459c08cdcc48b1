import {existsSync, readdirSync, readFileSync} from 'node:fs'
import {dirname, join} from 'node:path'

/** Names, versions and licence texts of the packages to which bundled files (absolute paths) belong; sorted by name. */
export function thirdPartyNotices(files) {
  const folders = new Set(files.map(packageFolder).filter(folder => folder !== undefined))
  const notices = [...folders].map(notice).sort()
  return ['This package contains code of other packages, under the licences that follow.\n', ...notices].join(
    `\n${'-'.repeat(80)}\n\n`
  )
}

/** Folders below the package's own may hold manifests as well; those have no version. */
function packageFolder(file) {
  if (!file.includes('/node_modules/')) return undefined
  for (let folder = dirname(file); !folder.endsWith('/node_modules'); folder = dirname(folder))
    if (readManifest(folder)?.version !== undefined) return folder
  throw new Error(`Expected a manifest above ${file}`)
}

function notice(folder) {
  const {name, version, license, licenses = [], author} = readManifest(folder)
  const texts = readdirSync(folder)
    .filter(file => /^(?:licen[cs]e|copying|notice)/i.test(file))
    .sort()
    .map(file => readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim())
  const names = license ?? licenses.map(({type, url}) => `${type}, ${url}`).join('; ')
  if (texts.length === 0 && names === '') throw new Error(`Expected a licence in ${folder}`)
  const by = texts.length === 0 && author ? [`by ${author.name ?? author}`] : []
  return `${[`${name} ${version} (${names})`, ...by, ...texts].join('\n\n')}\n`
}

function readManifest(folder) {
  const path = join(folder, 'package.json')
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined
}
