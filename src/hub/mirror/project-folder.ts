import {contentHashOf} from '../../base/content-hash.ts'

/** Names that Windows keeps for devices, and that of the mirror's own database. */
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d|mirror\.db)(?:[.-]|$)/

/**
 * The folder of a project in a mirror. A plain name in small letters stands for itself; any other becomes a plain one, `~`
 * and a hash of it. So no two projects share a folder, also where the file system takes large and small letters for the same.
 */
export function projectFolder(project: string): string {
  if (/^[a-z0-9][a-z0-9._-]{0,99}$/.test(project) && !project.endsWith('.') && !reserved.test(project))
    return project
  const plain = project
    .toLowerCase()
    .replaceAll(/[^a-z0-9_-]+/g, '-')
    .replaceAll(/^[_-]+|-+$/g, '')
    .slice(0, 60)
  return `${plain === '' ? 'project' : plain}~${contentHashOf(project)}`
}
