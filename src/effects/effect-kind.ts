/** Where a call leads to outside of the program. */
export type EffectKind = 'file system' | 'network' | 'database' | 'process'
