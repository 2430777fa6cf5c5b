import { KINDS } from './words.ts';

/** Countries and cities that the runtime has names for, one word each, in lower case. */
const PLACES: ReadonlySet<string> = new Set([...(KINDS['place'] ?? []), ...cities(), ...countries()]);

/** What kind of thing a word names (place, platform, person, number …); null where that is not known. */
export function kindOf(word: string): string | null {
  const lower = word.toLowerCase();
  if (/^\p{Sc}?\d[\d.,:]*(?:%|\p{Sc}|st|nd|rd|th|am|pm|h)?$/u.test(lower)) return 'amount';
  for (const [kind, words] of Object.entries(KINDS)) if (words.has(lower)) return kind;
  return PLACES.has(lower) ? 'place' : null;
}

/** "Europe/Amsterdam": the last part names a city. */
function cities(): string[] {
  return Intl.supportedValuesOf('timeZone')
    .map((zone) => zone.slice(zone.lastIndexOf('/') + 1).toLowerCase())
    .filter((city) => /^[a-z]{4,}$/.test(city));
}

function countries(): string[] {
  const names = new Intl.DisplayNames('en', { type: 'region' });
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const codes = letters.flatMap((first) => letters.map((second) => first + second));
  return codes
    .map((code) => names.of(code) ?? code)
    .filter((name) => /^[A-Z][a-z]{3,}$/.test(name))
    .map((name) => name.toLowerCase());
}
