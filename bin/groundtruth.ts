#!/usr/bin/env node
import process from 'node:process'
import {setFlagsFromString} from 'node:v8'
import {runCli} from '../src/cli/run.ts'

// The engine compiles warm functions for speed after this many bytes of their code have run. Its default (a quarter of it)
// suits servers: a run of a few seconds does not earn the compiling back, which took a fifth to a quarter of the CPU of
// `map` and `run` (bench/README.md). The flag is known to the engines of these versions.
if (Number.parseInt(process.versions.node, 10) <= 24) setFlagsFromString('--interrupt-budget=500000')

process.exitCode = await runCli(process.argv.slice(2), {
  // Looked at only to ask: a pipe that nobody reads would keep the process waiting.
  get stdin() {
    return process.stdin
  },
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  cwd: process.cwd()
})
