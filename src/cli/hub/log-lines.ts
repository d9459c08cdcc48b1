import pino from 'pino'
import type {OutputStream} from '../context.ts'

/** A record of the hub's log: what happened, without secrets and without texts of entries. */
interface LogRecord {
  readonly level: 'debug' | 'info' | 'warn' | 'error'
  readonly event: string
}

/** Writes log records as JSON lines, as collectors read them. */
export function createHubLog(stream: OutputStream, verbose: boolean): (record: LogRecord) => void {
  const logger = pino(
    {
      level: verbose ? 'debug' : 'info',
      base: null,
      formatters: {level: label => ({level: label})},
      messageKey: 'event',
      timestamp: pino.stdTimeFunctions.isoTime
    },
    {write: line => void stream.write(line)}
  )
  return ({level, event, ...fields}) => logger[level](fields, event)
}
