/** The same work, done at the first call only. Work that throws is tried again. */
export function once<T>(work: () => T): () => T {
  let done: {value: T} | undefined
  return () => {
    done ??= {value: work()}
    return done.value
  }
}
