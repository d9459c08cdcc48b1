import type {Log} from 'sarif'
import type {Problem} from '../../errors.ts'
import type {TriageOutcome} from '../../pipeline/stages/triage.ts'
import {findWorkTree} from '../../repo/disk-work-tree.ts'
import {itemFinding, itemRules} from '../../report/sarif/items.ts'
import {sarifLog} from '../../report/sarif/log.ts'
import type {View} from '../stage-command.ts'
import {select} from '../triage/selection.ts'
import {version} from '../version.ts'

/** The items whose verdict asks for a step. Those of files outside of the root are left out: no viewer could place them. */
export function triageLog(outcome: TriageOutcome, view: View, problems: readonly Problem[]): Log {
  const {session, root, options} = view
  const gates = new Set<string>(options.failOn ?? session.config.failOn)
  const {judged} = select(outcome, options.minAge, session.history)
  const isInside = (path: string | undefined) => path === undefined || session.repo.has(path)
  return sarifLog({
    version,
    category: 'triage',
    rules: itemRules,
    findings: judged.filter(({task}) => isInside(task.file)).flatMap(({item}) => itemFinding(item, gates)),
    problems: problems.filter(({path}) => isInside(path)),
    prefix: findWorkTree(root).path,
    textOf: path => session.repo.read(path)
  })
}
