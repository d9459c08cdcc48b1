import {contentHashOf} from '../base/content-hash.ts'

/** A generated file that closes with a comment by which an edit of it is seen. */
export interface SealedFile {
  /** What it is about; stays while the file's text changes. */
  readonly key: string
  /** Whether nobody has edited it. */
  readonly isIntact: boolean
}

const seal = /\n?<!-- groundtruth: (.+) hash=([0-9a-f]{12}) -->\s*$/

/** The text with its seal as the last line. */
export function sealFile(text: string, key: string): string {
  return `${text}\n<!-- groundtruth: ${key.replaceAll('--', '- -')} hash=${hashOf(text)} -->\n`
}

/** Undefined for a file without a seal, which a person wrote. */
export function readSeal(text: string): SealedFile | undefined {
  const plain = text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n')
  const [whole, key, hash] = seal.exec(plain) ?? []
  if (whole === undefined || key === undefined) return undefined
  return {key, isIntact: hashOf(plain.slice(0, plain.length - whole.length)) === hash}
}

/** How often a line ends does not count: editors add and take line breaks at the end. */
function hashOf(text: string): string {
  return contentHashOf(text.trimEnd()).slice(0, 12)
}
