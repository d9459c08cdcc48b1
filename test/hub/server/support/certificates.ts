import {generate} from 'selfsigned'

/** Texts in PEM. */
export interface Certificate {
  readonly cert: string
  readonly key: string
}

/** A certificate for this name and 127.0.0.1, signed by itself, so that it is its own authority. */
export async function createCertificate(commonName: string): Promise<Certificate> {
  const {cert, private: key} = await generate([{name: 'commonName', value: commonName}], {
    keySize: 2048,
    extensions: [
      {name: 'basicConstraints', cA: true},
      {name: 'subjectAltName', altNames: [{type: 7, ip: '127.0.0.1'}]}
    ]
  })
  return {cert, key}
}
