import type {ServerLimits} from '../limits.ts'

/** Time-outs and sizes of HTTP/1.1, as node:http names them. */
export function http1Options({headersMs, bodyMs, idleMs}: ServerLimits) {
  return {
    maxHeaderSize: 16 * 1024,
    headersTimeout: headersMs,
    requestTimeout: headersMs + bodyMs,
    keepAliveTimeout: idleMs,
    // How exactly the above are kept.
    connectionsCheckingInterval: Math.min(1000, headersMs)
  }
}
