import {compareText} from '../base/compare.ts'

const namedFiles = new Set(['tasks.md', 'todo.md', 'roadmap.md', 'todo.txt'])

/** Folders whose task files are examples, history or someone else's. */
const foreignFolder =
  /^(?:node_modules|vendor|third_party|templates?|fixtures?|__fixtures__|tests?|__tests__|__mocks__|spec|e2e|examples?|samples?|demos?|archives?d?|backups?|changelogs?|dist|build)$/i

const taskMasterFile = /(?:^|\/)\.taskmaster\/tasks\/tasks\.json$/
/** `backlog/tasks/back-12.1 - Title.md`: the folder above and its name. */
const backlogFile = /^((?:.*\/)?([^/]+))\/tasks\/[A-Za-z]+-\d+(?:\.\d+)* - [^/]+\.md$/
const backlogFolder = /^\.?backlog$/i
const backlogConfigs = ['config.yml', 'config.yaml']

/**
 * The task files that are found without being named. Sorted.
 *
 * - TASKS.md, TODO.md, ROADMAP.md and todo.txt in any folder, which takes in the `tasks.md` of ctx (`.context/`), spec-kit
 *   (`specs/x/`), OpenSpec (`openspec/changes/x/`) and Kiro (`.kiro/specs/x/`);
 * - `.taskmaster/tasks/tasks.json`;
 * - the tasks of Backlog.md in `backlog/tasks`, or in `tasks` of another folder that holds its `config.yml`.
 *
 * Left out: templates, fixtures, tests, examples, changelogs, archives, backups, vendored and built folders.
 */
export function findTaskFiles(files: readonly string[]): string[] {
  const all = new Set(files)
  return files.filter(path => isTaskFile(path, all)).sort(compareText)
}

function isTaskFile(path: string, all: ReadonlySet<string>): boolean {
  const folders = path.split('/')
  const name = folders.pop() ?? ''
  if (folders.some(folder => foreignFolder.test(folder) || /templates?$/i.test(folder))) return false
  return namedFiles.has(name.toLowerCase()) || taskMasterFile.test(path) || isBacklogFile(path, all)
}

function isBacklogFile(path: string, all: ReadonlySet<string>): boolean {
  const [, folder = '', name = ''] = backlogFile.exec(path) ?? []
  if (folder === '') return false
  return backlogFolder.test(name) || backlogConfigs.some(config => all.has(`${folder}/${config}`))
}
