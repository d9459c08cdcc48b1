// Takes and releases a lock as its parent tells it to. Argument: module of acquireLock.
const {acquireLock} = await import(process.argv[2])
let lock

process.on('message', async ({acquire, release}) => {
  if (acquire) {
    lock = await acquireLock(acquire).catch(() => undefined)
    process.send(lock ? 'won' : 'lost')
  }
  if (release) {
    lock?.release()
    process.send('released')
  }
})
process.send('ready')
