import {GroundtruthError} from '../../errors.ts'

export interface HostPort {
  readonly host: string
  readonly port: number
}

/** Reads `127.0.0.1:7433`, `hub.example:7433`, `[::1]:7433`; port 0 stands for any that is free. */
export function parseHostPort(flag: string, text: string): HostPort {
  const [, bracketed, plain, digits] = /^(?:\[([^\]]+)\]|([^:[\]]+)):(\d{1,5})$/.exec(text) ?? []
  const host = bracketed ?? plain
  const port = Number(digits)
  if (host !== undefined && port <= 65_535) return {host, port}
  throw new GroundtruthError('usage', `Expected ${flag} to be HOST:PORT, got '${text}'`, {
    hint: 'such as 127.0.0.1:7433 or [::1]:7433'
  })
}
