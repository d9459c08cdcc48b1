import {isCodeFile} from '../repo/code-file.ts'
import type {Layout} from '../repo/layout.ts'
import type {ModuleId} from './facts.ts'

/** Folders that hold nothing but output; `lib` and `types` may as well be missing sources. */
const outputFolder = /(?:^|\/)(?:dist|build|out|output)\//

/** The source of a build output that a path names, with its extension or, in a folder of output, without. */
export function builtSource(layout: Layout, path: string): ModuleId | undefined {
  const plain = path.replace(/\/$/, '')
  const isBare = !isCodeFile(path) && outputFolder.test(`${plain}/`)
  const others = isBare ? [`${plain}.js`, `${plain}/index.js`] : []
  return [path, ...others].map(layout.sourceOf).find(source => source !== undefined)
}
