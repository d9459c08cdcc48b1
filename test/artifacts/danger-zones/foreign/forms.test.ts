import {readFileSync} from 'node:fs'
import {describe, expect, it} from 'vitest'
import {readDangerZones} from '../../../../src/artifacts/danger-zones.ts'

const folder = new URL('../../../../fixtures/danger-zones/', import.meta.url)

/** The zones of a fixture without their texts, and its problems; each text stands in the file, at the zone's line. */
function check(name: string, expected: readonly object[], problems: readonly string[]) {
  const source = readFileSync(new URL(`${name}.md`, folder), 'utf8')
  const read = readDangerZones(source)
  expect(read.value.foreign.map(({text, ...zone}) => zone)).toEqual(expected)
  expect(read.problems.map(({line, kind, message}) => `${line} ${kind}: ${message}`)).toEqual(problems)
  for (const {text, line} of read.value.foreign) {
    expect(source).toContain(text)
    expect(source.split('\n')[line - 1]).toContain(text.split('\n')[0])
  }
}

describe('a document of zones by hand', () => {
  it('labelled headings with bold fields as paragraphs, list items, definitions and several on a line', () => {
    check(
      'bold-fields',
      [
        {
          label: 'DZ-1',
          title: 'a parcel is routed twice after a restart',
          status: 'open',
          line: 8,
          tier: 'critical',
          path: 'src/queue/worker.ts',
          symbol: 'drain',
          paths: ['src/carriers', 'src/queue/worker.ts'],
          anchor: 'dz-1-srcqueueworkerts-a-parcel-is-routed-twice-after-a-restart',
          score: {likelihood: 3, blastRadius: 3, detectionGap: 3, total: 9},
          fix: 'acknowledge with the id of the label, and look that up before buying',
          risk: 'critical',
          category: 'idempotency',
          confidence: 'high',
          dependents: 12,
          blastRadius: '12 direct importers, all of `src/carriers/`',
          tested: false,
          owners: ['@routing-team', 'Mina Okafor']
        },
        {
          label: 'DZ-2',
          title: 'Tenant cache outlives the tenant',
          status: 'open',
          line: 28,
          tier: 'critical',
          path: 'src/tenants/cache.ts',
          symbol: 'getTenant',
          paths: ['src/tenants/cache.ts', 'test/tenants/cache.test.ts'],
          anchor: 'dz-2-tenant-cache-outlives-the-tenant',
          score: {likelihood: 2, blastRadius: 3, detectionGap: 3, total: 8},
          fix: 'drop the entry in `closeTenant`; add a time limit',
          risk: 'critical',
          category: 'cache-staleness',
          confidence: 'medium',
          dependents: 7,
          blastRadius: 'd=1: at least 7, d=2: 30',
          tested: true,
          after: ['DZ-1']
        },
        {
          label: 'DZ-3',
          title: 'Label sheet is written in place',
          status: 'accepted: sheets are printed again each night',
          line: 41,
          tier: 'elevated',
          path: 'src/labels/sheet.ts',
          paths: ['src/labels/sheet.ts'],
          anchor: '-dz-3-label-sheet-is-written-in-place',
          fix: 'write beside it and rename',
          risk: 'high'
        },
        {
          label: 'DZ-4',
          title: 'Carrier list is sorted by the locale of the host',
          status: 'open',
          line: 59,
          tier: 'elevated',
          path: 'src/carriers/list.ts',
          paths: ['src/carriers/list.ts'],
          anchor: 'dz-4-carrier-list-is-sorted-by-the-locale-of-the-host',
          risk: 'low',
          category: 'ordering'
        },
        {
          label: 'DZ-7',
          title: 'Retry storm against the customs service',
          status: 'fixed: RESOLVED (2024-11-02), see the change log',
          line: 73,
          tier: 'elevated',
          path: 'src/customs/client.ts',
          symbol: 'retryAll',
          paths: ['src/customs/client.ts', 'test/customs/client.test.ts'],
          anchor: 'dz-7-retry-storm-against-the-customs-service',
          risk: 'medium',
          category: 'fan-out',
          confidence: 'low',
          tested: true,
          after: ['DZ-2', 'DZ-3']
        }
      ],
      ['64 zone-field: DZ-4 has no readable Confidence: maybe']
    )
  })

  it('numbered items by module with nested bullets, figures and a summary table', () => {
    check(
      'by-module',
      [
        {
          label: 'summary-6',
          title: 'Name format',
          status: 'open',
          line: 15,
          anchor: 'summary',
          tier: 'elevated',
          risk: 'medium',
          dependents: 4
        },
        {
          label: 'summary-7',
          title: 'Start-up hook',
          status: 'open',
          line: 16,
          anchor: 'summary',
          tier: 'elevated',
          risk: 'high',
          dependents: 30
        },
        {
          label: 'packagescorestore-1',
          title: 'save() blast radius',
          status: 'open',
          line: 22,
          tier: 'critical',
          path: 'packages/core/store',
          symbol: 'save',
          paths: ['packages/core/store'],
          anchor: 'packagescorestore-enriched-2025-02-11-via-the-graph',
          advice: 'a change of what `save()` checks or throws reaches every write. Test all of them.',
          risk: 'critical',
          dependents: 95,
          blastRadius: 'd=1: 95, flows: 15, modules: 20'
        },
        {
          label: 'packagescorestore-2',
          title: 'Path check timing',
          status: 'open',
          line: 30,
          tier: 'elevated',
          path: 'packages/core/store',
          paths: ['packages/core/store'],
          anchor: 'packagescorestore-enriched-2025-02-11-via-the-graph',
          advice: 'check on use, not when made',
          risk: 'medium'
        },
        {
          label: 'packagescoretext-1',
          title: 'text/keys and catalogue sync',
          status: 'open',
          line: 37,
          tier: 'critical',
          path: 'packages/core/text',
          paths: ['catalogue.yaml', 'packages/core/text'],
          anchor: 'packagescoretext',
          advice: 'run the key audit after each change',
          risk: 'critical'
        },
        {
          label: 'packagescoreparser-1',
          title: 'Buffer limit',
          status: 'open',
          line: 44,
          path: 'packages/core/parser',
          paths: ['packages/core/parser'],
          anchor: 'packagescoreparser',
          fix: 'read in pieces',
          tier: 'elevated',
          risk: 'medium'
        },
        {
          label: 'packagesserver-1',
          title: 'Single-threaded loop',
          status: 'open',
          line: 49,
          tier: 'elevated',
          path: 'packages/server',
          paths: ['packages/server'],
          anchor: 'packagesserver-enriched-2025-02-11-via-the-graph',
          risk: 'high',
          blastRadius:
            'serve() d=1: 1, d=2: 1; start() d=1: 3 ⚠ Possibly too low - the entry point is not in the graph',
          tested: false
        },
        {
          label: 'packagesserver-2',
          title: 'Time stamp grain of the poller',
          status: 'open',
          line: 56,
          path: 'packages/server',
          paths: ['packages/server'],
          anchor: 'packagesserver-enriched-2025-02-11-via-the-graph',
          tier: 'elevated',
          risk: 'low'
        },
        {
          label: 'session--handlers-sessioncheck-1',
          title: 'State in memory only',
          status: 'open',
          line: 61,
          tier: 'elevated',
          anchor: 'session--handlers-sessioncheck',
          risk: 'medium',
          dependents: 2,
          blastRadius: 'used by 2 modules'
        }
      ],
      []
    )
  })

  it('numbered items by module without figures, and a row that nothing else describes', () => {
    check(
      'by-module-without-figures',
      [
        {
          label: 'summary-4',
          title: 'Rebuild',
          status: 'open',
          line: 12,
          path: 'src/search',
          paths: ['src/search'],
          anchor: 'summary'
        },
        {
          label: 'srcbilling-1',
          title: 'charge',
          status: 'open',
          line: 20,
          path: 'src/billing',
          symbol: 'charge',
          paths: ['src/billing', 'src/billing/webhook.ts'],
          anchor: 'srcbilling',
          advice: 'look at both routes, and at `src/billing/webhook.ts`',
          tier: 'elevated',
          risk: 'high'
        },
        {
          label: 'srcbilling-2',
          title: 'Rounding',
          status: 'open',
          line: 25,
          path: 'src/billing',
          paths: ['src/billing'],
          anchor: 'srcbilling',
          tier: 'elevated',
          risk: 'medium'
        },
        {
          label: 'srcbilling-3',
          title: 'Refunds are written after the answer was sent',
          status: 'open',
          line: 27,
          path: 'src/billing',
          paths: ['src/billing'],
          anchor: 'srcbilling'
        },
        {
          label: 'srcmail-1',
          title: 'Template cache',
          status: 'open',
          line: 31,
          path: 'src/mail',
          paths: ['src/mail'],
          anchor: 'srcmail',
          owners: ['Jo Lindqvist'],
          tier: 'elevated',
          risk: 'low'
        },
        {
          label: 'srcmail-2',
          title: 'Bounce handler',
          status: 'open',
          line: 34,
          path: 'src/mail',
          paths: ['src/mail'],
          anchor: 'srcmail'
        }
      ],
      ['16 unread-line: line 16 stands in no zone and was not read']
    )
  })

  it('headings with running text, and items below a heading that sorts them', () => {
    check(
      'free-text',
      [
        {
          label: 'the-export-1',
          title: 'The export',
          status: 'open',
          line: 6,
          path: 'src/export/stream.ts',
          paths: ['src/export/stream.ts'],
          anchor: 'the-export'
        },
        {
          label: 'login-and-the-clock-1',
          title: 'Login and the clock',
          status: 'accepted: the old machines go in spring',
          line: 12,
          anchor: 'login-and-the-clock'
        },
        {
          label: 'fragile-files-1',
          title: 'src/router/table.ts',
          status: 'open',
          line: 26,
          path: 'src/router/table.ts',
          paths: ['src/router/table.ts'],
          anchor: 'fragile-files'
        },
        {
          label: 'fragile-files-2',
          title: 'legacyBridge() swallows every error',
          status: 'open',
          line: 27,
          symbol: 'legacyBridge',
          anchor: 'fragile-files'
        },
        {
          label: 'fragile-files-3',
          title: 'The nightly import in src/jobs/import.ts deletes before it writes',
          status: 'open',
          line: 28,
          path: 'src/jobs/import.ts',
          paths: ['src/jobs/import.ts'],
          anchor: 'fragile-files'
        },
        {label: 'resolved-1', title: 'Double mails', status: 'fixed', line: 40, anchor: 'resolved'}
      ],
      ['29 unread-line: lines 29-35 stand in no zone and were not read']
    )
  })

  it('by hand before and between our own, a number that ours have too among them', () => {
    check(
      'mixed',
      [
        {
          label: 'dz-2-srcpricingrulests-rules-run-in-file-order-1',
          title: 'rules run in file order',
          status: 'open',
          line: 7,
          tier: 'elevated',
          path: 'src/pricing/rules.ts',
          paths: ['src/pricing/rules.ts'],
          anchor: 'dz-2-srcpricingrulests-rules-run-in-file-order',
          risk: 'high',
          owners: ['pricing'],
          after: ['DZ-5']
        },
        {
          label: 'DZ-41',
          title: 'a voucher can be used twice',
          status: 'open',
          line: 15,
          tier: 'elevated',
          path: 'src/pricing/voucher.ts',
          paths: ['src/pricing/voucher.ts'],
          anchor: 'dz-41-a-voucher-can-be-used-twice',
          risk: 'low'
        },
        {
          label: 'seating-plan-1',
          title: 'Seating plan',
          status: 'open',
          line: 19,
          path: 'src/hall/rows.ts',
          paths: ['src/hall/rows.ts'],
          anchor: 'seating-plan'
        },
        {
          label: 'elevated-1',
          title: 'The nightly close',
          status: 'open',
          line: 60,
          tier: 'elevated',
          path: 'src/close/night.ts',
          paths: ['src/close/night.ts'],
          anchor: 'elevated'
        }
      ],
      ['58 unread-line: line 58 stands in no zone and was not read']
    )
  })

  it('of ours alone holds none, and nothing in it is unread', () => {
    check('own', [], [])
  })
})
