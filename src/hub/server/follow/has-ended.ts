import {HubError} from '../../hub-error.ts'

/** Whether a stream is to end. Throws the signal's reason where it is a HubError: something that the caller is to be told. */
export function hasEnded(signal: AbortSignal): boolean {
  if (signal.aborted && signal.reason instanceof HubError) throw signal.reason
  return signal.aborted
}
