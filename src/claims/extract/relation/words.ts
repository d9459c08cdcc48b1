import type {Certainty} from '../../claim.ts'

/** A phrase that relates two things, as a pattern, and how firmly it says that one imports the other. */
export interface RelationPhrase {
  readonly words: string
  readonly certainty: Certainty
}

/** `a` … `b`: the first imports the second. Base forms go with several subjects. */
export const activePhrases: readonly RelationPhrase[] = [
  {words: '(?:dynamically |lazily |directly )?imports?|re-?exports?', certainty: 'stated'},
  {
    words:
      'depends? (?:only |directly |solely |heavily )?(?:up)?on|(?:is|are) (?:built|based|layered) (?:directly )?(?:on(?: top of)?|upon|atop|around)|extends?|subclass(?:es)?|inherits? from|sits? on top of|(?:has|have) (?:an? )?(?:\\w+ )?dependency on',
    certainty: 'transitive'
  },
  {
    words:
      'uses?|utili[sz]es?|leverages?|employs?|reuses?|rel(?:ies|y) (?:heavily )?(?:up)?on|builds? (?:up)?on(?: top of)?|requires?|consumes?|wraps?|makes? use of|(?:is|are) (?:powered|backed|driven) by|shares?',
    certainty: 'implied'
  },
  {
    words:
      'calls?(?: (?:in)?to| out to)?|invokes?|delegates?(?: \\w+){0,2} to|talks? to|communicates? with|forwards?(?: \\w+){0,2} to|hands?(?: \\w+){0,2} (?:off |over )?to|emits?|raises?|throws?',
    certainty: 'drawn'
  },
  {
    words:
      'loads?|renders?|mounts?|instantiates?|constructs?|creates?|spawns?|reads? from|registers?|triggers?|runs?|executes?|orchestrates?|coordinates?|drives?|composes?|combines?|bootstraps?|initiali[sz]es?|implements?|needs?|dispatches|dispatch|queries|adapts?',
    certainty: 'aside'
  }
]

/** `b` … `a`: the second imports the first. */
export const passivePhrases: readonly RelationPhrase[] = [
  {words: '(?:imported|re-?exported) (?:directly |only )?(?:by|from|in|into)', certainty: 'stated'},
  {words: '(?:extended|subclassed|inherited|depended (?:up)?on) by', certainty: 'transitive'},
  {
    words:
      '(?:is|are) the (?:\\w+ )?(?:parent|base|superclass|super class|base class|parent class|foundation) (?:class )?(?:of|for)',
    certainty: 'transitive'
  },
  {
    words:
      '(?:used|reused|consumed|required|needed|wrapped|leveraged|shared|relied (?:up)?on) (?:directly |only |internally |both |mainly )?(?:by|in|across|between|throughout)',
    certainty: 'implied'
  },
  {
    words:
      '(?:called|invoked|raised|thrown|emitted|fired|dispatched|handled) (?:directly |only |internally )?(?:by|from|in)',
    certainty: 'drawn'
  },
  {
    words:
      '(?:triggered|instantiated|constructed|created|rendered|mounted|loaded|registered|orchestrated|driven|executed|run|spawned) (?:directly |only |internally )?(?:by|from|in)',
    certainty: 'aside'
  }
]

/** Words that lead from a description to what it works with; never more than a hint. */
export const towards =
  '(?:via|through|using|by means of|on top of|with(?: the)? help of|with|(?:call|wrapp|import|invok|extend|reus|instantiat|leverag)ing|(?:pass|hand|forward|delegat|send|dispatch|rout)(?:es|s|ing)?\\b[^.;:()]{0,60}?\\bto|(?:run|pip|feed)(?:s|ning|ping|ing)?\\b[^.;:(),]{0,40}?\\bthrough|(?:handled|bundled|compiled|powered|backed|built|tested|managed|driven|generated|validated|formatted|linted|transpiled|rendered)\\b[^.;:()]{0,40}?\\b(?:by|with|on)|based on|built on)'

/** `import of x`: what imports it is the thing that is described. */
export const importOf = '(?:(?:dynamic|lazy|static|direct) )?imports? of'

/** Whether a verb is in its base form, as after several subjects or as an instruction. */
export function isBaseForm(verb: string): boolean {
  const [first = ''] = verb.toLowerCase().split(' ')
  return !/^(?:is|are|has)$/.test(first) && !/[^s]s$|ses$|shes$|ches$/.test(first)
}
