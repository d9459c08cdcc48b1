import {defineConfig} from 'vitest/config'

// Tests mock nothing and put back what they set, and loading the compiler and the parsers anew for each file would take
// longer than most files' tests.
const common = {testTimeout: 60_000, isolate: false}

export default defineConfig({
  test: {
    projects: [
      {test: {...common, name: 'tool', include: ['test/**/*.test.ts'], exclude: ['test/hub/**']}},
      {
        test: {
          ...common,
          name: 'hub',
          include: ['test/hub/**/*.test.ts'],
          hookTimeout: 60_000,
          globalSetup: ['test/hub/support/global-setup.ts']
        }
      }
    ]
  }
})
