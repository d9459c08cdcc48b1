import {findNodeAtLocation, parseTree} from 'jsonc-parser'

/** 1-based lines of the values of a JSON text by their keys; the first line for what is not there. */
export function createJsonLines(text: string): (jsonPath: readonly (string | number)[]) => number {
  const tree = parseTree(text.replace(/^\uFEFF/, ' '))
  return jsonPath => {
    const node = tree && findNodeAtLocation(tree, [...jsonPath])
    return text.slice(0, node?.offset ?? 0).split('\n').length
  }
}
