import { type Finding, matching } from './finding.ts';

/** Words that end or begin the name of a street, in the languages most addresses of our users are in. */
const STREET =
  'street|str\\.?|st\\.?|avenue|ave\\.?|road|rd\\.?|boulevard|blvd\\.?|lane|ln\\.?|drive|dr\\.?|court|ct\\.?|square|sq\\.?|terrace|parkway|pkwy\\.?|highway|hwy\\.?|crescent|close|way|place|pl\\.?|grove|gardens|mews|row|circle|trail|quay';
const LEADING =
  'rue|avenue|boulevard|chemin|impasse|quai|via|viale|piazza|corso|calle|avenida|paseo|plaza|carrer|rua|travessa|ulica|ul\\.|ulitsa|jalan|kungs|strada|route de';
const ENDING =
  'stra(?:ß|ss)e|str\\.|gasse|weg|allee|platz|ring|ufer|damm|gade|vej|gata|gatan|v[äa]gen|katu|tie|straat|laan|plein|gracht|kade|utca|u\\.|t[ée]r|k[öo]z|cesta|ulica|n[áa]m[ěe]st[íi]|trg|maantee|t[äa]nav';
const NAME = "[\\p{L}][\\p{L}'’.-]{1,30}";

/** 12 Main Street, 4830 N. Sherman Ave */
const NUMBER_FIRST = new RegExp(
  `(?<![\\p{L}\\d.,/-])\\d{1,5}[a-z]?,? (?:${NAME} ){1,4}(?:${STREET})(?![\\p{L}\\d])`,
  'giu',
);
/** Hauptstraße 12, Magrethevej 298, Erzsébet tér 19. */
const NUMBER_LAST = new RegExp(
  `(?<![\\p{L}\\d])(?:[\\p{Lu}][\\p{L}.-]{1,30} ){0,2}[\\p{L}.-]{0,30} ?(?:${ENDING}) ?\\d{1,4}(?: ?[a-h])?(?![\\p{L}\\d])`,
  'giu',
);
/** 5 rue de la Paix, Via Roma 12 */
const NAME_AFTER = new RegExp(
  `(?<![\\p{L}\\d])(?:\\d{1,4}(?: ?(?:bis|ter))?,? (?:${LEADING}) (?:${NAME} ?){1,4}|(?:${LEADING}) (?:${NAME} ){0,3}${NAME},? \\d{1,4})(?![\\p{L}\\d])`,
  'giu',
);
const BOX =
  /\b(?:p\.? ?o\.? ?box|postfach|bo[iî]te postale|apartado(?: postal)?|psc \d{3,5},? box|unit \d{3,5} box|cmr \d{3,4},? box)\s*\d{1,6}\b/gi;

/** What follows a street where somebody's address is written out: a flat, a postcode with its town. */
const REST =
  /^[\s,.]*(?:(?:apt|apartment|suite|ste|unit|flat|floor|fl|whg|app(?:artement)?)\b\.? ?#?\w{1,6}[\s,]*)?(?:\p{L}[\p{L} .'-]{1,40}[\s,]+){0,3}(?:[A-Z]{2} )?(?:\d{5}(?:-\d{4})?|\d{4} ?[A-Z]{2}|\d{3} \d{2}|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|[A-Z]\d[A-Z] ?\d[A-Z]\d|\d{4})(?!\d)/u;
const FLAT = /^[\s,.]*(?:apt|apartment|suite|ste|unit|flat|whg)\b\.? ?#?\w{1,6}/i;
/** Words that say that it is where somebody lives or is written to. */
const OWNED =
  /\b(?:(?:home|private|postal|mailing|billing|shipping|delivery|residential|street|new|my|his|her|their) address|address(?: is| of|:)|lives? (?:at|on|in)|living (?:at|on)|resid(?:es?|ing) (?:at|in)|moved to|send (?:it|one|a new one|this) to|wohn(?:t|haft)|adresse|habite|direcci[óo]n|indirizzo|domicili)/i;
const OWNED_DISTANCE = 60;

/** Postal addresses. A bare street is a weak finding; with a flat, a postcode or a word that owns it a sure one. */
export function detectAddresses(text: string): Finding[] {
  if (!/\d/.test(text)) return [];
  const streets = [NUMBER_FIRST, NUMBER_LAST, NAME_AFTER, BOX].flatMap((pattern) =>
    matching(text, pattern, 'address', 0.5),
  );
  return streets.map((found) => {
    const rest = text.slice(found.end, found.end + 120);
    const postcode = REST.exec(rest) ?? FLAT.exec(rest);
    const before = text.slice(Math.max(0, found.start - OWNED_DISTANCE), found.start);
    const owned = OWNED.test(before);
    const end = found.end + (postcode?.[0].length ?? 0);
    const confidence = postcode !== null && owned ? 0.95 : postcode !== null ? 0.8 : owned ? 0.8 : 0.5;
    return { ...found, end, confidence };
  });
}
