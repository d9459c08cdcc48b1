/** An HTML comment by which groundtruth finds its own text again. Ids are decoded. */
export type Marker =
  | {readonly kind: 'begin'; readonly id: string; readonly hash: string}
  | {readonly kind: 'end'; readonly id: string}
  | {readonly kind: 'key'; readonly id: string; readonly hash: string}
  | {readonly kind: 'next'; readonly prefix: string; readonly number: number}

/** Reads a comment that is a marker and nothing else; white space around it does not count. */
export function parseMarker(comment: string): Marker | undefined {
  const inside = /^\s*<!--\s+(\S.*?)\s+-->\s*$/.exec(comment)?.[1] ?? ''
  const [, begin, beginHash] = /^groundtruth:begin\s+(\S+)\s+hash=([0-9a-f]+)$/.exec(inside) ?? []
  if (begin && beginHash) return {kind: 'begin', id: decodeId(begin), hash: beginHash}
  const [, end] = /^groundtruth:end\s+(\S+)$/.exec(inside) ?? []
  if (end) return {kind: 'end', id: decodeId(end)}
  const [, key, keyHash] = /^key:\s+(\S+)\s+hash=([0-9a-f]+)$/.exec(inside) ?? []
  if (key && keyHash) return {kind: 'key', id: decodeId(key), hash: keyHash}
  const [, prefix, number] = /^groundtruth:next\s+([A-Z]+)=(\d+)$/.exec(inside) ?? []
  return prefix && number ? {kind: 'next', prefix, number: Number(number)} : undefined
}

/** The comment that {@link parseMarker} reads. */
export function formatMarker(marker: Marker): string {
  switch (marker.kind) {
    case 'begin':
      return `<!-- groundtruth:begin ${encodeId(marker.id)} hash=${marker.hash} -->`
    case 'end':
      return `<!-- groundtruth:end ${encodeId(marker.id)} -->`
    case 'key':
      return `<!-- key: ${encodeId(marker.id)} hash=${marker.hash} -->`
    case 'next':
      return `<!-- groundtruth:next ${marker.prefix}=${marker.number} -->`
  }
}

/** Whether HTML holds something that was meant as a marker, readable or not. */
export function mentionsMarker(html: string): boolean {
  return /<!--\s*(?:groundtruth:|key:\s*\S+\s+hash=)/.test(html)
}

/** White space would end the id, `>` the comment. */
function encodeId(id: string): string {
  return id.replace(/[%>\s]/g, character => encodeURIComponent(character))
}

function decodeId(id: string): string {
  try {
    return decodeURIComponent(id)
  } catch {
    // Not written by encodeId: a person's `%`. As it stands it still names something.
    return id
  }
}
