/** Whether a text is written like the name of an npm package or of a Node.js built-in. */
export function isPackageName(text: string): boolean {
  return /^(@[a-z\d][\w.-]*\/)?[a-z][\w.-]*$|^node:[\w/]+$/.test(text)
}
