import {describe, expect, it} from 'vitest'
import {collect} from '../../src/facts/collect/collect.ts'
import {startRegistrations} from '../../src/facts/collect/registrations.ts'
import {parseModule} from '../../src/facts/parse.ts'

/** Each as `line kind on.call name`. */
function check(text: string, expected: string[], path = 'a.ts'): void {
  const {found} = collect(parseModule(path, text).ast, {found: startRegistrations})
  expect(found.map(({kind, on, call, name, line}) => `${line} ${kind} ${on}.${call} ${name}`)).toEqual(
    expected
  )
}

describe('listeners', () => {
  it('are named by a text, a constant or a member', () =>
    check(
      "export const CLOSE = 'close'\nserver.on('error', report)\nserver.once(CLOSE, () => {})\nthis.page.addListener(PageEvent.Load, this.load)\nwindow?.addEventListener('load', start, {once: true})",
      [
        '2 listener server.on error',
        '3 listener server.once close',
        '4 listener this.page.addListener PageEvent.Load',
        '5 listener window.addEventListener load'
      ]
    ))
  it('need a handler, a name and an object that can be shown', () =>
    check(
      "on('x', f)\nemitter.on('x')\nemitter.on(name, f)\nmake({a: 1, b: 2, c: 3, d: 4, e: 5, f: 6}, 'some').on('x', f)",
      []
    ))
  it('on a chain of them are on its first object, and on what any other call gives', () => {
    check("socket\n  .on('data', f)\n  .once('end', g)", [
      '2 listener socket.on data',
      '3 listener socket.once end'
    ])
    check("pool\n  .connect()\n  .on('error', f)", ['3 listener pool.connect().on error'])
  })
  it('take at most three arguments: with more it is a router or the like', () => {
    check('router.on(options.method, options.url, {}, handle)', [])
    check('emitter.on(options.event, handle, this)', ['1 listener emitter.on options.event'])
  })
  it('are not named by a constant that a parameter hides', () =>
    check("const E = 'x'\nfunction f(E: string) {\n  emitter.on(E, g)\n}", []))
})

describe('routes', () => {
  it('hang on what comes from a router package', () =>
    check(
      "import express, {Router} from 'express'\nconst app = express()\nconst router = Router()\napp.get('/users', list)\nrouter.route('/users/:id').get(one).delete(check, remove)\napp.use('/api', router)\napp.all(['/a', '/b'], wrap(list))",
      [
        '4 route app.get GET /users',
        '5 route router.delete DELETE /users/:id',
        '5 route router.get GET /users/:id',
        '6 route app.use USE /api',
        '7 route app.all ALL /a',
        '7 route app.all ALL /b'
      ]
    ))
  it('hang on a parameter, field or variable of a router type', () =>
    check(
      "import type {FastifyInstance} from 'fastify'\nimport {Hono} from 'hono'\nexport function users(server: FastifyInstance) {\n  server.post('/users', {schema}, create)\n}\nclass Api {\n  app = new Hono()\n  constructor(private readonly inner: Hono) {\n    this.app.get('/x', c => c.text('x')).get('/y', y)\n    this.inner.on('PURGE', '/cache', purge)\n    this.inner.on('GET', '/cache', read)\n  }\n}",
      [
        '4 route server.post POST /users',
        '9 route this.app.get GET /x',
        '9 route this.app.get GET /y',
        '10 route this.inner.on PURGE /cache',
        '11 route this.inner.on GET /cache'
      ]
    ))
  it('are read from CommonJS, with names and tables', () =>
    check(
      "const Router = require('@koa/router')\nconst fastify = require('fastify')({logger: true})\nconst router = new Router()\nrouter.get('home', '/', home)\nfastify.route({method: ['GET', 'HEAD'], url: '/x', handler})\nfastify.route({method, url: '/y', handler})",
      ['4 route router.get GET /', '5 route fastify.route GET /x', '5 route fastify.route HEAD /x'],
      'a.js'
    ))
  it('hang on an unknown object when the handler takes a request and a response', () =>
    check(
      "module.exports = app => {\n  app.get('/x', (req, res) => res.end())\n  app.post('/y', guard, async function (request, reply) {})\n}",
      ['2 route app.get GET /x', '3 route app.post POST /y'],
      'a.js'
    ))
  it('are not calls of clients, maps, caches and mocks', () =>
    check(
      "import axios from 'axios'\nimport express from 'express'\nimport {rest} from 'msw'\nimport request from 'supertest'\nconst app = express()\naxios.get('/x', config)\nmap.get('/x', fallback)\ncache.get('/x', () => compute())\nrest.get('/x', (req, res, ctx) => res(ctx.status(200)))\nrequest(app).get('/x', (error, response) => {})\napp.get('setting', x)\napp.get('/x')\nclient.post('/x', body, (error, response) => {})\ncy.get('/x', {timeout: 1})",
      []
    ))
  it('are not taken where a name is declared with another origin too', () =>
    check(
      "import express from 'express'\nconst app = express()\nfunction other(app: Client) {\n  return app.get('/x', options)\n}",
      []
    ))
})

describe('NestJS', () => {
  const nest = "import {Controller, Get, Post} from '@nestjs/common'\n"
  it('joins the paths of controller and method', () =>
    check(
      `${nest}@Controller('cats')\nexport class Cats {\n  @Get(':id')\n  one() {}\n  @Post()\n  create() {}\n}\n@Controller({path: '/dogs', version: '1'})\nclass Dogs {\n  @Get(['a', 'b']) list() {}\n}\n@Controller()\nclass Root {\n  @Get() home() {}\n}`,
      [
        '4 route Get.Get GET /cats/:id',
        '6 route Post.Post POST /cats',
        '11 route Get.Get GET /dogs/a',
        '11 route Get.Get GET /dogs/b',
        '15 route Get.Get GET /'
      ]
    ))
  it('is silent on computed paths and decorators of others', () => {
    check(
      `${nest}@Controller(prefix)\nclass A {\n  @Get('x') x() {}\n}\n@Controller('b')\nclass B {\n  @Get(path) x() {}\n}`,
      []
    )
    check("import {Controller, Get} from './mine'\n@Controller('a')\nclass A {\n  @Get('x') x() {}\n}", [])
  })
  it('reads schedules and workers', () =>
    check(
      "import {Cron, CronExpression} from '@nestjs/schedule'\nimport {Processor} from '@nestjs/bullmq'\n@Processor('mail')\nclass Mail {\n  @Cron('0 * * * *')\n  hourly() {}\n  @Cron(CronExpression.EVERY_HOUR)\n  again() {}\n  @Cron(rule())\n  never() {}\n}",
      [
        '3 worker Processor.Processor mail',
        '5 schedule Cron.Cron 0 * * * *',
        '7 schedule Cron.Cron CronExpression.EVERY_HOUR'
      ]
    ))
})

describe('commands', () => {
  it('of commander go by their first word', () =>
    check(
      "import {Command, program} from 'commander'\nprogram\n  .name('tool')\n  .command('build <dir>')\n  .description('Builds.')\nconst list = new Command('list').action(run)\nprogram.addCommand(list).addCommand(new Command('show'))\nfunction more(parent: Command) {\n  const task = parent.command('task')\n  task.command('add').action(run)\n}",
      [
        '4 command program.command build',
        '7 command program.addCommand list',
        '7 command program.addCommand show',
        '9 command parent.command task',
        '10 command task.command add'
      ]
    ))
  it('hang on an unknown object when the chain has an action', () =>
    check("export const add = cli => cli.command('dev [root]').option('--x').action(run)", [
      '1 command cli.command dev'
    ]))
  it('of yargs are texts, lists and objects', () =>
    check(
      "import yargs from 'yargs'\nyargs(process.argv)\n  .command('serve [port]', 'Serves.', y => y, run)\n  .command(['start [app]', 'run'], 'Starts.')\n  .command({command: 'stop', handler: stop})\n  .command('$0', 'Default.', run)\n  .command(other)",
      [
        '3 command yargs(process.argv).command serve',
        '4 command yargs(process.argv).command start',
        '5 command yargs(process.argv).command stop'
      ]
    ))
  it('may be modules of yargs', () => {
    check(
      "exports.command = 'init [dir]'\nexports.describe = 'x'\nexports.handler = () => {}",
      ['1 command exports.command init'],
      'a.js'
    )
    check("export const command = 'get <key>'\nexport const builder = {}\nexport function handler() {}", [
      '1 command exports.command get'
    ])
    check(
      "const listing: CommandModule = {\n  command: 'list',\n  builder: {},\n  handler() {}\n}\nexport = listing",
      ['2 command exports.command list']
    )
    check("const mod = {\n  command: 'list',\n  builder: {},\n  handler() {}\n}\nexport default mod", [
      '2 command exports.command list'
    ])
  })
  it('of citty are the keys of the tree', () =>
    check(
      "import {defineCommand} from 'citty'\nexport default defineCommand({\n  meta: {name: 'tool'},\n  subCommands: {\n    dev: () => import('./dev'),\n    build\n  }\n})",
      ['5 command defineCommand.defineCommand dev', '6 command defineCommand.defineCommand build']
    ))
  it('are not other calls of that name', () => {
    check("db.command('ping')\nawait client.command({ping: 1})\nshell.command('git status')", [])
    check(
      "import {program} from 'commander'\nimport execa from 'execa'\nexeca.command('ls -la')\nshell.command('git status')",
      []
    )
    check("exports.command = 'x'\nexports.other = 1", [], 'a.js')
    check("const mod = {command: 'list', handler() {}}\nexport default mod", [])
    check("import {Command} from 'commander'\nconst tool = new Command('tool')", [])
  })
})

describe('workers', () => {
  it('consume a named queue', () =>
    check(
      "import {Worker} from 'bullmq'\nimport Bull from 'bull'\nimport type {Channel} from 'amqplib'\nimport {Kafka} from 'kafkajs'\nconst QUEUE = 'mail'\nnew Worker(QUEUE, send)\nconst queue = new Bull('video')\nqueue.process(5, work)\nqueue.process('thumb', work)\nfunction start(channel: Channel) {\n  channel.consume('jobs', message => {})\n}\nconst consumer = new Kafka({}).consumer({groupId: 'g'})\nawait consumer.run({eachMessage: async () => {}})",
      [
        '6 worker Worker.Worker mail',
        '8 worker queue.process video',
        '9 worker queue.process thumb',
        '11 worker channel.consume jobs',
        '14 worker consumer.run eachMessage'
      ]
    ))
  it('are no other workers, and none with a computed name', () =>
    check(
      "import {Worker} from 'node:worker_threads'\nimport {Worker as Job} from 'bullmq'\nnew Worker('./x.js', {})\nnew Job(nameOf('x'), send)\nchannel.consume('jobs', work)\ntext.process('x', work)\nconsumer.run({eachMessage})",
      []
    ))
})

describe('schedules', () => {
  it('are named by their rule', () =>
    check(
      "import cron from 'node-cron'\nimport {CronJob} from 'cron'\nimport schedule from 'node-schedule'\nimport {Cron} from 'croner'\ncron.schedule('* * * * *', tick)\nnew CronJob('0 0 * * *', tick)\nCronJob.from({cronTime: '1 * * * *', onTick: tick})\nschedule.scheduleJob('nightly', '0 3 * * *', () => {})\nnew Cron('5 * * * *', () => {})",
      [
        '5 schedule cron.schedule * * * * *',
        '6 schedule CronJob.CronJob 0 0 * * *',
        '7 schedule CronJob.from 1 * * * *',
        '8 schedule schedule.scheduleJob 0 3 * * *',
        '9 schedule Cron.Cron 5 * * * *'
      ]
    ))
  it('are no other calls of that name', () =>
    check(
      "import {Cron} from 'croner'\nimport cron from 'node-cron'\ncache.schedule('* * * * *', tick)\nnew Cron('5 * * * *').nextRun()\ncron.schedule(rule(), tick)\nArray.from('x')",
      []
    ))
})

describe('functions of platforms', () => {
  it('are exported triggers and registrations', () => {
    check(
      "import {onRequest} from 'firebase-functions/v2/https'\nimport * as functions from 'firebase-functions'\nexport const api = onRequest(app)\nexport const nightly = functions.pubsub.schedule('every day').onRun(run)\nconst inner = onRequest(app)",
      ['3 handler onRequest.onRequest api', '4 handler functions.pubsub.onRun nightly']
    )
    check(
      "import {app} from '@azure/functions'\napp.http('hello', {handler})\napp.timer('tick', {schedule, handler})",
      ['2 handler app.http hello', '3 handler app.timer tick']
    )
  })
  it('are no calls of that name from elsewhere', () =>
    check("import {app} from './app'\nexport const api = onRequest(app)\napp.http('hello', {handler})", []))
})

it('are read in time in a module whose names are all made of each other', () => {
  const names = Array.from({length: 40}, (_, index) => `n${index}`)
  const lines = names.flatMap(name => names.map(other => `${name} = ${other}.next()`))
  const text = [...lines, 'let app = express()', "app.get('/x', f)", "n0.get('/y', f)"].join('\n')
  check(`import express from 'express'\n${text}`, ['1603 route app.get GET /x'])
})
