/** Where text goes. `process.stdout` is one; tests pass a list of strings behind `write`. */
export interface OutputStream {
  write(text: string): unknown
  readonly isTTY?: boolean | undefined
  readonly columns?: number | undefined
  on?(event: 'error', listener: (error: NodeJS.ErrnoException) => void): unknown
}

/** Where answers come from. */
export type InputStream = NodeJS.ReadableStream & {readonly isTTY?: boolean | undefined}

/** All that a command may know of the process it runs in. */
export interface CliContext {
  /** Absent where nobody can be asked. */
  readonly stdin?: InputStream
  readonly stdout: OutputStream
  readonly stderr: OutputStream
  readonly env: Readonly<Record<string, string | undefined>>
  /** Absolute. */
  readonly cwd: string
}

/** 0 fine; 1 something to look at; 2 cannot run. */
export type ExitCode = 0 | 1 | 2
