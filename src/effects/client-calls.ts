import type {Client} from './clients.ts'

/** Whether a call of what a client's package gives reaches outside; `names` lead to what is called, `name` is the last of them. */
export function isClientCall(client: Client, names: readonly string[], name: string): boolean {
  const {direct, takes, models} = client
  const [first = 'default'] = names
  if (names.some(each => notReached.test(each)) || (takes && !takes.has(first))) return false
  if (models?.has(first)) return isModelCall(names)
  const made = names.findIndex(isMaking)
  if (made >= 0) return isConnected(client, names, made) && !isMaking(name) && !preparing.test(name)
  return direct === 'any' ? !making.test(name) : (direct?.has(name === '' ? 'default' : name) ?? false)
}

/** Whether what the call of such a name gives is a connection, and not the answer to a request. */
export function givesConnection(name: string): boolean {
  return opening.test(name)
}

function isMaking(name: string): boolean {
  return name === '()' || name === 'new'
}

/** Instances of data (`new Headers()`, `id: ObjectId`) and what a calculating function gives reach nothing. */
function isConnected(
  {takes, instances = clientNames}: Client,
  names: readonly string[],
  made: number
): boolean {
  const maker = names[made - 1] ?? ''
  if (maker === '' || takes?.has(maker)) return true
  return names[made] === 'new' ? instances.test(maker) : opening.test(maker) || making.test(maker)
}

/** Classes of the program extend a model, and have methods of their own. */
function isModelCall(names: readonly string[]): boolean {
  const between = names.slice(1, -1)
  return (
    between.every(each => isMaking(each) || narrowing.test(each)) && modelMethods.test(names.at(-1) ?? '')
  )
}

/** Descriptions of data, errors, and what is done to requests before they go out. */
const notReached = /^(?:Schema|schema|types|errors?|[A-Z]\w*Error|defaults|interceptors)$/
/** Functions of a package that make a client or ask what something is. */
const making = /^(?:create|extend|is[A-Z]\w*|use|set|model|HTTPError|CancelToken|all|spread)$/
/** Functions and methods that open a connection or hand one out. */
const opening =
  /^(?:connect|open|acquire|duplicate|transaction|create(?:Secure)?Server)$|^(?:begin|connect|create|get|make|open|start)\w*(?:Channel|Client|Cluster|Connection|Database|Instance|Manager|Pool|Queue|Repository|Runner|Sender|Session|Transaction|Transport)$/
/** Methods of a client that set something up, listen, or put a query together that another one sends. */
const preparing =
  /^(?:\$?on|once|off|addListener|removeListener|removeAllListeners|setMaxListeners|emit|producer|consumer|admin|collection|db|model|define|getRepository|createQueryBuilder|toString|bind|\$(?:extends|primary|replica)|multi|pipeline|scope|unscoped|after[A-Z]\w*|before[A-Z]\w*|add(?:Hook|Scope)|(?:and|or)?[wW]here|(?:left|right|inner|outer)?[jJ]oin|from|into|table|orderBy|groupBy|limit|offset)$/
/** What a class or a type is called whose instances hold a connection. */
const clientNames =
  /(?:Client(?:Type)?|Cluster|Collection|Connection|Consumer|Channel|DB|DataSource|Database|Db|Driver|EntityManager|Instance|Kafka|Knex|Octokit|Pool|Producer|Queue|Queryable|QueryRunner|Redis|Repository|Server|Session|Socket|Storage|Stripe|Sequelize|Transaction|Transporter|Model|Bucket)$|^(?:Admin|Anthropic|(?:Azure)?OpenAI|Axios|Sql)$/
const narrowing = /^(?:scope|unscoped)$/
const modelMethods =
  /^(?:aggregate|bulkCreate|count|create|decrement|destroy|find(?:All|AndCountAll|ByPk|One|OrCreate)|increment|max|min|reload|restore|save|sum|sync|truncate|update|upsert)$/
