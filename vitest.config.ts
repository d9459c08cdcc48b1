import {defineConfig} from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    // Tests mock nothing and put back what they set, and loading the compiler and the parsers anew for each file would
    // take longer than most files' tests.
    isolate: false
  }
})
