/** What a field is about, whatever its writer calls it. */
export type FieldTopic =
  | 'status'
  | 'risk'
  | 'severity'
  | 'score'
  | 'confidence'
  | 'category'
  | 'location'
  | 'symbol'
  | 'fix'
  | 'advice'
  | 'blastRadius'
  | 'dependents'
  | 'tested'
  | 'owners'
  | 'after'
  | 'dependsOn'
  | 'text'

/** Names by topic, lower case. `risk` is often a sentence, `severity` is always a level; `text` is read as text only. */
const names: Readonly<Record<FieldTopic, readonly string[]>> = {
  status: ['status', 'state'],
  risk: ['risk'],
  severity: ['severity', 'tier', 'risk level', 'level'],
  score: ['risk score', 'score'],
  confidence: ['confidence'],
  category: ['category', 'failure category'],
  location: [
    ...['location', 'locations', 'where', 'file', 'files', 'path', 'paths', 'module', 'modules', 'component'],
    ...['code', 'code pointers', 'files involved', 'affected files', 'source']
  ],
  symbol: ['symbol', 'function', 'method', 'class'],
  fix: [
    ...['suggested fix', 'proposed fix', 'possible fix', 'fix', 'fix direction', 'mitigation', 'mitigations'],
    ...['remedy', 'remediation', 'recommendation', 'solution']
  ],
  advice: [
    ...['modification advice', 'advice', 'before modifying', 'before changing', 'rule', 'rules', 'guidance'],
    ...['precautions', 'what to check', 'check before changing']
  ],
  blastRadius: ['blast radius', 'impact', 'impact radius'],
  dependents: [
    ...['dependents', 'direct dependents', 'callers', 'direct callers', 'importers', 'direct importers'],
    ...['consumers', 'used by', 'imported by']
  ],
  tested: ['detection gap', 'tests', 'test', 'test coverage', 'coverage', 'tested', 'covered by'],
  owners: ['owner', 'owners', 'owned by', 'code owner', 'code owners', 'maintainer', 'maintainers'],
  after: ['after', 'blocked by', 'comes after'],
  dependsOn: ['depends on'],
  text: [
    ...[
      'failure mode',
      'failure path',
      'failure scenario',
      'triggering precondition',
      'precondition',
      'trigger'
    ],
    ...[
      'evidence',
      'why it is silent',
      'silence',
      'why',
      'why it matters',
      'description',
      'problem',
      'symptom'
    ],
    ...[
      'symptoms',
      'cause',
      'root cause',
      'challenged',
      'falsified by',
      'notes',
      'note',
      'effect',
      'effects'
    ],
    ...['what breaks', 'what can go wrong', 'history', 'likelihood', 'example', 'affected flows', 'flows'],
    ...['scenario', 'consequence', 'consequences', 'danger', 'warning', 'details', 'context', 'reason']
  ]
}

const topics = new Map(
  Object.entries(names).flatMap(([topic, all]) => all.map(name => [name, topic as FieldTopic] as const))
)

/** The topic of a field's name, compared without case and without pictures around it; undefined for an unknown one. */
export function topicOf(name: string): FieldTopic | undefined {
  const bare = name.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
  return topics.get(bare.toLowerCase().replace(/\s+/g, ' '))
}
