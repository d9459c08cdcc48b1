import type {Class, ClassElement, Decorator, Node} from '@oxc-project/types'
import type {RawRegistration} from '../../file-facts.ts'
import type {ClassRule, RuleContext} from './candidate.ts'
import {memberText} from './listeners.ts'
import {propertyOf} from './property-of.ts'

const verbs = new Set(['Get', 'Post', 'Put', 'Patch', 'Delete', 'Options', 'Head', 'All'])
const processors: ReadonlySet<string> = new Set(['@nestjs/bull', '@nestjs/bullmq'])
/** Packages whose decorators register what they stand on. */
export const decoratorPackages: ReadonlySet<string> = new Set([
  '@nestjs/common',
  '@nestjs/schedule',
  ...processors
])

/**
 * NestJS: `@Controller('cats')` with `@Get(':id')` gives `GET /cats/:id`, `@Cron('0 * * * *')` a schedule, `@Processor('mail')`
 * a worker. A controller whose path is computed gives no routes. Prefixes of the application are not known here.
 *
 * Source: https://docs.nestjs.com/controllers
 */
export const findDecorated: ClassRule = (node, context) => [
  ...routesOf(node, context),
  ...schedulesOf(node, context),
  ...workersOf(node, context)
]

function routesOf(node: Class, context: RuleContext): RawRegistration[] {
  const controller = callIn(node.decorators, '@nestjs/common', name => name === 'Controller', context)
  const bases = controller && pathsIn(controller.values[0], context)
  if (!bases) return []
  return node.body.body.flatMap(member =>
    allIn(decoratorsOf(member), '@nestjs/common', name => verbs.has(name), context).flatMap(
      ({name, values, line}) => {
        const paths = pathsIn(values[0], context) ?? []
        return bases
          .flatMap(base => paths.map(path => `${name.toUpperCase()} ${joinUrl(base, path)}`))
          .map(route => ({kind: 'route', on: name, call: name, name: route, line}) as const)
      }
    )
  )
}

function schedulesOf(node: Class, context: RuleContext): RawRegistration[] {
  return node.body.body.flatMap(member => {
    const found = callIn(decoratorsOf(member), '@nestjs/schedule', name => name === 'Cron', context)
    const [when] = found?.values ?? []
    const name = when && (context.origins.textOf(when) ?? memberText(when, context.ast))
    return found && name !== undefined
      ? [{kind: 'schedule', on: 'Cron', call: 'Cron', name, line: found.line}]
      : []
  })
}

function workersOf({decorators}: Class, context: RuleContext): RawRegistration[] {
  return [...processors].flatMap(from => {
    const found = callIn(decorators, from, name => name === 'Processor', context)
    const [queue] = found?.values ?? []
    const name = context.origins.textOf(queue) ?? context.origins.textOf(propertyOf(queue, 'name'))
    return found && name !== undefined
      ? [{kind: 'worker', on: 'Processor', call: 'Processor', name, line: found.line}]
      : []
  })
}

interface DecoratorCall {
  readonly name: string
  readonly values: readonly Node[]
  readonly line: number
}

function callIn(...parameters: Parameters<typeof allIn>): DecoratorCall | undefined {
  return allIn(...parameters)[0]
}

/** Calls of decorators that come from a package. */
function allIn(
  decorators: readonly Decorator[],
  from: string,
  isWanted: (name: string) => boolean,
  {ast, origins}: RuleContext
): DecoratorCall[] {
  return decorators.flatMap(({expression, start}) => {
    if (expression.type !== 'CallExpression' || expression.callee.type !== 'Identifier') return []
    const {name} = expression.callee
    if (!isWanted(name) || origins.packageOf(expression.callee) !== from) return []
    return [{name, values: expression.arguments, line: ast.lineOf(start)}]
  })
}

function decoratorsOf(member: ClassElement): readonly Decorator[] {
  return member.type === 'MethodDefinition' ? member.decorators : []
}

/** The path or paths of a decorator's argument; undefined when one is computed. */
function pathsIn(value: Node | undefined, context: RuleContext): readonly string[] | undefined {
  if (!value) return ['']
  if (value.type === 'ObjectExpression') {
    const path = propertyOf(value, 'path')
    const hasHiddenPath = value.properties.some(({type}) => type === 'SpreadElement')
    return hasHiddenPath ? undefined : pathsIn(path, context)
  }
  const items = value.type === 'ArrayExpression' ? value.elements : [value]
  const texts = items.map(item =>
    item && item.type !== 'SpreadElement' ? context.origins.textOf(item) : undefined
  )
  return texts.every(text => text !== undefined) ? (texts as string[]) : undefined
}

function joinUrl(...parts: readonly string[]): string {
  return `/${parts.flatMap(part => part.split('/').filter(piece => piece !== '')).join('/')}`
}
