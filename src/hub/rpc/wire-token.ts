import {create} from '@bufbuild/protobuf'
import {type Timestamp, timestampFromMs, timestampMs} from '@bufbuild/protobuf/wkt'
import type {Scope, TokenRecord} from '../token-record.ts'
import {scopes} from '../token-record.ts'
import * as wire from './generated/groundtruth/hub/v1/hub_pb.ts'

/** A token as others may see it: without its hash. */
export type TokenInfo = Omit<TokenRecord, 'hash'>

export function toWireScope(scope: Scope): wire.Scope {
  return (scopes.indexOf(scope) + 1) as wire.Scope
}

/** Undefined for a scope that this version does not know. */
export function fromWireScope(scope: wire.Scope): Scope | undefined {
  return scopes[scope - 1]
}

export function toWireToken(token: TokenInfo): wire.Token {
  return create(wire.TokenSchema, {
    id: token.id,
    subject: token.subject,
    projects: [...token.projects],
    scopes: token.scopes.map(toWireScope),
    createdAt: timestampFromMs(token.createdAt),
    ...instant('expiresAt', token.expiresAt),
    ...instant('revokedAt', token.revokedAt),
    ...instant('lastUsedAt', token.lastUsedAt),
    replacedBy: token.replacedBy ?? ''
  })
}

export function fromWireToken(token: wire.Token): TokenInfo {
  return {
    id: token.id,
    subject: token.subject,
    projects: token.projects,
    scopes: token.scopes.map(fromWireScope).filter(scope => scope !== undefined),
    createdAt: token.createdAt ? timestampMs(token.createdAt) : 0,
    ...milliseconds('expiresAt', token.expiresAt),
    ...milliseconds('revokedAt', token.revokedAt),
    ...milliseconds('lastUsedAt', token.lastUsedAt),
    ...(token.replacedBy !== '' && {replacedBy: token.replacedBy})
  }
}

function instant<Key extends string>(key: Key, at: number | undefined): {[key in Key]?: Timestamp} {
  return at === undefined ? {} : ({[key]: timestampFromMs(at)} as {[key in Key]: Timestamp})
}

function milliseconds<Key extends string>(key: Key, at: Timestamp | undefined): {[key in Key]?: number} {
  return at === undefined ? {} : ({[key]: timestampMs(at)} as {[key in Key]: number})
}
