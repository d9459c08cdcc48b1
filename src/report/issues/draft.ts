import type {TriageItem} from '../../artifacts/triage-row.ts'

/** What an issue says of a zone that its item runs into. */
export interface CitedZone {
  /** `DZ-7`. */
  readonly label: string
  readonly title: string
  readonly location: string
  readonly failurePath: readonly string[]
  readonly fix: string
}

const clauseWords: Readonly<Record<TriageItem['clauses'][number]['state'], string>> = {
  met: 'met',
  unmet: 'open',
  contradicted: 'contradicted by the code',
  unknown: 'cannot be told',
  'not-checkable': 'cannot be checked'
}

/**
 * An issue for a partial item: front matter as in an issue template (title, labels), then what the code says of it, what to
 * do, and which tests to add. `zonesPath` is where DANGER-ZONES.md lies, from the root.
 */
export function issueDraft(item: TriageItem, zones: readonly CitedZone[], zonesPath: string): string {
  return [
    '---',
    `title: ${JSON.stringify(titleOf(item.text))}`,
    `labels: ${JSON.stringify(['triage', 'partial'])}`,
    '---',
    '',
    `From \`${item.file}\`: ${item.text.replace(/\s+/g, ' ')}`,
    '',
    '## Analysis',
    '',
    ...analysis(item, zones, zonesPath),
    '',
    '## Proposed fixes',
    '',
    `- [ ] ${item.nextStep}`,
    ...zones.filter(({fix}) => isNews(fix, item.nextStep)).map(({label, fix}) => `- [ ] ${fix} (${label})`),
    '',
    '## Regression tests to add',
    '',
    ...tests(item, zones),
    ''
  ].join('\n')
}

const titleLength = 90

function titleOf(text: string): string {
  const plain = text.replace(/[`*]/g, '').replace(/\s+/g, ' ')
  const sentence = /^.*?[.;](?=\s|$)/.exec(plain)?.[0].slice(0, -1) ?? plain
  return sentence.length > titleLength ? `${sentence.slice(0, titleLength - 1).trimEnd()}…` : sentence
}

function analysis(item: TriageItem, zones: readonly CitedZone[], zonesPath: string): string[] {
  const {rule, clauses, evidence, scope, citations = []} = item
  const places = evidence.map(({path, line, role, object}) =>
    object === path ? `- \`${path}:${line}\` ${role}` : `- \`${path}:${line}\` \`${object}\` ${role}`
  )
  return [
    `Partial: ${unlinked(rule)}.`,
    ...list(
      'What it asks for:',
      clauses.map(({text, state}) => `- ${clauseWords[state]}: ${text}`)
    ),
    ...list('What the code has:', places),
    ...(scope === undefined ? [] : ['', `Searched: ${scope}.`]),
    ...zones.flatMap(zone => zoneLines(zone, zonesPath)),
    ...list(
      'What it cites:',
      citations.map(({text, verdict, reason}) => `- ${text}: ${verdict} (${reason})`)
    )
  ]
}

function list(lead: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', lead, '', ...lines]
}

function zoneLines({label, title, location, failurePath}: CitedZone, zonesPath: string): string[] {
  const steps = failurePath.map((step, index) => `${index + 1}. ${step}`)
  return [
    '',
    `**${label}** in \`${zonesPath}\`: ${title}, at ${location}.`,
    ...(steps.length > 0 ? ['', ...steps] : [])
  ]
}

function tests({tests: reaching, testNote, clauses}: TriageItem, zones: readonly CitedZone[]): string[] {
  const open = clauses.filter(
    ({verb, state}) => verb !== 'assert' && (state === 'unmet' || state === 'contradicted')
  )
  // A clause of an item that runs into a zone may tell of the failure itself.
  const wanted =
    zones.length > 0
      ? zones.map(({label, title}) => `- [ ] one that fails while ${label} stands: ${title}`)
      : open.map(({text}) => `- [ ] one that fails until this holds: ${text}`)
  const there = reaching.map(({path, line}) => `\`${path}:${line}\``)
  return [
    ...(wanted.length > 0 ? wanted : ['- [ ] one for each thing above that is open']),
    ...(there.length > 0 ? ['', `Tests that reach it today: ${there.join(', ')}.`] : []),
    ...(testNote === undefined ? [] : ['', `Today: ${testNote}.`])
  ]
}

/** The next step of an item that a zone is cited for tells the fix already. */
function isNews(fix: string, nextStep: string): boolean {
  return fix !== '' && !nextStep.includes(fix.replace(/\.$/, ''))
}

/** An issue lies elsewhere than the documents: a link would not lead there. */
function unlinked(text: string): string {
  return text.replace(/\[([^\]]+)\]\([^)]*\)/g, '$1').replace(/\.$/, '')
}
