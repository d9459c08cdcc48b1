import type {DeclaredSymbol, SymbolId} from '../facts/facts.ts'
import type {EnrichFindings} from '../stages/enrich/index.ts'

/** The fields of `enrich` in `--json` beside the claims; `shows` says which paths are reported. */
export function enrichFields(
  {flows, registries, mismatches, hotspots, coupling, owners, reach}: EnrichFindings,
  shows: (path: string) => boolean,
  symbolOf: (id: SymbolId) => DeclaredSymbol | undefined
) {
  const nameOf = (id: SymbolId) => symbolOf(id)?.label ?? symbolOf(id)?.name ?? ''
  return {
    flows: flows
      .filter(({steps}) => steps.some(({path}) => shows(path)))
      .map(({entry: {kind, name, path}, steps, effect}) => ({
        ...{kind, name, path},
        steps: steps.map(step => ({path: step.path, name: nameOf(step.symbol)})),
        ...(effect ? {effect: {...effect}} : {})
      })),
    blastRadius: reach.flatMap(({path: component, blast}) =>
      blast
        .filter(({path}) => shows(path))
        .map(({symbol, path, d1, d2, d3, unresolved, risk, flows: through, moreFlows}) => ({
          ...{component, symbol, path, d1, d2, d3, unresolved},
          ...(risk ? {risk} : {}),
          flows: [...through],
          moreFlows
        }))
    ),
    registries: registries
      .filter(({listedIn}) => shows(listedIn))
      .map(({path, listedIn, members, unregistered}) => ({
        ...{path, listedIn, members: [...members]},
        unregistered: unregistered.map(each => ({path: each.path, tests: [...each.tests]}))
      })),
    mismatches: mismatches
      .filter(({module}) => shows(module))
      .map(({module, home, tiedTo, neighbours, atHome}) => ({
        ...{module, home, tiedTo, neighbours: [...neighbours], atHome}
      })),
    ...(hotspots ? {hotspots: hotspots.filter(({path}) => shows(path)).map(each => ({...each}))} : {}),
    ...(coupling
      ? {coupling: coupling.filter(({from, to}) => shows(from) || shows(to)).map(each => ({...each}))}
      : {}),
    ...(owners
      ? {
          owners: owners.map(({component, owners: own, modules}) => ({
            component,
            owners: [...own],
            modules: modules.filter(shows)
          }))
        }
      : {})
  }
}
