import {join} from 'node:path'
import {findStryker, type InstalledStryker} from '../../src/prove/disk-installed.ts'
import {createFolder} from '../cli/cli.ts'

/** A program in place of Stryker; `code` may use the configuration and where it runs. */
export function fakeStryker(code: string): InstalledStryker {
  const folder = createFolder({
    'core/package.json': '{"version": "9.6.1"}',
    'core/bin/stryker.js': `const fs = require('node:fs')
const config = JSON.parse(fs.readFileSync(process.argv[3], 'utf8'))
const report = (status, more = {}) => fs.writeFileSync(config.jsonReporter.fileName, JSON.stringify({
  files: {'src/lock.ts': {mutants: [{
    location: {start: {line: 2, column: 7}, end: {line: 2, column: 18}}, replacement: 'false', status, killedBy: ['0']
  }]}},
  testFiles: {'test/lock.test.ts': {tests: [{id: '0', name: 'refuses'}]}}
}))
${code}`,
    'vitest-runner/package.json': '{"version": "9.6.1", "exports": {".": "./index.js"}}'
  })
  const found = findStryker([join(folder, 'nothing'), folder])
  if (!found) throw new Error('Expected to find what was written')
  return found
}
