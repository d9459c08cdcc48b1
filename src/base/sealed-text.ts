import {createHash} from 'node:crypto'

/**
 * A text behind a line that tells who wrote it and what it holds, so that another version's or a damaged one is known.
 * `writer` must not hold a line break.
 */
export function sealText(writer: string, body: string): string {
  return `${headerOf(writer, body)}\n${body}`
}

/** The text behind the line; undefined when another writer made it or a byte of it changed. */
export function unsealText(writer: string, sealed: string): string | undefined {
  const end = sealed.indexOf('\n')
  const body = sealed.slice(end + 1)
  return end >= 0 && sealed.slice(0, end) === headerOf(writer, body) ? body : undefined
}

function headerOf(writer: string, body: string): string {
  return `${writer} ${createHash('sha256').update(body).digest('hex')}`
}
