import { withoutMarks } from '../citation-marks.ts';
import { withoutCode } from '../code-spans.ts';
import { fewMarks } from '../runs.ts';
import { commonWords } from './common-words.ts';

/** ISO 639-1 code and how sure, 0..1; null where a text is too short or mixed to tell. */
export type DetectedLanguage = { language: string; confidence: number } | null;

/** Fewest letters of a script, and fewest common words, that tell. */
const least = { letters: 4, hits: 2, share: 0.12 } as const;
/** How much better than the next language the best one must be. */
const MARGIN = 1.3;

/** Scripts that (nearly) one language is written in. Kana before Han: Japanese uses both. */
const SCRIPTS: readonly (readonly [RegExp, string])[] = [
  [/[\p{sc=Hiragana}\p{sc=Katakana}]/gu, 'ja'],
  [/\p{sc=Hangul}/gu, 'ko'],
  [/\p{sc=Han}/gu, 'zh'],
  [/[іїєґ]/giu, 'uk'],
  [/\p{sc=Cyrillic}/gu, 'ru'],
  [/\p{sc=Greek}/gu, 'el'],
  [/\p{sc=Arabic}/gu, 'ar'],
  [/\p{sc=Hebrew}/gu, 'he'],
  [/\p{sc=Devanagari}/gu, 'hi'],
  [/\p{sc=Thai}/gu, 'th'],
];

const languages = Object.entries(commonWords).map(
  ([language, words]) => [language, new Set(words.split(' '))] as const,
);

/**
 * The language of a text by its script or its little words. Code, links and marks are left out. Apart from the languages
 * of the search, which only names what it can stem and must be quick over a corpus: a guard has to see that an answer is
 * in Japanese, Polish or Turkish, and how sure that is.
 */
export function detectLanguage(text: string): DetectedLanguage {
  const prose = fewMarks(withoutMarks(withoutCode(text, ' ').replace(/https?:\S+/g, ' '), ' ')).normalize(
    'NFC',
  );
  const letters = prose.match(/\p{L}/gu)?.length ?? 0;
  if (letters < least.letters) return null;
  for (const [script, language] of SCRIPTS) {
    const found = prose.match(script)?.length ?? 0;
    const enough = language === 'uk' || language === 'ja' ? 0.05 : 0.3;
    if (found >= 2 && found / letters >= enough)
      return { language, confidence: Math.min(1, 0.6 + found / letters) };
  }
  const words = prose
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .match(/\p{L}+/gu);
  if (words === null) return null;
  const ranked = languages
    .map(([language, common]) => ({ language, hits: words.filter((word) => common.has(word)).length }))
    .sort((a, b) => b.hits - a.hits);
  const [best, second] = ranked;
  if (best === undefined || best.hits < least.hits || best.hits / words.length < least.share) return null;
  if (best.hits < (second?.hits ?? 0) * MARGIN) return null;
  return { language: best.language, confidence: Math.min(1, best.hits / words.length / 0.4) };
}
