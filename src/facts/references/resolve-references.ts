import {sortedUnique} from '../../base/compare.ts'
import {componentExtension} from '../../repo/code-file.ts'
import type {Repo} from '../../repo/repo.ts'
import type {Facts, Module, References} from '../facts.ts'
import {lastName} from '../last-name.ts'
import {createProgram, importResolver} from './create-program.ts'
import {createDeclarationIds} from './declaration-ids.ts'
import {linkModules} from './link-references.ts'
import {planProjects} from './plan-projects.ts'
import {createSandbox, toCompilerPath} from './sandbox.ts'
import {createTally} from './tally.ts'
import {walkModule} from './walk-module.ts'

/**
 * References by the compiler: one program after the other, each released before the next is made. It reads no component
 * files: those are linked by their syntax.
 */
export function resolveReferences(repo: Repo, facts: Facts, modules: readonly Module[]): References {
  const sandbox = createSandbox(repo)
  const resolveImport = importResolver(facts)
  const memberNames = memberNamesOf(facts)
  const tally = createTally()
  const isComponent = ({id}: Module) => componentExtension(id) !== undefined
  const scripts = modules.filter(module => !isComponent(module))
  for (const project of planProjects(sandbox, facts, scripts)) {
    const program = createProgram(sandbox, project, resolveImport)
    const checker = program.getTypeChecker()
    const ids = createDeclarationIds(facts, checker)
    for (const id of project.modules) {
      const file = program.getSourceFile(toCompilerPath(id))
      if (file) walkModule(file, id, {checker, ids, memberNames, tally})
    }
  }
  linkModules(facts, modules.filter(isComponent), tally)
  return tally.finish('types')
}

/**
 * Every name by which a declaration can be reached through a dot: members, and what a module exports, which a
 * namespace import reaches that way. The compiler is asked about no other member: its target cannot be in the
 * repository.
 */
function memberNamesOf(facts: Facts): ReadonlySet<string> {
  const members = facts.symbols.flatMap(({name, exportedAs}) => [lastName(name), ...exportedAs])
  return new Set(
    sortedUnique([...members, ...facts.modules.flatMap(module => module.exports.map(({name}) => name))])
  )
}
