import { languageOfQuestion } from '../../text/languages/language-to-search.ts';
import { lightStem } from '../../text/words/stem-to-tell-apart.ts';
import { type RawToken, rawTokens } from '../lookup/question-tokens.ts';
import { DIRECTIONS, NEGATIONS, NUMBER_WORDS, POLES, SCOPE_WORDS, TELLING, UNITS } from './gate-words.ts';
import { loosePhrases } from './loose-words.ts';
import { isParticiple, isPassive } from './participles.ts';
import { FILLERS, FRAMES, type Frame, KEPT, OPENINGS } from './question-words.ts';
import { synonymPhrases, synonyms } from './synonyms.ts';

/** What of a question the gates compare. Words are stemmed; `content` words are named by their synonym group. */
export type QuestionForm = {
  /** Of the question's function words, as far as they tell; `en` when nothing speaks against it. */
  locale: string;
  frame: Frame;
  /** Stemmed words of the whole question in order, phrases joined by `_`. */
  words: string[];
  /** Words that make up its subject, in order. */
  content: string[];
  numbers: string[];
  units: string[];
  code: string[];
  /** Words written with a capital letter where a sentence does not ask for one, stemmed. */
  names: string[];
  /** Each word that denies, with the content word that follows it. */
  negations: string[];
  scopes: string[];
  /** Preposition and the content word that follows it. */
  objects: { word: string; object: string }[];
  /** Which content words a preposition stands directly before. */
  led: Map<string, string>;
  modality: 'can' | 'must' | 'should' | null;
  past: boolean;
  /** Content words that something is said to have been done with: `is approved`, `get a flight booked`. */
  undergone: Set<string>;
  /** `you` where the asked one acts for the asker (`do you check my …`), else `anyone`. */
  agent: 'you' | 'anyone';
};

const COST = synonyms.get('cost') ?? 'cost';
const negations = new Set(NEGATIONS);
/** Verbs that deny do so in every form. */
const denyingVerbs = new Set(['fail', 'refuse', 'lack', 'avoid'].map(lightStem));
const denies = (token: Token): boolean => negations.has(token.text) || denyingVerbs.has(token.word);
const scopes = new Set(SCOPE_WORDS.map(lightStem));
const directions = new Set(DIRECTIONS);
const telling = new Set(TELLING);
const units = new Map(
  UNITS.flatMap((line) => line.split(' ').map((word) => [word, line.split(' ')[0] ?? word] as const)),
);
const phrases: readonly string[][] = [
  ...synonymPhrases,
  ...loosePhrases,
  ...POLES.flatMap(([a, b]) => `${a} ${b}`.split(/\s+/).filter((word) => word.includes('_'))).map((word) =>
    word.split('_').map(lightStem),
  ),
  ...['at_least', 'at_most', 'up_to', 'instead_of', 'have_to', 'in_case'].map((word) =>
    word.split('_').map(lightStem),
  ),
].sort((a, b) => b.length - a.length);
/** The same by their first word: a question is gone through once. */
const phrasesOf = Map.groupBy(phrases, (words) => words[0] ?? '');

/** Takes a question apart for the gates. Pure; a few tens of microseconds. */
export function questionForm(question: string): QuestionForm {
  const raw = rawTokens(question);
  const locale = localeOf(raw.map((token) => token.text.toLowerCase()));
  const english = locale === 'en';
  const { frame, rest } = english ? frameOf(raw) : { frame: 'any', rest: raw };
  const modal = modalityOf(raw.map((token) => token.text));
  const passive = isPassive(raw);
  const allowed = raw.some((token) => /^(?:allowed|permitted)$/.test(token.text));
  const stemmed = join(
    particles(
      rest.map((token) => {
        if (!english) return { ...token, word: token.text.toLowerCase() };
        const undergone = passive && isParticiple(token);
        // Who is given something gets it.
        return { ...token, word: undergone && token.text === 'given' ? 'get' : stemOf(token), undergone };
      }),
    ),
  );
  const form: QuestionForm = {
    locale,
    frame: frameWith(frame, modal, allowed),
    words: stemmed.map((token) => token.word),
    content: [],
    numbers: [],
    units: [],
    code: raw
      .filter((token) => token.kind === 'code' && !synonyms.has(token.text.toLowerCase()))
      .map((token) => token.text),
    names: raw.filter((token) => token.name).map(stemOf),
    negations: [],
    scopes: [],
    objects: [],
    led: new Map(),
    modality: /^(?:how|what-do|where)/.test(frame) ? null : modal,
    past:
      raw.some((token) => /^(?:was|were|did|had|used)$/.test(token.text)) &&
      !raw.some((token) => token.text === 'if'),
    undergone: new Set(),
    agent: agentOf(raw.map((token) => token.text)),
  };
  fill(form, stemmed, english);
  return form;
}

/** `Are visitors allowed to …` asks what `Can visitors …` asks. */
function frameWith(frame: Frame, modal: QuestionForm['modality'], allowed: boolean): Frame {
  if (frame !== 'yes-no' && frame !== 'is-there') return frame;
  if (modal === 'must') return 'must';
  return frame === 'yes-no' && allowed ? 'can' : frame;
}

type Token = RawToken & { word: string; undergone?: boolean };

/** Sorts the words into what each gate needs. */
function fill(form: QuestionForm, tokens: Token[], english: boolean): void {
  let pending: string[] = [];
  let denied: string | null = null;
  let before = '';
  for (const token of tokens) {
    const { word } = token;
    const number = numberOf(token, english);
    const unit = unitOf(token, before);
    if (token.kind === 'number' || number !== null) form.numbers.push(number ?? token.text);
    if (unit !== undefined && (token.kind === 'unit' || token.text.length > 1)) form.units.push(unit);
    if (english && scopes.has(word)) form.scopes.push(synonyms.get(word) ?? word);
    if (english && denies(token)) {
      if (denied !== null) form.negations.push(denied);
      denied = word;
    }
    if (english && directions.has(token.text)) pending.push(token.text);
    const said = contentOf(token, number, unit, english);
    // The frame says `cost` already.
    const content = form.frame === 'how-much-cost' && said === COST ? null : said;
    if (content !== null) {
      if (!form.content.includes(content)) form.content.push(content);
      for (const direction of pending) form.objects.push({ word: direction, object: content });
      if (directions.has(before)) form.led.set(content, before);
      if (token.undergone) form.undergone.add(content);
      if (denied !== null && !denies(token)) {
        form.negations.push(`${denied} ${content}`);
        denied = null;
      }
      if (!telling.has(token.text)) pending = [];
    }
    before = FILLERS.has(token.text) && !directions.has(token.text) ? before : token.text;
  }
  if (denied !== null) form.negations.push(denied);
}

/** `am` and `pm` are units of a number only: `What am I allowed …`. */
function unitOf({ kind, text }: Token, before: string): string | undefined {
  if (kind !== 'unit' && kind !== 'word') return undefined;
  return /^[ap]m$/.test(text) && !/\d/.test(before) ? undefined : units.get(text);
}

/** The word as it counts for the subject, or null when it only holds the sentence together. */
function contentOf(
  token: Token,
  number: string | null,
  unit: string | undefined,
  english: boolean,
): string | null {
  if (token.kind === 'code') return synonyms.get(token.text.toLowerCase()) ?? token.text;
  if (number !== null) return number;
  if (token.kind === 'unit') return unit ?? token.text;
  if (!english) return token.word;
  if (token.text === 'if') return 'when';
  if (token.name && token.text !== token.text.toLowerCase()) return synonyms.get(token.text) ?? token.text;
  if (telling.has(token.text) || KEPT.has(token.text) || denies(token)) return token.word;
  if (!token.name && FILLERS.has(token.text)) return null;
  if (unit !== undefined && token.text.length > 1) return unit;
  return synonyms.get(token.word) ?? token.word;
}

function numberOf(token: Token, english: boolean): string | null {
  if (token.kind === 'number') return token.text;
  return english && token.kind === 'word' && token.text !== 'one' && token.text !== 'second'
    ? (NUMBER_WORDS.get(token.text) ?? null)
    : null;
}

function stemOf(token: RawToken): string {
  return token.kind === 'word' && token.text === token.text.toLowerCase()
    ? lightStem(token.text)
    : token.text;
}

/** `turn dark mode on` reads as `turn_on dark mode`. */
function particles(tokens: Token[]): Token[] {
  const verb = tokens.findIndex((token) => /^(?:turn|switch|log|sign|check|set|opt)$/.test(token.word));
  if (verb === -1) return tokens;
  const at = tokens.findIndex(
    (token, index) => index > verb && index <= verb + 5 && /^(?:on|off|up|down|in|out)$/.test(token.text),
  );
  if (at === -1) return tokens;
  const particle = tokens[at];
  if (particle === undefined || (at !== verb + 1 && at !== tokens.length - 1 && !tokens[at + 1]?.pause))
    return tokens;
  return [...tokens.slice(0, verb + 1), particle, ...tokens.slice(verb + 1, at), ...tokens.slice(at + 1)];
}

/** Joins phrases into one word each, the longest first. */
function join(tokens: Token[]): Token[] {
  const joined: Token[] = [];
  for (let at = 0; at < tokens.length; ) {
    const starting = phrasesOf.get(tokens[at]?.word ?? '') ?? [];
    const phrase = starting.find((words) => words.every((word, index) => tokens[at + index]?.word === word));
    const token = tokens[at];
    if (token === undefined) break;
    if (phrase === undefined) joined.push(token);
    else {
      const word = phrase.join('_');
      joined.push({ ...token, word, text: word, kind: 'word' });
    }
    at += phrase?.length ?? 1;
  }
  return joined;
}

function frameOf(raw: RawToken[]): { frame: Frame; rest: RawToken[] } {
  let rest = raw;
  for (let again = true; again; ) {
    again = false;
    for (const opening of OPENINGS) {
      const cut = cutOff(rest, opening);
      if (cut !== null && cut.length > 0) {
        rest = cut;
        again = true;
      }
    }
  }
  const direct = match(rest);
  if (direct !== null) return direct;
  // `In Slack, how do I …`, `Travel is approved by whom?`
  const at = rest.findIndex((token) => /^(?:how|who|whom|whose|when|where|why|what|which)$/.test(token.text));
  const later = at > 0 ? match(rest.slice(at)) : null;
  return later === null
    ? { frame: 'none', rest }
    : { frame: later.frame, rest: [...later.rest, ...rest.slice(0, at)] };
}

function match(tokens: RawToken[]): { frame: Frame; rest: RawToken[] } | null {
  const text = tokens.map((token) => token.text).join(' ');
  for (const [pattern, frame] of FRAMES) {
    const found = pattern.exec(text);
    if (found === null) continue;
    const rest = cutOff(tokens, pattern) ?? tokens;
    const name = frame.replace('$1', found[1] ?? '');
    return {
      frame: name === 'how-frequently' ? 'how-often' : name === 'how-quickly' ? 'how-fast' : name,
      rest,
    };
  }
  return null;
}

/** The tokens after what the pattern matches at the beginning, or null when it does not. */
function cutOff(tokens: RawToken[], pattern: RegExp): RawToken[] | null {
  const found = pattern.exec(tokens.map((token) => token.text).join(' '));
  if (found === null || found[0].trim() === '') return null;
  return tokens.slice(found[0].trim().split(' ').length);
}

function agentOf(words: string[]): QuestionForm['agent'] {
  const text = ` ${words.join(' ')} `;
  return / (?:do|can|will|did|could|would|have) you (?!(?:know|tell|explain|show|remind|help|please) )/.test(
    text,
  ) && / (?:my|me|i|our|us) /.test(text)
    ? 'you'
    : 'anyone';
}

function modalityOf(words: string[]): QuestionForm['modality'] {
  const text = ` ${words.join(' ')} `;
  if (
    / (?:must|have to|has to|need|needs|needed|required|requires|mandatory|obliged|obligatory|necessary) /.test(
      text,
    )
  )
    return 'must';
  if (/ (?:should|ought|supposed|recommended|advisable) /.test(text)) return 'should';
  return / (?:can|could|may|might|able|allowed|permitted|possible) /.test(text) ? 'can' : null;
}

/** The language of the question; a script that no list of words is in, by a name of its own. */
function localeOf(words: string[]): string {
  const text = words.join(' ');
  if (/[\u0590-\u08ff\u0900-\u0dff\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/.test(text))
    return 'other';
  if (/[\u0400-\u04ff]/.test(text)) return 'cyrillic';
  return languageOfQuestion(text) ?? 'en';
}
