/** A change of the code that no test noticed. */
export interface Change {
  readonly path: string
  readonly line: number
  readonly before: string
  readonly after: string
}

/** A test as its runner names it. */
export interface NamedTest {
  /** Undefined when the runner says only that a test failed. */
  readonly path?: string
  readonly name: string
}

/** What came of running the tests with a guard removed. */
export interface Proof {
  /** `pinned`: a test failed. `unpinned`: all passed. */
  readonly result: 'pinned' | 'unpinned' | 'not-proven'
  readonly guard?: {readonly path: string; readonly line: number}
  /** The test that failed. */
  readonly test?: NamedTest
  /** What no test noticed: the removal, or of a pinned guard the removal of one of its alternatives. */
  readonly change?: Change
  /** One line: how many tests ran, or why nothing is proven. */
  readonly reason: string
}
