#!/usr/bin/env node
import process from 'node:process'
import {runCli} from '../src/cli/run.ts'

process.exitCode = await runCli(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  cwd: process.cwd()
})
