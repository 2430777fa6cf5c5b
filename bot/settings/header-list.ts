const NAME = /^[\w!#$%&'*+.^`|~-]+$/;
/** What may stand in a header. */
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/**
 * Headers of a list as OpenTelemetry writes it (`NAME=VALUE`, separated by commas, values percent-encoded where they
 * need it); null where it is none.
 */
export function headersOf(list: string): Record<string, string> | null {
  const headers: Record<string, string> = {};
  for (const pair of list.split(',')) {
    if (pair.trim() === '') continue;
    const at = pair.indexOf('=');
    const name = pair.slice(0, Math.max(at, 0)).trim();
    const value = decoded(pair.slice(at + 1).trim());
    if (!NAME.test(name) || value === null || !VALUE.test(value)) return null;
    headers[name] = value;
  }
  return headers;
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
