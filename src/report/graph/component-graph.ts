/** A row of the code map. */
export interface GraphComponent {
  /** Folder or file, `.` for the root. */
  readonly path: string
  /** As the code map names it: the path, with `(rest)` when sub-folders are rows of their own. */
  readonly name: string
  /** What it says of itself. */
  readonly description?: string
  /** The languages of its modules. */
  readonly technology: string
}

/** A workspace package, the repository when it is no package, or a row that reaches over several packages. */
export interface GraphContainer {
  /** No two containers have the same. */
  readonly name: string
  readonly description?: string
  /** Sorted by path, at least one. */
  readonly components: readonly GraphComponent[]
}

export interface GraphEdge {
  readonly from: string
  readonly to: string
  /** Whether nothing of it is left after compilation. */
  readonly typeOnly: boolean
}

/** The code map as a graph, for other tools. */
export interface ComponentGraph {
  /** Name of the repository. */
  readonly name: string
  readonly description?: string
  /** Each component is in exactly one. In the order of their first components. */
  readonly containers: readonly GraphContainer[]
  /** Between paths of components. Sorted by from, to; none from a component to itself. */
  readonly edges: readonly GraphEdge[]
  /** Between names of containers, also from components that are not asked for. Sorted by from, to. */
  readonly containerEdges: readonly GraphEdge[]
  /** Whether there are components that stand for what others import, without their own imports. */
  readonly narrowed: boolean
}
