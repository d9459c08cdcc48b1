import type {Vertex} from './vertex.ts'

/** Where control goes when it does not go on. */
export interface Targets {
  readonly thrown: Vertex
  readonly returned: Vertex
  /** By label; `''` for the innermost. */
  readonly breaks: ReadonlyMap<string, Vertex>
  readonly continues: ReadonlyMap<string, Vertex>
}

/** The targets inside of a loop or a switch; a switch has no `continue` of its own. */
export function within(
  targets: Targets,
  labels: readonly string[],
  broken: Vertex,
  continued?: Vertex
): Targets {
  const extend = (known: ReadonlyMap<string, Vertex>, target: Vertex) =>
    new Map([...known, ...['', ...labels].map(label => [label, target] as const)])
  return {
    ...targets,
    breaks: extend(targets.breaks, broken),
    continues: continued ? extend(targets.continues, continued) : targets.continues
  }
}

/** The targets behind a `finally` block, which control passes first; each copy is made when it is asked for. */
export function through(targets: Targets, passing: (target: Vertex) => Vertex): Targets {
  const copies = new Map<Vertex, Vertex>()
  const pass = (target: Vertex) => {
    const copy = copies.get(target) ?? passing(target)
    copies.set(target, copy)
    return copy
  }
  const passAll = (known: ReadonlyMap<string, Vertex>) =>
    new Map([...known].map(([label, target]) => [label, pass(target)]))
  return {
    thrown: pass(targets.thrown),
    returned: pass(targets.returned),
    breaks: passAll(targets.breaks),
    continues: passAll(targets.continues)
  }
}
