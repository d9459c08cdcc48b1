import type {MessageInitShape} from '@bufbuild/protobuf'
import type {
  IssueTokenRequest,
  IssueTokenResponseSchema
} from '../../rpc/generated/groundtruth/hub/v1/hub_pb.ts'
import {toWireToken} from '../../rpc/wire-token.ts'
import {createToken} from '../../tokens/create-token.ts'
import {validateSubject} from '../../validate-entry.ts'
import {everyProject} from '../admission/project-rights.ts'
import type {AdminCaller} from './caller.ts'
import {defaultTtlMs, requireRightsOver, toScopes, toTtlMs, validateProjects} from './token-terms.ts'

/** A new token, and the projects that it is for. */
export async function issueToken(
  request: IssueTokenRequest,
  {call, token: admin, node}: AdminCaller
): Promise<MessageInitShape<typeof IssueTokenResponseSchema>> {
  const {subject, projects} = request
  call.project = projects.join(' ')
  validateSubject(subject)
  validateProjects(projects)
  const scopes = toScopes(request.scopes)
  const ttlMs = toTtlMs('ttl_seconds', request.ttlSeconds, defaultTtlMs) ?? defaultTtlMs
  requireRightsOver(admin, projects)
  const createdAt = node.clock()
  const createdProjects = await node.store.projects.create(
    projects.filter(project => project !== everyProject),
    createdAt
  )
  const grant = {subject, projects, scopes, createdAt, expiresAt: createdAt + ttlMs}
  const {secret, record} = createToken(grant, node.randomBytes)
  await node.store.tokens.add(record)
  node.log({level: 'info', event: 'token-issued', token: record.id, subject, by: admin.subject})
  return {token: toWireToken(record), secret, createdProjects: [...createdProjects]}
}
