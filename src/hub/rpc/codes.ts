import {Code, ConnectError} from '@connectrpc/connect'
import {HubError, type HubErrorKind} from '../hub-error.ts'

const codes: Readonly<Record<HubErrorKind, Code>> = {
  invalid: Code.InvalidArgument,
  'not-found': Code.NotFound,
  conflict: Code.AlreadyExists,
  denied: Code.PermissionDenied,
  unauthenticated: Code.Unauthenticated,
  'stale-cursor': Code.FailedPrecondition,
  exhausted: Code.ResourceExhausted,
  unavailable: Code.Unavailable
}

/** Header of an error: milliseconds after which trying again may help. */
export const retryAfterHeader = 'groundtruth-retry-after-ms'

/** What goes over the wire for an error of ours. */
export function toConnectError(error: HubError): ConnectError {
  const headers =
    error.retryAfterMs === undefined ? undefined : {[retryAfterHeader]: `${Math.ceil(error.retryAfterMs)}`}
  return new ConnectError(error.message, codes[error.kind], headers, undefined, error)
}

/**
 * What came over the wire, in our words. Codes that no hub sends by itself stand for a node that cannot be reached or does
 * not speak the protocol.
 */
export function fromConnectError(error: ConnectError): HubError {
  const kind = (Object.keys(codes) as HubErrorKind[]).find(kind => codes[kind] === error.code)
  const retryAfterMs = Number(error.metadata.get(retryAfterHeader) ?? Number.NaN)
  return new HubError(kind ?? kindOfOther(error.code), error.rawMessage, {
    cause: error,
    ...(Number.isFinite(retryAfterMs) && {retryAfterMs})
  })
}

function kindOfOther(code: Code): HubErrorKind {
  return code === Code.OutOfRange || code === Code.Unimplemented ? 'invalid' : 'unavailable'
}
