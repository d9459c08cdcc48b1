import type {ForeignZone} from '../danger-zone.ts'

/** Given by whoever wrote the zone: it stays with it. `3` is only where it stands. */
const ownLabel = /^[A-Z][A-Z0-9]*-[A-Z]*\d+$/

/** Whether a label moves with its zone. */
export function isOwnLabel(label: string): boolean {
  return ownLabel.test(label)
}

/**
 * By label, what an action for a zone of somebody else is known by: its own label, else its title, and from the second
 * zone of that title on its number among them. A label by place would pass a person's ticks and notes on to another zone
 * when one above it is taken out.
 */
export function foreignKeys(
  zones: readonly Pick<ForeignZone, 'label' | 'title'>[]
): ReadonlyMap<string, string> {
  const count = new Map<string, number>()
  return new Map(
    zones.map(zone => {
      const key = keyOf(zone)
      const number = (count.get(key) ?? 0) + 1
      count.set(key, number)
      return [zone.label, number === 1 ? key : `${key}/${number}`]
    })
  )
}

function keyOf({label, title}: Pick<ForeignZone, 'label' | 'title'>): string {
  if (isOwnLabel(label)) return label
  const slug = title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
  return slug === '' ? label : `zone/${slug}`
}

/** How a text names the zone: a bare number stands for too much. */
export function spokenLabel(label: string): string {
  return /^\d+(?:\.\d+)*$/.test(label) ? `zone ${label}` : label
}
