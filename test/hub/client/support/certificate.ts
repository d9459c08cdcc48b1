import {generate} from 'selfsigned'

export interface TestCertificate {
  readonly key: string
  readonly cert: string
}

/** Of 127.0.0.1, signed by itself. */
export async function createCertificate(): Promise<TestCertificate> {
  const pem = await generate([{name: 'commonName', value: 'hub'}], {
    keySize: 2048,
    algorithm: 'sha256',
    extensions: [{name: 'subjectAltName', altNames: [{type: 7, ip: '127.0.0.1'}]}]
  })
  return {key: pem.private, cert: pem.cert}
}
