import type {Action, NextActions} from '../../artifacts/action.ts'

/**
 * An issue for each action that is not done, in the order of the plan: front matter as in an issue template (title,
 * labels, assignees), then the body. An issue names its action by key, so that it is found again when numbers move.
 *
 * `zonesPath` is where DANGER-ZONES.md lies, from the root: a link would not lead there from an issue.
 */
export function toGithubIssues({actions}: NextActions, zonesPath: string): string {
  const open = actions.filter(({section}) => section !== 'done')
  return open.map(action => toIssue(action, zonesPath)).join('\n')
}

function toIssue(action: Action, zonesPath: string): string {
  const {number, kind, effort, section, title, owner = ''} = action
  const labels = [kind, `effort: ${effort}`, section]
  const assignees = [...owner.matchAll(/(?<![\w@])@([\w-]+)(?![\w/-])/g)].map(([, name]) => name)
  return [
    '---',
    `title: ${JSON.stringify(`NA-${number}: ${title}`)}`,
    `labels: ${JSON.stringify(labels)}`,
    ...(assignees.length > 0 ? [`assignees: ${JSON.stringify(assignees)}`] : []),
    '---',
    '',
    ...bodyOf(action, zonesPath),
    ''
  ].join('\n')
}

function bodyOf(action: Action, zonesPath: string): string[] {
  const {kind, rule, whyNow, effortFrom, steps, doneWhen, after, due, owner, notes, key} = action
  return [
    `**Why now**: ${whyNow}`,
    '',
    ...(rule === '' ? [] : [`**Why ${kind}**: ${rule}`, '']),
    `**Effort**: ${effortFrom}`,
    '',
    ...cited(action, zonesPath).flatMap(line => [line, '']),
    ...(after.length === 0 ? [] : [`**After**: ${after.map(each => `NA-${each}`).join(', ')}`, '']),
    ...(owner === undefined ? [] : [`**Owner**: ${owner}`, '']),
    ...(due === undefined ? [] : [`**Due**: ${due}`, '']),
    ...(steps.length === 0 ? [] : ['## Steps', '', ...steps.map(step => `- [ ] ${step}`), '']),
    ...['## Done when', '', doneWhen, ''],
    ...(notes === undefined ? [] : ['## Notes', '', notes, '']),
    `<!-- groundtruth: ${key.replaceAll('--', '- -')} -->`
  ]
}

function cited({zones, tasks, claims}: Action, zonesPath: string): string[] {
  return [
    ...(zones.length === 0 ? [] : [`**Zones**: ${zones.join(', ')} in \`${zonesPath}\``]),
    ...tasks.map(({file, text}) => `**Task**: ${file}: ${text}`),
    ...claims.map(claim => `**Refuted**: ${claim}`)
  ]
}
