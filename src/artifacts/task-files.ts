import {compareText} from '../base/compare.ts'

const namedFiles = new Set(['tasks.md', 'todo.md', 'roadmap.md'])

/** Folders whose task files are examples, history or someone else's. */
const foreignFolder =
  /^(?:node_modules|vendor|third_party|templates?|fixtures?|__fixtures__|tests?|__tests__|__mocks__|spec|e2e|examples?|samples?|demos?|archives?d?|changelogs?|dist|build)$/i

/**
 * The task files that are found without being named: TASKS.md, TODO.md and ROADMAP.md in any folder, which takes in the
 * `tasks.md` of spec-kit (`specs/x/`), OpenSpec (`openspec/changes/x/`) and Kiro (`.kiro/specs/x/`). Sorted.
 *
 * Left out: templates, fixtures, tests, examples, changelogs, archives, vendored and built folders.
 */
export function findTaskFiles(files: readonly string[]): string[] {
  return files.filter(isTaskFile).sort(compareText)
}

function isTaskFile(path: string): boolean {
  const folders = path.split('/')
  const name = folders.pop() ?? ''
  if (!namedFiles.has(name.toLowerCase())) return false
  return !folders.some(folder => foreignFolder.test(folder) || /templates?$/i.test(folder))
}
