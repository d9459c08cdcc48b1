/** The value that `/metrics` gives for a name and, where there are some, its labels; 0 where it gives none. */
export async function readMetric(metricsUrl: string | undefined, name: string): Promise<number> {
  const text = await (await fetch(`${metricsUrl}/metrics`)).text()
  const line = text.split('\n').find(line => line.startsWith(`groundtruth_hub_${name} `))
  return Number(line?.split(' ')[1] ?? 0)
}
