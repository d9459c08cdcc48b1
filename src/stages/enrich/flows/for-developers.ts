import type {FlowEntry} from '../flow.ts'

const kinds: ReadonlySet<FlowEntry['kind']> = new Set(['script', 'workflow'])

/** Whether those who work on the project enter there, and not those who use it. */
export function isForDevelopers({entry}: {readonly entry: FlowEntry}): boolean {
  return kinds.has(entry.kind)
}
