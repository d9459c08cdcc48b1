/** A description, if there is one; manifests may hold anything. */
export function descriptionOf(text: unknown): {readonly description?: string} {
  return typeof text === 'string' && text.trim() !== '' ? {description: text.trim()} : {}
}
