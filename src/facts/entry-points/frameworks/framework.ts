/** A framework that serves modules by their place. */
export interface Framework {
  /** Packages of which a manifest lists one. */
  readonly packages: readonly string[]
  /** Names of its configuration. */
  readonly config: RegExp
  /** A script that starts it, for frameworks that need no configuration. */
  readonly command?: RegExp
  /** The route of a module by its path in the application, without extension; undefined when it serves none. */
  routeOf(stem: string, application: Application): string | undefined
}

export interface Application {
  /** Whether it has such a folder. */
  has(folder: string): boolean
  /** Text of its configuration, `''` when there is none. */
  readonly config: string
}

/** `/a/b` for the parts of a route; `/` for none. */
export function toRoute(parts: readonly string[]): string {
  return `/${parts.filter(part => part !== '').join('/')}`
}

/** The parts of a path with its last `index` taken off. */
export function withoutIndex(path: string): string[] {
  return path.replace(/(?:^|\/)index$/, '').split('/')
}
