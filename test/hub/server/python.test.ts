import {execFile, spawnSync} from 'node:child_process'
import {promisify} from 'node:util'
import {expect, test} from 'vitest'
import {startTestHub} from './support/test-hub.ts'

const python = process.env.GROUNDTRUTH_TEST_PYTHON ?? 'python3'
const hasGrpc = spawnSync(python, ['-c', 'import grpc']).status === 0

/** Calls Status with the bytes of an empty message, and prints what came: the size of the answer, or the code. */
const script = `
import grpc, sys
address, token = sys.argv[1:]
call = grpc.insecure_channel(address).unary_unary('/groundtruth.hub.v1.HubService/Status')
try:
    print(len(call(b'', metadata=[('authorization', 'Bearer ' + token)], timeout=10)) > 0)
except grpc.RpcError as error:
    print(error.code().name)
`

// Skipped where Python has no grpcio: GROUNDTRUTH_TEST_PYTHON names another interpreter.
test.skipIf(!hasGrpc)('C-16: grpcio of Python is answered, and told that its token is not good', async () => {
  const hub = await startTestHub()
  const call = async (token: string) => {
    const {stdout} = await promisify(execFile)(python, ['-c', script, new URL(hub.hub.url).host, token])
    return stdout.trim()
  }
  expect(await call(hub.hub.adminToken ?? '')).toBe('True')
  expect(await call('none')).toBe('UNAUTHENTICATED')
  await hub.close()
})
