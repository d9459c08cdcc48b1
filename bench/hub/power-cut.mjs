// Cuts the power of an embedded store on a disk of its own, again and again, and looks whether anything that was
// acknowledged is lost: node bench/hub/power-cut.mjs --results FILE [--cuts 200]
//
// The store is on ext4 in an image file. The process is stopped, the image is copied as it is, so only what had reached the
// "disk" is in it, and the copy is mounted, which replays the journal of the file system. Needs Linux and root.
import {execFileSync} from 'node:child_process'
import {copyFileSync, mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {setTimeout as pause} from 'node:timers/promises'
import {parseArgs} from 'node:util'
import {startAppender} from './store/appender.mjs'
import {bundleStore} from './store/bundle-store.mjs'
import {openResults} from './store/results.mjs'
import {isBroken, verify} from './store/verify.mjs'

const imageBytes = 96 * 1024 * 1024
const {values} = parseArgs({options: {results: {type: 'string'}, cuts: {type: 'string', default: '200'}}})
if (!values.results) throw new Error('Expected --results FILE')

const results = openResults(values.results)
const bundle = await bundleStore()
while (results.rounds.length < Number(values.cuts)) results.add(await cut(results.rounds.length + 1))
print()

async function cut(round) {
  const folder = mkdtempSync(join(tmpdir(), 'groundtruth-hub-power-'))
  const [image, disk, copy, after] = ['image', 'disk', 'copy', 'after'].map(name => join(folder, name))
  try {
    makeImage(image)
    const acknowledged = await onDisk(image, disk, () => stopAtRandom(image, disk, copy, `${round}`))
    const found = await onDisk(copy, after, () => verify(bundle, join(after, 'hub'), acknowledged))
    return {round, acknowledged: acknowledged.size, ...found}
  } finally {
    rmSync(folder, {recursive: true, force: true})
  }
}

function makeImage(image) {
  writeFileSync(image, '')
  truncateSync(image, imageBytes)
  execFileSync('mkfs.ext4', ['-q', '-F', image])
}

async function onDisk(image, folder, work) {
  mkdirSync(folder)
  execFileSync('mount', ['-o', 'loop', image, folder])
  try {
    return await work()
  } finally {
    execFileSync('umount', [folder])
  }
}

/** Acknowledged up to the stop: what was said after it is not read before the copy is made, so the pause is for the pipe. */
async function stopAtRandom(image, disk, copy, run) {
  const appender = startAppender(bundle, join(disk, 'hub'), run)
  await appender.said('/')
  await pause(Math.random() * 1500)
  appender.child.kill('SIGSTOP')
  await pause(100)
  const acknowledged = appender.acknowledged()
  copyFileSync(image, copy)
  appender.child.kill('SIGKILL')
  await appender.ended
  return acknowledged
}

function print() {
  const {rounds} = results
  const broken = rounds.filter(isBroken)
  const total = rounds.reduce((sum, round) => sum + round.acknowledged, 0)
  console.log(`${rounds.length} power cuts, ${total} acknowledged, ${broken.length} broken`)
  for (const round of broken) console.log(JSON.stringify(round))
  process.exitCode = broken.length > 0 ? 1 : 0
}
