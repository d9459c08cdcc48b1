/**
 * The text of a file, byte order mark included; undefined when the bytes are not UTF-8, or hold a NUL character
 * and so are no text.
 */
export function decodeText(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', {fatal: true, ignoreBOM: true}).decode(bytes)
    return text.includes('\0') ? undefined : text
  } catch {
    // The decoder throws for nothing but malformed bytes.
    return undefined
  }
}
