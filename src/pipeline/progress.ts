export type StageName = 'map' | 'enrich' | 'hunt' | 'triage' | 'prescribe'

/** What a listener hears while a command works. */
export interface ProgressEvent {
  readonly stage: StageName
  readonly state: 'started' | 'finished'
}

export type ProgressListener = (event: ProgressEvent) => void

/** Tells the listener when a stage starts and ends. A stage that throws has no end. */
export function withProgress<T>(stage: StageName, listener: ProgressListener, work: () => T): T {
  listener({stage, state: 'started'})
  const result = work()
  listener({stage, state: 'finished'})
  return result
}
