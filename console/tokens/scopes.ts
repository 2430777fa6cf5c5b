/** What a token for programs may be good for, in words. */
export const apiScopes = {
  ask: 'Ask questions (POST /api/ask)',
  search: 'Search (GET /api/search)',
  mcp: 'Serve agents (MCP at /mcp)',
  metrics: 'Read metrics (/metrics)',
  admin: 'Read every page of the console as JSON; changes nothing',
} as const;

export type ApiScope = keyof typeof apiScopes;

export const scopeNames = Object.keys(apiScopes) as ApiScope[];

export function isApiScope(text: string): text is ApiScope {
  return Object.hasOwn(apiScopes, text);
}

/** Days that a token may live. */
export const tokenDays = { least: 1, usual: 90, most: 365 } as const;
