/** Texts by path, the most recently read ones. */
export interface RecentTexts {
  /** The text as it was read before, or as `read` gives it now. */
  get(path: string, read: () => string | undefined): string | undefined
}

/** Keeps texts up to `budget` characters in all, and the last one whatever its length. */
export function createRecentTexts(budget: number): RecentTexts {
  const texts = new Map<string, string | undefined>()
  let size = 0
  return {
    get(path, read) {
      if (texts.has(path)) return texts.get(path)
      const text = read()
      texts.set(path, text)
      size += text?.length ?? 0
      for (const [oldest, old] of texts) {
        if (size <= budget || oldest === path) break
        texts.delete(oldest)
        size -= old?.length ?? 0
      }
      return text
    }
  }
}
