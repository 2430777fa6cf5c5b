export const mcpLimits = {
  /** Hits of a search, at most. */
  hits: 20,
  /** Characters of a hit's text. */
  snippet: 400,
  /** Characters of a document that `fetch` gives. */
  document: 200_000,
  /** Questions that are answered at a time. */
  asks: 8,
  /** Bytes of a request over HTTP. */
  requestBytes: 262_144,
} as const;
