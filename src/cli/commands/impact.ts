import {GroundtruthError} from '../../errors.ts'
import type {DeclaredSymbol, Facts} from '../../facts/facts.ts'
import {findDeclarations} from '../../facts/find-declarations.ts'
import {readReferences} from '../../facts/references.ts'
import {findImpact} from '../../pipeline/impact.ts'
import {nearestName} from '../../pipeline/nearest-name.ts'
import {impactFields} from '../../report/impact.ts'
import {formatJson} from '../../report/json.ts'
import {impactText} from '../../report/text/impact.ts'
import {problemFields} from '../../report/writing.ts'
import type {CliContext, ExitCode} from '../context.ts'
import {openSession} from '../open-session.ts'
import type {Invocation} from '../options.ts'
import {createPrinter} from '../printer.ts'

/** `groundtruth impact SYMBOL`: who depends on a declaration. A name that several bear is refused, with their places. */
export async function impact(invocation: Invocation, context: CliContext): Promise<ExitCode> {
  const {options} = invocation
  const {session, problems, saveCache} = await openSession(invocation, undefined, context, readReferences)
  const symbol = theOne(invocation.arguments[0] ?? '', session.facts())
  const report = findImpact(symbol, session)
  const found = [...problems, ...session.problems(), ...saveCache()]
  const printer = createPrinter(options, context)
  if (options.json)
    context.stdout.write(
      formatJson({schemaVersion: 1, command: 'impact', ...impactFields(report), ...problemFields(found)})
    )
  else {
    printer.result(impactText(report, options.all === true, printer.paint))
    printer.problems(found)
  }
  return 0
}

function theOne(name: string, facts: Facts): DeclaredSymbol {
  const found = findDeclarations(name, facts)
  const [only] = found
  if (only === undefined) throw unknownSymbol(name, facts)
  if (found.length > 1) throw ambiguousSymbol(name, found)
  return only
}

function unknownSymbol(name: string, facts: Facts): GroundtruthError {
  const wanted = name.slice(name.lastIndexOf('#') + 1)
  const nearest = nearestName(wanted, [...new Set(facts.symbols.map(symbol => symbol.name))])
  return new GroundtruthError(
    'impact/unknown',
    `Expected the name of a top-level declaration or of a member of one, got '${name}', which is declared nowhere here`,
    {
      hint:
        nearest === undefined
          ? 'see its spelling, and that its file is not ignored'
          : `did you mean ${nearest}?`
    }
  )
}

const named = 10

function ambiguousSymbol(name: string, found: readonly DeclaredSymbol[]): GroundtruthError {
  const places = found.slice(0, named).map(({path, startLine, name}) => `${path}#${name} (line ${startLine})`)
  const rest = found.length - places.length
  return new GroundtruthError(
    'impact/ambiguous',
    `Expected a name that one declaration bears, got '${name}', which ${found.length} bear`,
    {hint: `say which: ${places.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`}
  )
}
