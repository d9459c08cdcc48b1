import {GroundtruthError} from '../../errors.ts'
import {createHubClient, type HubClient} from '../../hub/client/hub-client.ts'
import type {CliContext} from '../context.ts'
import type {Options} from '../options.ts'
import {createPrinter} from '../printer.ts'
import {retryLine} from './problem-line.ts'
import {readPem} from './read-pem.ts'

const defaultHub = 'http://127.0.0.1:7433'

/** Calls a hub as the flags and the environment say, and closes what was opened. */
export async function withHub<T>(
  options: Options,
  context: CliContext,
  work: (client: HubClient) => Promise<T>
): Promise<T> {
  const client = connect(options, context)
  try {
    return await work(client)
  } finally {
    client.close()
  }
}

function connect(options: Options, context: CliContext): HubClient {
  const {hub, ca, cert, key} = options
  const token = context.env.GROUNDTRUTH_HUB_TOKEN?.trim()
  if (!token)
    throw new GroundtruthError('hub/no-token', 'Expected a token in GROUNDTRUTH_HUB_TOKEN, got none', {
      hint: 'set it to what `groundtruth hub token issue` printed; `hub start` prints the first one'
    })
  if ((cert === undefined) !== (key === undefined))
    throw new GroundtruthError('usage', 'Expected --cert and --key together, got one of them', {
      hint: 'name the certificate and its private key'
    })
  const printer = createPrinter(options, context)
  const urls = hub ?? context.env.GROUNDTRUTH_HUB ?? defaultHub
  const pem = (flag: string, path: string) => readPem(flag, path, options, context)
  return createHubClient({
    peers: urls.split(',').flatMap(url => url.trim() || []),
    token,
    onRetry: event => printer.error(retryLine(event)),
    tls: {
      ...(ca !== undefined && {ca: pem('--ca', ca)}),
      ...(cert !== undefined && {cert: pem('--cert', cert)}),
      ...(key !== undefined && {key: pem('--key', key)})
    }
  })
}
