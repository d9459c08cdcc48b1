/** What one publish may hold, and one entry: over it nothing is stored. Sizes in bytes of UTF-8. */
export const limits = {
  /** Entries of one publish. */
  maxEntries: 64,
  /** All entries of one publish together. */
  maxPublishBytes: 4 * 1024 * 1024,
  maxContentBytes: 1024 * 1024,
  maxIdBytes: 512,
  /** Keys and values of one entry's `meta` together. */
  maxMetaBytes: 8 * 1024,
  maxProjectBytes: 128,
  /** Projects that one call or one token names. */
  maxProjects: 500,
  maxSubjectBytes: 256,
  maxReasonBytes: 1000,
  /** Rows of one page. */
  maxPageRows: 1000,
  /** Content of one page: rows stop before it, but one row always fits. */
  maxPageBytes: 2 * 1024 * 1024
} as const
