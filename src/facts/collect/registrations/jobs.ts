import type {Node} from '@oxc-project/types'
import {callName, receiverOf} from '../../../syntax/call-name.ts'
import {
  type CallRule,
  type Candidate,
  isHandler,
  isInlineFunction,
  lineOfCall,
  objectText,
  type RuleContext
} from './candidate.ts'
import {propertyOf} from './property-of.ts'

interface Job {
  readonly kind: 'worker' | 'schedule'
  /** Where the function, constructor or object must come from. */
  readonly packages: readonly string[]
  readonly call: string
  readonly constructs?: boolean
  /** The queue or schedule; undefined when the call is none, or when it is computed. */
  name(values: readonly Node[], call: Candidate, context: RuleContext): string | undefined
}

const jobs: readonly Job[] = [
  {kind: 'worker', packages: ['bullmq'], call: 'Worker', constructs: true, name: firstText},
  {kind: 'worker', packages: ['bull', 'bee-queue'], call: 'process', name: queueName},
  {
    kind: 'worker',
    packages: ['amqplib', 'amqp-connection-manager'],
    call: 'consume',
    name: firstTextWithHandler
  },
  {kind: 'worker', packages: ['kafkajs'], call: 'run', name: messageHandler},
  {kind: 'worker', packages: ['agenda', '@hokify/agenda'], call: 'define', name: firstTextWithHandler},
  {kind: 'worker', packages: ['pg-boss'], call: 'work', name: firstTextWithHandler},
  {kind: 'schedule', packages: ['node-cron'], call: 'schedule', name: firstTextWithHandler},
  {kind: 'schedule', packages: ['cron'], call: 'CronJob', constructs: true, name: cronTime},
  {kind: 'schedule', packages: ['cron'], call: 'from', name: cronTime},
  {kind: 'schedule', packages: ['node-schedule'], call: 'scheduleJob', name: textBeforeHandler},
  {kind: 'schedule', packages: ['croner'], call: 'Cron', name: textBeforeFunction}
]

export const jobCalls: readonly string[] = jobs.map(({call}) => call)
export const jobPackages: ReadonlySet<string> = new Set(jobs.flatMap(({packages}) => packages))

/** Consumers of queues and scheduled jobs, by the calls of the packages that run them. */
export const findJobs: CallRule = (call, context) => {
  const {node} = call
  const callee = callName(node)
  return jobs.flatMap(job => {
    if (job.call !== callee || (job.constructs && node.type !== 'NewExpression')) return []
    const origin = context.origins.packageOf(receiverOf(node) ?? node.callee)
    if (origin === undefined || !job.packages.includes(origin)) return []
    const name = job.name(node.arguments, call, context)
    if (name === undefined) return []
    const on = objectText(call, context.ast)
    return [{kind: job.kind, on, call: callee, name, line: lineOfCall(call, context.ast)}]
  })
}

function firstText([first]: readonly Node[], _call: Candidate, {origins}: RuleContext): string | undefined {
  return origins.textOf(first)
}

function firstTextWithHandler(
  values: readonly Node[],
  call: Candidate,
  context: RuleContext
): string | undefined {
  return values.slice(1).some(isHandler) ? firstText(values, call, context) : undefined
}

/** A job's own name, else that of the queue. */
function queueName(values: readonly Node[], {node}: Candidate, {origins}: RuleContext): string | undefined {
  if (!values.some(isHandler)) return undefined
  const queue = origins.declaredValue(receiverOf(node) ?? node)
  const made = queue?.type === 'NewExpression' || queue?.type === 'CallExpression' ? queue : undefined
  return origins.textOf(values[0]) ?? origins.textOf(made?.arguments[0])
}

/** The topic stands in another call: the way of taking messages names the worker. */
function messageHandler([options]: readonly Node[]): string | undefined {
  return ['eachMessage', 'eachBatch'].find(name => propertyOf(options, name) !== undefined)
}

function cronTime([first]: readonly Node[], _call: Candidate, {origins}: RuleContext): string | undefined {
  return origins.textOf(propertyOf(first, 'cronTime') ?? first)
}

/** The rule right before the handler: a job's name may stand first. */
function textBeforeHandler(
  values: readonly Node[],
  _call: Candidate,
  {origins}: RuleContext
): string | undefined {
  const index = values.findIndex(
    (value, at) => at > 0 && isHandler(value) && origins.textOf(value) === undefined
  )
  return index < 0 ? undefined : origins.textOf(values[index - 1])
}

/** Without a function a pattern is only calculated with. */
function textBeforeFunction(
  values: readonly Node[],
  _call: Candidate,
  {origins}: RuleContext
): string | undefined {
  return values.slice(1).some(isInlineFunction) ? origins.textOf(values[0]) : undefined
}
