import { detectLanguage } from '../../text/languages/language-to-check.ts';
import { type SmallTalkKind, type SmallTalkLanguage, smallTalkKinds, smallTalkLanguages } from './kinds.ts';
import { FILLERS, PHRASES, SIGNS } from './phrases.ts';

/** A message that asks nothing: what it says, and the language to reply in. */
export type SmallTalk = { kind: SmallTalkKind; language: SmallTalkLanguage };

/** What a phrase says in each language that has it. */
type Said = ReadonlyMap<SmallTalkLanguage, SmallTalkKind>;

/** Longer messages say something. In characters. */
const LONGEST = 120;

const EMOJI =
  /(?:\p{Extended_Pictographic}|\p{Regional_Indicator}|[\u{1f3fb}-\u{1f3ff}]|\u200d|\ufe0f|\u20e3)+/gu;
/** Emoji by their names, as chat platforms write them. */
const NAMED_EMOJI = /<a?:\w+:\d+>|:(?:[a-z][a-z0-9_+-]*|\+1|-1)(?:::skin-tone-\d)?:/g;
const SMILEY = /(?<![\p{L}\p{N}])(?:[:;=8x]['’]?-?[)(dpo3|/\\*]+|<3|\^_*\^|-_+-|[\\]o\/)(?![\p{L}\p{N}])/giu;
const LAUGHTER = /^(?:(?:ha){2,}h?|(?:he){2,}|(?:hi){3,}|(?:ja){2,}|k{4,}|lo+l|lmao|rofl|mdr|xd+|w{3,})$/;
/** Letters drawn out: "thanksss". */
const DRAWN_OUT = /(\p{L})\1{2,}/u;
const CJK = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u;

const phrases = new Map<string, Map<SmallTalkLanguage, SmallTalkKind>>();
const squeezedPhrases: typeof phrases = new Map();
for (const language of smallTalkLanguages) {
  for (const kind of smallTalkKinds) {
    for (const phrase of PHRASES[language][kind].split('|').map(plain)) {
      add(phrases, phrase, language, kind);
      add(squeezedPhrases, squeezed(phrase), language, kind);
    }
  }
}
const fillers = new Set(FILLERS.split('|').map(plain));
const longestPhrase = {
  words: Math.max(...[...phrases.keys()].map((phrase) => phrase.split(' ').length)),
  characters: Math.max(...[...phrases.keys()].map((phrase) => phrase.length)),
};

function add(to: typeof phrases, phrase: string, language: SmallTalkLanguage, kind: SmallTalkKind): void {
  to.set(phrase, (to.get(phrase) ?? new Map<SmallTalkLanguage, SmallTalkKind>()).set(language, kind));
}

const everywhere = (kind: SmallTalkKind): Said =>
  new Map(smallTalkLanguages.map((language) => [language, kind]));

/**
 * Whether a whole message is small talk: thanks, a greeting, a reaction, or a question about Docent itself. Null where
 * any of it is something else ("thanks! and how do I book a train?"). `lately` is what was said before: it tells the
 * language of an "ok".
 */
export function smallTalk(text: string, lately = ''): SmallTalk | null {
  if (text.length > LONGEST) return null;
  const lower = text.toLowerCase();
  const words = plain(lower.replace(NAMED_EMOJI, ' ').replace(SMILEY, ' ').replace(EMOJI, ' '));
  const said = words === '' ? signsIn(lower) : phrasesIn(words);
  if (said === null || said.length === 0) return null;
  const language = languageOf(said, lately);
  const kinds = new Set(said.map((one) => one.get(language) ?? [...one.values()][0]));
  const kind = smallTalkKinds.find((one) => kinds.has(one)) ?? 'pleased';
  // "Ok?" and "wrong?" ask something.
  if (/[?？]/.test(text) && (kind === 'pleased' || kind === 'unhappy')) return null;
  return { kind, language };
}

/** Emoji alone; null where there are none, only punctuation. */
function signsIn(text: string): Said[] | null {
  const isSign = [NAMED_EMOJI, SMILEY, EMOJI].some((signs) => text.search(signs) !== -1);
  if (!isSign) return null;
  const kind = SIGNS.find(([sign]) => sign.test(text))?.[1] ?? 'pleased';
  return [everywhere(kind)];
}

/** The phrases that the words are made of, with nothing between them but fillers; null where something else is. */
function phrasesIn(words: string): Said[] | null {
  // Japanese is written without spaces.
  const isJoined = CJK.test(words);
  const parts = isJoined ? [...words.replaceAll(' ', '')] : words.split(' ');
  const longest = isJoined ? longestPhrase.characters : longestPhrase.words;
  // From each place to the end; from the back, so that no place is looked at twice.
  const from: (Said[] | null)[] = [...parts.map(() => null), []];
  for (let at = parts.length - 1; at >= 0; at--) {
    for (let end = Math.min(parts.length, at + longest); end > at && from[at] === null; end--) {
      const after = from[end] ?? null;
      if (after === null) continue;
      const phrase = parts.slice(at, end).join(isJoined ? '' : ' ');
      const found = lookUp(phrase);
      if (found !== undefined) from[at] = [found, ...after];
      else if (fillers.has(phrase)) from[at] = after;
    }
  }
  return from[0] ?? null;
}

function lookUp(phrase: string): Said | undefined {
  if (LAUGHTER.test(phrase)) return everywhere('pleased');
  return phrases.get(phrase) ?? (DRAWN_OUT.test(phrase) ? squeezedPhrases.get(squeezed(phrase)) : undefined);
}

/** The language that most of it can be said in, that of the conversation among equals. */
function languageOf(said: readonly Said[], lately: string): SmallTalkLanguage {
  const times = (language: SmallTalkLanguage): number => said.filter((one) => one.has(language)).length;
  const most = Math.max(...smallTalkLanguages.map(times));
  const fitting = smallTalkLanguages.filter((language) => times(language) === most);
  const spoken = detectLanguage(lately)?.language;
  return fitting.find((language) => language === spoken) ?? fitting[0] ?? 'en';
}

/** Lower case without accents and signs, one space between words. */
function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/['’`´]/g, '')
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .replaceAll('ß', 'ss')
    .replaceAll('ł', 'l')
    .replaceAll('ı', 'i')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

function squeezed(text: string): string {
  return text.replace(/(\p{L})\1+/gu, '$1');
}
