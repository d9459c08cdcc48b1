import {open} from 'node:fs/promises'

/** A new name is on the disk only once its folder is. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  await folder
    .sync()
    // Windows has no such call for a folder.
    .catch(() => undefined)
    .finally(() => folder.close())
}
