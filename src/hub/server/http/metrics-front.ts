import {createServer, type Server, type ServerResponse} from 'node:http'
import type {Registry} from 'prom-client'

/** Answers `/metrics` for Prometheus, and `/healthz`: 200 while the node can read its store, else 503. */
export function createMetricsFront(registry: Registry, isHealthy: () => Promise<boolean>): Server {
  return createServer({headersTimeout: 5000, requestTimeout: 5000}, (request, response) => {
    answer(request.url ?? '', registry, isHealthy, response).catch(() => response.destroy())
  })
}

async function answer(
  url: string,
  registry: Registry,
  isHealthy: () => Promise<boolean>,
  response: ServerResponse
): Promise<void> {
  if (url === '/metrics') {
    response.setHeader('content-type', registry.contentType)
    response.end(await registry.metrics())
  } else if (url === '/healthz') {
    const healthy = await isHealthy()
    response.writeHead(healthy ? 200 : 503, {'content-type': 'text/plain'})
    response.end(healthy ? 'ok\n' : 'the store does not answer\n')
  } else response.writeHead(404).end()
}
