/** The one document that `--json` prints. */
export function formatJson(document: object): string {
  return `${JSON.stringify(document, undefined, 2)}\n`
}
