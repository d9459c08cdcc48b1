import {connect as connectHttp2} from 'node:http2'
import {connect} from 'node:net'

/** A subscriber that asks for the log and reads nothing. */
export interface StalledSubscriber {
  /** Leaves without a word. */
  leave(): void
}

const path = '/groundtruth.hub.v1.HubService/Subscribe'

/** One message of Connect and of gRPC-Web in JSON: flags, length, text. */
function enveloped(message: object): Buffer {
  const text = Buffer.from(JSON.stringify(message))
  const prefix = Buffer.alloc(5)
  prefix.writeUInt32BE(text.length, 1)
  return Buffer.concat([prefix, text])
}

/** Over HTTP/1.1, with the content type of Connect or of gRPC-Web. */
export function stallHttp1(url: string, token: string, contentType: string): StalledSubscriber {
  const {hostname, port} = new URL(url)
  const body = enveloped({})
  const socket = connect({host: hostname, port: Number(port)})
  socket.on('error', () => undefined)
  socket.write(
    `POST ${path} HTTP/1.1\r\nhost: ${hostname}\r\ncontent-type: ${contentType}\r\n` +
      `authorization: Bearer ${token}\r\ncontent-length: ${body.length}\r\n\r\n`
  )
  socket.write(body)
  socket.pause()
  return {leave: () => socket.destroy()}
}

/** Over HTTP/2 without TLS. `how` it leaves: its stream alone, or the whole connection. */
export function stallHttp2(url: string, token: string, how: 'stream' | 'session'): StalledSubscriber {
  const session = connectHttp2(url)
  session.on('error', () => undefined)
  const request = session.request({
    ':method': 'POST',
    ':path': path,
    'content-type': 'application/connect+json',
    authorization: `Bearer ${token}`
  })
  request.on('error', () => undefined)
  request.end(enveloped({}))
  return {
    leave() {
      if (how === 'session') return session.destroy()
      request.close()
      setTimeout(() => session.destroy(), 2000).unref()
    }
  }
}
