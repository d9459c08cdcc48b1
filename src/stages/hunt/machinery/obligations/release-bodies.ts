import type {CallExpression, NewExpression} from '@oxc-project/types'
import {callName} from '../../../../syntax/call-name.ts'
import {isClass} from '../../../../syntax/enclosing.ts'
import {unwrap} from '../../../../syntax/unwrap.ts'
import type {DetectorContext} from '../../define-detector.ts'
import {contains} from '../awaits.ts'
import type {Code} from '../code.ts'
import {declarationOf} from '../module-names.ts'
import {memberFunction} from '../resolve.ts'
import {releasesIn} from './releases.ts'

/** Whether an instance is of a class of the repository whose method of that name only changes its own state. */
export function releasesNothing(
  context: DetectorContext,
  code: Code,
  made: CallExpression | NewExpression,
  method: string
): boolean {
  const callee = unwrap(made.callee)
  if (made.type !== 'NewExpression' || callee.type !== 'Identifier') return false
  const declared = declarationOf(context, code, callee.name)
  if (!declared || !isClass(declared.node) || declared.node.superClass) return false
  const fn = memberFunction(declared.node, method)
  if (!fn) return false
  const releases = releasesIn(declared.code).some(release => contains(fn, release.node))
  return (
    !releases && !declared.code.nodes('CallExpression').some(call => contains(fn, call) && isUndoing(call))
  )
}

function isUndoing(call: CallExpression): boolean {
  return /^(?:off|remove\w*|delete\w*|clear\w*|un\w+|_\w+|abort|cancel)$/i.test(callName(call) ?? '')
}
