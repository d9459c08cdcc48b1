import {expect, test} from 'vitest'
import {openStore} from '../../../src/hub/store/open-store.ts'
import {workerScript} from '../store/support/open-fresh.ts'

test.skipIf(process.platform !== 'linux')(
  'C-12: a directory that nobody can write to is unavailable, and names the place',
  async () => {
    const opening = openStore('/sys/groundtruth-hub', {worker: workerScript()})
    await expect(opening).rejects.toMatchObject({
      name: 'HubError',
      kind: 'unavailable',
      message: expect.stringContaining('/sys/groundtruth-hub')
    })
  }
)
