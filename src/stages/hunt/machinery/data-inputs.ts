import type {Node} from '@oxc-project/types'
import type {Binding} from '../../../syntax/scopes.ts'
import type {DetectorContext} from '../define-detector.ts'
import type {Access} from './accesses.ts'
import type {Code} from './code.ts'
import {typeOf} from './declared-type.ts'

/** How an input is known to choose a value: by its declared type, or by its name. */
export type DataProof = 'typed' | 'named'

const INCIDENTAL =
  /^_?(?:log(?:ger)?|debug|verbose|quiet|silent|trace|tracer|span|signal|abort\w*|on[A-Z]\w*|cb|callback|done|next|resolve|reject|progress|reporter|spinner|retr(?:y|ies)\w*|ttl\w*|maxAge|expir\w*|concurrency|connections|pipelining|limiter|max[A-Z]\w*|min[A-Z]\w*|pool|cache\w*|noCache|force\w*|refresh|bypass\w*|reload|stats|metrics|telemetry|analytics|requestId|traceId|depth|level|indent|index|idx|i|count|length|size|now|tmp\w*|temp\w*|then|catch|toString|message|description|comment|start|end|pos|loc|line|column|range|error|err|\w*(?:Timeout|Ttl|TTL|Ms|Callback|Logger|Signal|Retries|Size|Count|Index|Depth)|timeout|headers|(?:http|request|fetch|req)(?:Options|Opts|Init|Config))$/
const OPTIONS =
  /(?:^|_)(?:opts?|options?|config|configuration|conf|settings?|params?|query|filters?|flags|preferences|criteria|variables)$|(?:Options|Opts|Config|Configuration|Settings|Params|Query|Filters?|Flags)$/i
const SELECTS =
  /^(?:locale|lang|language|version|encoding|charset|format|mode|variant|theme|currency|tenant|tenantId|userId|user|role|region|namespace|scope|env|environment|target|platform|arch|branch|tag|schema|schemaName|table|columns|fields|select|projection|filter|sort|order|orderBy|limit|offset|page|pageSize|cursor|where|strict|raw|dialect|timezone|timeZone|tz|bucket|host|port|protocol|baseUrl|baseURL|url|registryUrl|root|cwd|method|accept|vary|width|height|quality|precision|newValue|newVersion|currentVersion|organizationId|orgId|accountId|workspaceId|projectId)$/

/** Whether a name says that something only accompanies the work: a log, a signal, a limit, a position. */
function isIncidental(name: string): boolean {
  return INCIDENTAL.test(name)
}

/** Whether a value is a bag of options by the name of its variable. */
function isOptions(name: string): boolean {
  return OPTIONS.test(name)
}

/** Whether a parameter is a bag of options, by its name or that of its type. */
export function isOptionBag({name, definitions}: Binding): boolean {
  const type = annotation(definitions[0]?.name)
  const typeName =
    type?.type === 'TSTypeReference' && type.typeName.type === 'Identifier' ? type.typeName.name : ''
  return isOptions(name) || isOptions(typeName)
}

/**
 * Whether, and how, an input is known to be data that chooses what is made; undefined when it may be a service.
 * `listed`: other properties of the same value are listed one by one where it is missing.
 */
export function dataProof(
  context: DetectorContext,
  code: Code,
  {binding, path}: Access,
  read: Node,
  listed: boolean
): DataProof | undefined {
  const name = path.findLast(part => part !== '[]') ?? binding.name
  if (path.some(isIncidental) || isIncidental(name)) return undefined
  const type = typeOfInput(context, code, binding.definitions[0]?.name, path.length === 0 ? undefined : read)
  if (type && isPlain(type)) return 'typed'
  if (type && !isOpen(type)) return undefined
  return isOptionBag(binding) || listed || SELECTS.test(name) ? 'named' : undefined
}

/** The declared type; of the parameter itself where no part of it is read. */
function typeOfInput(
  context: DetectorContext,
  code: Code,
  name: Node | undefined,
  read: Node | undefined
): Node | undefined {
  if (read) return typeOf(context, code, read)?.node
  return (name && typeOf(context, code, name)?.node) ?? annotation(name)
}

function annotation(name: Node | undefined): Node | undefined {
  const given = name && 'typeAnnotation' in name ? (name.typeAnnotation as Node | null) : null
  return given?.type === 'TSTypeAnnotation' ? given.typeAnnotation : undefined
}

const PLAIN = new Set([
  'TSStringKeyword',
  'TSNumberKeyword',
  'TSBooleanKeyword',
  'TSBigIntKeyword',
  'TSLiteralType',
  'TSTemplateLiteralType',
  'TSUndefinedKeyword',
  'TSNullKeyword'
])

function isPlain(type: Node): boolean {
  if (PLAIN.has(type.type)) return true
  if (type.type === 'TSUnionType') return type.types.every(isPlain)
  if (type.type === 'TSArrayType') return isPlain(type.elementType)
  if (type.type === 'TSTypeOperator' && type.typeAnnotation) return isPlain(type.typeAnnotation)
  return type.type === 'TSEnumDeclaration'
}

/** A type that says nothing against a bag of options. */
function isOpen(type: Node): boolean {
  return !/Function|Class|Constructor/.test(type.type)
}
