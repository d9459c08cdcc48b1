import {type AddressInfo, connect as connectSocket, createServer as createPlainServer} from 'node:net'
import {createServer} from 'node:tls'
import {expect, onTestFinished, test} from 'vitest'
import {createHubClient} from '../../../src/hub/client/hub-client.ts'
import {openStore} from '../../../src/hub/store/open-store.ts'
import {cleanUp, newFolder, serve, spawnTool} from '../cli/run-tool.ts'
import {createCertificate} from '../server/support/certificates.ts'
import {startTestHub} from '../server/support/test-hub.ts'

cleanUp()

test('H-02 no TLS at the client: over a proxy that ends TLS it works with the authority, and not without', async () => {
  const hub = await startTestHub()
  onTestFinished(hub.close)
  const token = await hub.issue(['alpha'])
  const certificate = await createCertificate('proxy')
  const target = {host: '127.0.0.1', port: Number(new URL(hub.hub.url).port)}
  const proxy = createServer({...certificate, ALPNProtocols: ['h2', 'http/1.1']}, secure => {
    const plain = connectSocket(target)
    for (const [from, to] of [
      [secure, plain],
      [plain, secure]
    ] as const)
      from.on('error', () => to.destroy()).pipe(to)
  })
  await new Promise<void>(resolve => proxy.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void proxy.close())
  const url = `https://127.0.0.1:${(proxy.address() as AddressInfo).port}`
  const connect = (tls: object) => {
    const client = createHubClient({peers: [url], token, tls, attemptMs: 20_000})
    onTestFinished(() => client.close())
    return client
  }
  const trusting = connect({ca: certificate.cert})
  await trusting.publish([{id: 'a', type: 'zone', content: 'through the proxy', meta: {}}])
  for await (const event of trusting.follow({since: 0}))
    if (event.kind === 'entry') {
      expect(event.content).toBe('through the proxy')
      break
    }
  await expect(connect({}).status()).rejects.toMatchObject({
    kind: 'invalid',
    message: expect.stringContaining('certificate')
  })
})

test('H-10, H-11 cluster without authentication or TLS: nodes talk to a database alone, and elsewhere only where it is verified', async () => {
  for (const mode of ['', '?sslmode=require', '?sslmode=disable']) {
    const opening = openStore(`postgres://u:pw@db.example/hub${mode}`)
    await expect(opening).rejects.toMatchObject({
      kind: 'invalid',
      message: expect.stringMatching(/^(?!.*pw).*verify-full/)
    })
  }
})

test('H-26, H-28 wrong daemon and predictable port: the process that was started serves where it was told, and its end is the end', async () => {
  const port = await freePort()
  const hub = await serve(newFolder(), '--listen', `127.0.0.1:${port}`, '--metrics', '127.0.0.1:0')
  expect(hub.url).toBe(`http://127.0.0.1:${port}`)
  const {metricsUrl} = hub as typeof hub & {metricsUrl: string}
  const statusOf = (url: string) =>
    fetch(url).then(
      ({status}) => status,
      () => 'nobody'
    )
  const answers = () => Promise.all([`${hub.url}/metrics`, `${metricsUrl}/metrics`].map(statusOf))
  expect(await answers()).toEqual([404, 200])
  hub.child.kill('SIGTERM')
  expect(await hub.exited).toBe(0)
  expect(await answers()).toEqual(['nobody', 'nobody'])
})

test('D-9: without an address it listens on loopback alone', async () => {
  const child = spawnTool(['hub', 'start', '--json', '--store', newFolder()], {})
  let said = ''
  const heard = new Promise<void>(resolve => {
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', chunk => {
        said += chunk
        if (said.includes('7433')) resolve()
      })
  })
  await Promise.race([heard, new Promise(resolve => child.once('exit', resolve))])
  child.kill('SIGTERM')
  // Where something else has the port, the error says the address that was meant.
  expect(said).toMatch(/127\.0\.0\.1:7433/)
})

function freePort(): Promise<number> {
  return new Promise(resolve => {
    const probe = createPlainServer().listen(0, '127.0.0.1', () => {
      const {port} = probe.address() as AddressInfo
      probe.close(() => resolve(port))
    })
  })
}
