const unitDays: Readonly<Record<string, number>> = {d: 1, w: 7, m: 30, y: 365}

/** Days of `10d`, `3w`, `2m` (months of 30 days), `1y` (of 365); undefined for anything else. */
export function parseDays(text: string): number | undefined {
  const [, count = '', unit = ''] = /^(\d{1,4})([dwmy])$/.exec(text.trim().toLowerCase()) ?? []
  const days = unitDays[unit]
  return days === undefined ? undefined : Number(count) * days
}
