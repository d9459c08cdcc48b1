import {z} from 'zod'
import {count, envelope, line, path, writing} from './common.ts'

const importKind = z.enum(['value', 'type', 'dynamic', 'reexport', 'require'])

export const component = z.strictObject({
  id: z.string(),
  path,
  purpose: z.strictObject({text: z.string(), source: z.string()}).optional(),
  dependsOn: z.array(z.strictObject({to: z.string(), kinds: z.array(importKind), weight: count})),
  files: count,
  confidence: z.string()
})

const importEdge = z.strictObject({
  from: path,
  to: path,
  kind: importKind,
  typeOnly: z.boolean(),
  line,
  test: z.boolean(),
  inferred: z.boolean()
})

const unresolved = z.strictObject({from: path, specifier: z.string(), line, cause: z.string()})
const entryPoint = z.strictObject({kind: z.string(), name: z.string(), path, line})

export const mapFields = {
  components: z.array(component),
  imports: z.array(importEdge),
  unresolved: z.array(unresolved),
  entryPoints: z.array(entryPoint),
  skipped: z.array(z.strictObject({extension: z.string(), files: count}))
}

export const mapSchema = z.strictObject({...envelope('map'), ...mapFields, ...writing})
