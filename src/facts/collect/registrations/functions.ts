import type {Node} from '@oxc-project/types'
import {callName, receiverOf} from '../../../syntax/call-name.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import {type CallRule, type Candidate, lineOfCall, objectText} from './candidate.ts'

const firebase = 'firebase-functions'
const azure = '@azure/functions'
export const functionPackages: ReadonlySet<string> = new Set([firebase, azure])

const azureCalls = [
  'cosmosDB',
  'eventGrid',
  'eventHub',
  'generic',
  'http',
  'serviceBusQueue',
  'serviceBusTopic',
  'storageBlob',
  'storageQueue',
  'timer'
] as const
export const functionCalls: readonly string[] = azureCalls
const azureNames = new Set<string>(azureCalls)

/** Whether a call's name is one of firebase's triggers: `onRequest`, `onDocumentCreated`, `onRun`. */
export function isTriggerName(name: string): boolean {
  return /^on[A-Z]/.test(name)
}

/** Functions that a platform calls: exported triggers of firebase, and the registrations of Azure's `app`. */
export const findFunctions: CallRule = (call, {ast, origins}) => {
  const {node} = call
  const word = callName(node)
  const origin = origins.packageOf(receiverOf(node) ?? node.callee)
  if (word === undefined || (origin !== firebase && origin !== azure)) return []
  const isTrigger = origin === firebase && isTriggerName(word)
  const isAzure = origin === azure && azureNames.has(word) && node.arguments.length > 1
  const name = isTrigger ? exportName(call) : isAzure ? origins.textOf(node.arguments[0]) : undefined
  if (name === undefined) return []
  return [{kind: 'handler', on: objectText(call, ast), call: word, name, line: lineOfCall(call, ast)}]
}

/** `api` for `export const api = …` and `exports.api = …`; undefined when the value goes elsewhere. */
function exportName({node, ancestors}: Candidate): string | undefined {
  const [statement, declaration, parent] = ancestors.slice(-3)
  if (parent?.type === 'VariableDeclarator' && parent.init === node && parent.id.type === 'Identifier')
    return isExported(statement, declaration) ? parent.id.name : undefined
  if (parent?.type !== 'AssignmentExpression' || parent.right !== node) return undefined
  return /^(?:module\.)?exports\.(\w+)$/.exec(memberPath(parent.left) ?? '')?.[1]
}

function isExported(statement: Node | undefined, declaration: Node | undefined): boolean {
  return statement?.type === 'ExportNamedDeclaration' && declaration?.type === 'VariableDeclaration'
}
