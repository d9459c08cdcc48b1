import {posix} from 'node:path'

/**
 * The text with its links to zones, which count from the artifacts, counting from `file`; only their labels when no link
 * would lead there.
 */
export function relativeLink(text: string, file: string, zonesPath: string | undefined): string {
  const target =
    zonesPath === undefined || file.startsWith('../')
      ? undefined
      : posix.relative(posix.dirname(file), zonesPath)
  return text.replace(/\[([^\]]+)\]\(DANGER-ZONES\.md(#[^)\s]*)\)/g, (_, label: string, anchor: string) =>
    target === undefined ? label : `[${label}](${target}${anchor})`
  )
}
