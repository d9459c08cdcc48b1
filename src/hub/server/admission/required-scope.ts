import {type DescMethod, type DescService, getOption} from '@bufbuild/protobuf'
import {required_scope} from '../../rpc/generated/groundtruth/hub/v1/hub_pb.ts'
import {fromWireScope} from '../../rpc/wire-token.ts'
import type {Scope} from '../../token-record.ts'

/** The scope that each method of a service declares, by its name. Throws where one declares none: it is never served. */
export function requiredScopes(service: DescService): ReadonlyMap<string, Scope> {
  return new Map(service.methods.map(method => [method.name, requiredScope(method)]))
}

function requiredScope(method: DescMethod): Scope {
  const scope = fromWireScope(getOption(method, required_scope))
  if (scope === undefined) throw new Error(`Expected ${method.name} to declare a scope, got none`)
  return scope
}
