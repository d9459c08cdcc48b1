/** Modules of Node.js that are imported by a bare name (https://nodejs.org/api/, version 24). */
const builtins = new Set(
  'assert async_hooks buffer child_process cluster console crypto dgram diagnostics_channel dns events fs http http2 https inspector module net os path perf_hooks process punycode querystring readline repl sqlite stream string_decoder test timers tls tty url util v8 vm wasi worker_threads zlib'.split(
    ' '
  )
)

/** Whether a name, with or without `node:` and subpath, is a built-in module of Node.js. */
export function isBuiltinName(name: string): boolean {
  const bare = name.replace(/^node:/, '')
  return builtins.has(bare.split('/')[0] ?? bare)
}
