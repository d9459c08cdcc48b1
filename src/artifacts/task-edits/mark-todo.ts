/**
 * A line of todo.txt as done, with the day of completion in front of a day of creation; undefined when it is done, or has
 * a day of creation and none of completion is known, since the first day behind the `x` would be taken for that.
 *
 * The priority stays: most programs take it out, but nothing may be lost. Source: github.com/todotxt/todo.txt, "Format rules".
 */
export function markTodo(line: string, day: string | undefined): string | undefined {
  if (/^\uFEFF?x /.test(line)) return undefined
  const isDated = /^\uFEFF?(?:\([A-Z]\) )?\d{4}-\d{2}-\d{2} /.test(line)
  if (isDated && day === undefined) return undefined
  const [, mark = '', rest = ''] = /^(\uFEFF?)(.*)$/.exec(line) ?? []
  return `${mark}x ${isDated ? `${day} ` : ''}${rest}`
}
