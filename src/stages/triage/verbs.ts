import type {TriageClause} from '../../artifacts/triage-row.ts'

export type Verb = TriageClause['verb']

/** Verbs that ask for a use of something rather than for its declaration. */
const link =
  'register|export|expose|re-?export|wire|hook|mount|connect|call(?! (?:graphs?|sites?|stacks?|chains?|trees?|hierarch\\w+)\\b)|invoke|use|adopt|pass|plug|inject|import|attach|forward|apply|route'
const create = `add|create|implement|introduce|define|declare|build|write|support|provide|scaffold|include|allow|enable|emit|generate|${link}`
const presuming =
  'update|extend|enhance|modify|fix|improve|refactor|change|harden|split|extract|simplify|optimi[sz]e|rework|adjust|teach|bump|speed up|tighten|rewrite|patch|correct|clean up'
const change = `${presuming}|handle|validate|make|let|ensure|prevent|guard|cache|limit|avoid|stop|log|return|throw|parse|set|show|render`
const remove = 'remove|delete|drop|eliminate|purge|strip|retire|get rid of|unexport'
const replace = 'replace|rename|migrate|move|swap|switch|convert|port'
const process =
  'run|verify|review|document|release|publish|consider|decide|investigate|discuss|research|explore|evaluate|ask|announce|confirm|measure|benchmark|manually|plan|monitor|triage|check|audit|think|manual|smoke|demo|deploy|communicate|agree|choose|spike'
const testWords =
  '(?:unit|integration|regression|e2e|end-to-end|property|snapshot|smoke)[ -]?tests?|tests?|specs?|test cases?|test coverage|coverage'

/** An imperative at the start of what may be a clause of its own. */
export const imperative = new RegExp(
  `^(?:then |also |finally )?(?:${create}|${change}|${remove}|${replace}|cover|pin|test|${process})\\b(?![-:.(/])`,
  'i'
)

const linkPattern = new RegExp(`^(?:${link})\\b`, 'i')
const presumingPattern = new RegExp(`^(?:${presuming})\\b`, 'i')
const documents =
  /\b(?:docs?|documentation|readme(?:\.md)?|changelog(?:\.md)?|release notes?|guides?|tutorials?|jsdoc|comments?)\b/i

/** First match wins. Each pattern sees the clause with code spans as they stand. */
const rules: readonly (readonly [Verb, RegExp])[] = [
  [
    'process',
    /\b(?:all|existing|full)\b[^.]*\b(?:tests?|suite|checks)\b.*\b(?:pass(?:es)?|green|succeeds?)\b/i
  ],
  [
    'process',
    /\b(?:npm|yarn|pnpm|bun|bunx|npx|deno|make|cargo|tsc)\b[^.;]*\b(?:pass(?:es)?|succeeds?|is green|are green)\b/i
  ],
  [
    'process',
    /^scope (?:stays|is|remains)\b|\bmay\b[^.;]*\bonly if\b|\bout of scope\b|\b(?:is|are|be) (?:(?:explicitly|either) )?(?:decided|agreed|approved|recorded|documented)\b/i
  ],
  [
    'process',
    /^validate\b[^.;]*\b(?:run|criteria|manually)\b|^fix (?:any|all|remaining|the remaining) \w+$/i
  ],
  ['process', /\bsearch(?:es)? (?:confirms?|shows?)\b/i],
  [
    'process',
    /^(?:eslint|biome|prettier|lint(?:ing|er)?|type-?check(?:ing|s)?|(?:typescript )?compil\w+|(?:the )?build|ci)\b[^.;]*\b(?:(?:pass(?:es)?|clean|green|succeeds?)(?=\s*(?:$|[,(]|before|after|with|on|in|for|again)\b|\s*$)|without (?:errors|warnings))/i
  ],
  ['process', /^(?:self|code|peer)[- ]review\b/i],
  // Chinese and Japanese for checking by hand, running, reviewing and documenting.
  [
    'process',
    /^(?:人工|手动|手動|运行|執行|实机|実行|动作|動作確認|确认|確認|验证|検証|自测|评审|レビュー|文档|文書|ドキュメント)/
  ],
  [
    'process',
    /\bcontinues? to (?:pass|work)\b|\bbackwards?[ -]compatib|^(?:existing|current)\b.*\bunchanged\b|\bpasses\b[^.]*\bwhen\b/i
  ],
  [
    'process',
    new RegExp(
      `^(?:update|add|write|extend|improve|refresh|create|fix|include)\\s+(?:\\S+\\s+){0,4}?${documents.source}(?!\\s+(?:component|page|route|generator|parser))`,
      'i'
    )
  ],
  [
    'process',
    new RegExp(
      `^${documents.source}\\s+(?:\\w+\\s+)?(?:explain|describe|mention|cover|is|are|has|have|show|list)`,
      'i'
    )
  ],
  [
    'test',
    new RegExp(
      `^(?:(?:add|write|create|extend|update|include|provide|implement|introduce)\\s+(?:(?!that|which|to|in|into)\\S+\\s+){0,6}?)?(?:new |a |an )?(?:${testWords})\\b(?! (?:helper|runner|util|harness|fixture|id|command|script|mode|double))`,
      'i'
    )
  ],
  ['test', /^(?:cover|pin|test)\b/i],
  [
    'test',
    /\btests? (?:covers?|verif(?:y|ies)|exists?|proves?|demonstrates?|exercises?|pins?)\b|\.(?:test|spec)\.[cm]?[jt]sx?`? covers\b/i
  ],
  ['replace', new RegExp(`^(?:${replace})\\b`, 'i')],
  ['remove', /\b(?:is|are) (?:removed|deleted|dropped) in favou?r of\b/i],
  ['remove', /^(?:only |exactly )?(?:one|a single)\b.*\bremains?\b/i],
  [
    'replace',
    /\binstead of\b|\bin favou?r of\b|\b(?:is|are|be) (?:replaced|renamed|moved|migrated)\b|\brenamed to\b/i
  ],
  ['remove', new RegExp(`^(?:${remove})\\b`, 'i')],
  ['remove', /\b(?:is|are|be|been|gets?) (?:\w+ )?(?:removed|deleted|gone|dropped|retired)\b/i],
  [
    'remove',
    /^(?:there (?:is|are) )?no (?:\S+ ){0,8}?(?:remains?|left|exists?|usages?|uses?|references?|callers?|calls?|imports?)\b/i
  ],
  [
    'assert',
    /\b(?:currently|hard-?coded|at the moment|right now|exposes only|no way to|passes no|as of now|still (?:uses?|has|calls?|reads?|writes?|returns?))\b/i
  ],
  ['process', new RegExp(`^(?:${process})\\b`, 'i')],
  ['create', new RegExp(`^(?:${create})\\b`, 'i')],
  ['change', new RegExp(`^(?:${change})\\b`, 'i')],
  [
    'create',
    /\b(?:constant|function|method|helper|type|interface|class|hook|component|property|field|enum)s? (?:is |are )?(?:created|added|defined|implemented|introduced|exported|declared)\b/i
  ],
  ['change', /\b(?:is|are) (?:bumped|upgraded) to\b/i],
  [
    'create',
    /\b(?:is|are|be|was|were|been)? ?(?:created|added|implemented|introduced|exported|registered|declared|defined) (?:in|at|as|for|by|to)\b/i
  ]
]

/** The verb class of a clause; `unknown` for a statement about behaviour. */
export function verbOf(clause: string): Verb {
  const text = clause.replace(
    /^(?:please|should|must|we (?:need to|should|must)|optionally|also|then|finally|to)\s+/i,
    ''
  )
  return rules.find(([, pattern]) => pattern.test(text))?.[0] ?? 'unknown'
}

const preserving =
  /^(?:existing|current)\b|\b(?:(?:is|are|be) (?:still|unchanged|unaffected)|unchanged|unaffected|remains? (?:unchanged|the same|intact|valid|available|compatible|supported)|continues? to|keeps? working|as before|no regressions?)\b/i

/** Whether a clause says of what was there before that it has to stay so: it is met when the thing is there. */
export function isPreserving(clause: string): boolean {
  return (
    preserving.test(clause) &&
    !/\b(?:updated|renamed|replaced|removed|migrated|extended|changed)\b/i.test(clause)
  )
}

/** Whether a create clause asks for a use (`register`, `wire`, `export`) rather than for a declaration. */
export function isLink(clause: string): boolean {
  return linkPattern.test(clause)
}

/** Whether the verb takes for granted that its object exists (`fix`, `refactor`, `extend`). */
export function presumesObject(clause: string): boolean {
  return presumingPattern.test(clause)
}
