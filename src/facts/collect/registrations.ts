import type {Class, Node} from '@oxc-project/types'
import {compareBy} from '../../base/compare.ts'
import {callName, receiverOf} from '../../syntax/call-name.ts'
import type {ModuleAst} from '../facts.ts'
import type {RawRegistration} from '../file-facts.ts'
import type {Collector, StartCollector} from './collector.ts'
import type {CallRule, Candidate, RuleContext} from './registrations/candidate.ts'
import {findCommandModule} from './registrations/command-module.ts'
import {commandCalls, commandPackages, commandTreePackages, findCommands} from './registrations/commands.ts'
import {decoratorPackages, findDecorated} from './registrations/decorators.ts'
import {findFunctions, functionCalls, functionPackages, isTriggerName} from './registrations/functions.ts'
import {findJobs, jobCalls, jobPackages} from './registrations/jobs.ts'
import {findListener, listenerCalls} from './registrations/listeners.ts'
import {createOrigins} from './registrations/origins.ts'
import {findRoutes, routeCalls, routerPackages, routeTablePackages} from './registrations/routes.ts'

/** The first that finds something decides: `app.on('GET', …)` of a router is no listener. */
const callRules: readonly CallRule[] = [findRoutes, findListener, findCommands, findJobs, findFunctions]

const listeners = new Set<string>(listenerCalls)
const routes = new Set<string>(routeCalls)
const others = new Set<string>([...commandCalls, ...jobCalls, ...functionCalls])

const longestName = 120

const packages = [
  ...[routerPackages, routeTablePackages, decoratorPackages, commandPackages, commandTreePackages],
  ...[jobPackages, functionPackages]
].flatMap(names => [...names])
/** Without any of these in its text a module registers nothing that is known here. */
const signs = new RegExp(
  [
    `['"](?:${packages.join('|')})['"/]`,
    `\\.\\s*(?:${listenerCalls.join('|')})\\s*(?:\\?\\.)?[(<]`,
    `\\.\\s*(?:${routeCalls.join('|')})\\s*\\(\\s*['"\`][/*]`,
    '\\.\\s*command\\s*\\(',
    '\\bcommand\\b\\s*[:=]'
  ].join('|')
)

/**
 * Handlers that a module hangs on objects which call them later: listeners, routes, commands, workers, schedules, functions
 * of platforms. Sorted by line, object, name. A lower bound: only names that stand in the code as texts.
 */
export const startRegistrations: StartCollector<RawRegistration[]> = ast =>
  signs.test(ast.text) ? createCollector(ast) : {nothing: []}

function createCollector(ast: ModuleAst): Collector<RawRegistration[]> {
  const calls: Candidate[] = []
  const classes: Class[] = []
  const context: RuleContext = {ast, origins: createOrigins()}
  return {
    visit(node, ancestors) {
      context.origins.declare(node)
      if (node.type === 'CallExpression' || node.type === 'NewExpression') {
        if (isCandidate(node)) calls.push({node, ancestors: [...ancestors]})
      } else if (node.type === 'ClassDeclaration' || node.type === 'ClassExpression') classes.push(node)
    },
    // Names are declared below their first use too, so that calls are judged after the walk.
    result: () =>
      [
        ...calls.flatMap(call => firstFound(call, context)),
        ...classes.flatMap(node => findDecorated(node, context)),
        ...findCommandModule(context)
      ]
        .filter(({name}) => isShort(name))
        .sort(
          compareBy(
            ({line}) => line,
            ({on}) => on,
            ({name}) => name
          )
        )
  }
}

/** A name that documents can show on one line. */
function isShort(name: string): boolean {
  return name !== '' && name.length <= longestName && !/[\r\n]/.test(name)
}

function firstFound(call: Candidate, context: RuleContext): readonly RawRegistration[] {
  for (const rule of callRules) {
    const found = rule(call, context)
    if (found.length > 0) return found
  }
  return []
}

/** By name and number of arguments alone. */
function isCandidate(node: Candidate['node'] & Node): boolean {
  const name = callName(node)
  if (name === undefined || node.arguments.length === 0) return false
  if (others.has(name) || isTriggerName(name)) return true
  if (listeners.has(name)) return node.arguments.length > 1
  const isChained = receiverOf(node)?.type === 'CallExpression'
  return routes.has(name) && (node.arguments.length > 1 || isChained || name === 'route')
}
