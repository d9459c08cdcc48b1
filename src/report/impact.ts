import type {DeclaredSymbol} from '../facts/facts.ts'

/** A place that uses a declaration. */
export interface ReportedUse {
  readonly path: string
  readonly line: number
  readonly name: string
  readonly call: boolean
  readonly through?: string
}

/** A chain of calls from an entry point, its last step the symbol. */
export interface ReportedFlow {
  readonly kind: string
  readonly name: string
  readonly path: string
  readonly steps: readonly {readonly path: string; readonly name: string}[]
}

/** Who depends on a declaration. */
export interface ImpactReport {
  readonly symbol: DeclaredSymbol
  readonly levels: readonly [readonly ReportedUse[], readonly ReportedUse[], readonly ReportedUse[]]
  readonly flows: readonly ReportedFlow[]
  readonly exportedBy: readonly {readonly name: string; readonly path: string}[]
  readonly tests: readonly {readonly path: string; readonly line: number; readonly chain: readonly string[]}[]
  readonly testFiles: number
  readonly unresolved: number
  readonly source: 'types' | 'syntax'
}

/** The fields of `impact` in `--json`. */
export function impactFields({
  symbol,
  levels: [d1, d2, d3],
  flows,
  exportedBy,
  tests,
  unresolved,
  source
}: ImpactReport) {
  const {path, name, label, kind, startLine, endLine} = symbol
  return {
    symbol: {path, name: label ?? name, kind, line: startLine, endLine},
    d1: d1.map(useFields),
    d2: d2.map(useFields),
    d3: d3.map(useFields),
    flows: flows.map(flow => ({
      kind: flow.kind,
      name: flow.name,
      path: flow.path,
      steps: flow.steps.map(step => ({path: step.path, name: step.name}))
    })),
    exportedBy: exportedBy.map(({name, path}) => ({name, path})),
    tests: tests.map(test => ({path: test.path, line: test.line, chain: [...test.chain]})),
    unresolved,
    source
  }
}

function useFields({path, line, name, call, through}: ReportedUse) {
  return {path, line, name, call, ...(through === undefined ? {} : {through})}
}
