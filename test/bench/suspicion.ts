/** Signs that a text was read wrongly, each with the share of its characters or words from which it counts. */
const signs: { name: string; pattern: RegExp; share: number }[] = [
  { name: 'characters that could not be decoded', pattern: /\ufffd/g, share: 0.001 },
  {
    name: 'letters of a wrong charset',
    pattern: /[ÃÂâ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œ]/g,
    share: 0.002,
  },
  { name: 'characters of private use', pattern: /[\ue000-\uf8ff]/g, share: 0.01 },
  { name: 'markup', pattern: /<\/?(?:div|span|p|td|tr|a|br)\b[^>]*>/gi, share: 0.002 },
  { name: 'words run together', pattern: /\p{Ll}{30,}/gu, share: 0.002 },
  { name: 'letters set apart', pattern: /(?:(?<!\p{L})\p{L} ){6,}/gu, share: 0.005 },
];
/** Less text than this from a file of so many bytes means that something was passed over. */
const poor = { bytes: 50_000, chars: 60 };

/** What looks wrong about a text that was read from a file; null where nothing does. */
export function suspicion(text: string, bytes: number, format: string): string | null {
  if (text.length < poor.chars && bytes > poor.bytes) return `${text.length} characters from ${bytes} bytes`;
  for (const { name, pattern, share } of signs) {
    if (name === 'markup' && (format === 'text' || format === 'notebook')) continue;
    const found = text.match(pattern)?.length ?? 0;
    if (found >= 2 && found >= share * text.length) return `${found} × ${name}`;
  }
  return null;
}
