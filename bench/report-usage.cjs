// Loaded before a measured script: writes one line about the process when it ends.
const {appendFileSync} = require('node:fs')

process.on('exit', () => {
  const {userCPUTime, systemCPUTime, maxRSS} = process.resourceUsage()
  const usage = {cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, peakMiB: maxRSS / 1024}
  appendFileSync(process.env.GROUNDTRUTH_BENCH_LOG, `${JSON.stringify(usage)}\n`)
})
