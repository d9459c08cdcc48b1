import type {NextActions} from '../artifacts/action.ts'

/** The fields of `prescribe` in `--json`. Done actions are part of the plan and keep their position. */
export function actionFields({actions, accepted}: NextActions) {
  return {
    actions: actions.map((action, index) => ({
      id: `NA-${action.number}`,
      kind: action.kind,
      effort: action.effort,
      section: action.section,
      position: index + 1,
      zones: [...action.zones],
      tasks: action.tasks.map(({file, text}) => ({file, text})),
      claims: [...action.claims],
      after: action.after.map(number => `NA-${number}`),
      title: action.title,
      rule: action.rule,
      whyNow: action.whyNow,
      effortFrom: action.effortFrom,
      steps: [...action.steps],
      doneWhen: action.doneWhen,
      ticked: action.ticked,
      ...(action.owner === undefined ? {} : {owner: action.owner}),
      ...(action.due === undefined ? {} : {due: action.due}),
      ...(action.evidence === undefined ? {} : {evidence: action.evidence})
    })),
    accepted: accepted.map(({zone, rationale}) => ({zone, rationale}))
  }
}
