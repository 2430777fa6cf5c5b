/**
 * M. F. Porter's suffix stripping ("An algorithm for suffix stripping", Program 14, 1980) with the departures of
 * NLTK's default mode, which `rouge_score` uses: irregular words, short words in -ies and -ied, -y after a consonant,
 * -bli, -alli, -fulli and -logi, and words of two letters that end a syllable.
 */
const IRREGULAR: Readonly<Record<string, string>> = {
  ...{ sky: 'sky', skies: 'sky', dying: 'die', lying: 'lie', tying: 'tie', news: 'news' },
  ...{ innings: 'inning', inning: 'inning', outings: 'outing', outing: 'outing', cannings: 'canning' },
  ...{ canning: 'canning', howe: 'howe', proceed: 'proceed', exceed: 'exceed', succeed: 'succeed' },
};

type Rule = readonly [suffix: string, replacement: string, condition?: (stem: string) => boolean];

function isConsonant(word: string, at: number): boolean {
  const letter = word[at] ?? '';
  if (letter === 'y') return at === 0 || !isConsonant(word, at - 1);
  return !'aeiou'.includes(letter);
}

function shape(word: string): string {
  let letters = '';
  for (let at = 0; at < word.length; at++) letters += isConsonant(word, at) ? 'c' : 'v';
  return letters;
}

/** How often a vowel is followed by a consonant: Porter's m. */
function measure(stem: string): number {
  return shape(stem).match(/vc/g)?.length ?? 0;
}

const measured = (stem: string): boolean => measure(stem) > 0;
const long = (stem: string): boolean => measure(stem) > 1;

function endsShortSyllable(word: string): boolean {
  const letters = shape(word);
  if (word.length === 2) return letters === 'vc';
  return letters.endsWith('cvc') && !/[wxy]$/.test(word);
}

/** The first rule whose suffix fits decides, even where its condition then fails. */
function applyFirst(word: string, rules: readonly Rule[]): string {
  for (const [suffix, replacement, condition] of rules) {
    if (!word.endsWith(suffix)) continue;
    const stem = word.slice(0, word.length - suffix.length);
    return condition === undefined || condition(stem) ? stem + replacement : word;
  }
  return word;
}

function plurals(word: string): string {
  if (word.length === 4 && word.endsWith('ies')) return `${word.slice(0, -3)}ie`;
  return applyFirst(word, [
    ['sses', 'ss'],
    ['ies', 'i'],
    ['ss', 'ss'],
    ['s', ''],
  ]);
}

function pastAndGerund(word: string): string {
  if (word.endsWith('ied')) return word.slice(0, -3) + (word.length === 4 ? 'ie' : 'i');
  if (word.endsWith('eed')) return measured(word.slice(0, -3)) ? word.slice(0, -1) : word;
  const suffix = ['ed', 'ing'].find(
    (end) => word.endsWith(end) && shape(word.slice(0, word.length - end.length)).includes('v'),
  );
  if (suffix === undefined) return word;
  const stem = word.slice(0, word.length - suffix.length);
  if (/(?:at|bl|iz)$/.test(stem)) return `${stem}e`;
  const last = stem.at(-1) ?? '';
  if (stem.length >= 2 && stem.at(-2) === last && isConsonant(stem, stem.length - 1))
    return 'lsz'.includes(last) ? stem : stem.slice(0, -1);
  return measure(stem) === 1 && endsShortSyllable(stem) ? `${stem}e` : stem;
}

function finalY(word: string): string {
  const after = (stem: string): boolean => stem.length > 1 && isConsonant(stem, stem.length - 1);
  return applyFirst(word, [['y', 'i', after]]);
}

const DOUBLE_SUFFIXES: readonly Rule[] = (
  [
    ...[
      ['ational', 'ate'],
      ['tional', 'tion'],
      ['enci', 'ence'],
      ['anci', 'ance'],
      ['izer', 'ize'],
    ],
    ...[
      ['bli', 'ble'],
      ['alli', 'al'],
      ['entli', 'ent'],
      ['eli', 'e'],
      ['ousli', 'ous'],
    ],
    ...[
      ['ization', 'ize'],
      ['ation', 'ate'],
      ['ator', 'ate'],
      ['alism', 'al'],
      ['iveness', 'ive'],
    ],
    ...[
      ['fulness', 'ful'],
      ['ousness', 'ous'],
      ['aliti', 'al'],
      ['iviti', 'ive'],
      ['biliti', 'ble'],
    ],
    ['fulli', 'ful'],
  ] as [string, string][]
).map(([suffix, replacement]) => [suffix, replacement, measured]);

function doubleSuffixes(word: string): string {
  if (word.endsWith('alli') && measured(word.slice(0, -4))) return doubleSuffixes(word.slice(0, -2));
  return applyFirst(word, [...DOUBLE_SUFFIXES, ['logi', 'log', (stem) => measured(`${stem}l`)]]);
}

const THIRD: readonly Rule[] = [
  ['icate', 'ic', measured],
  ['ative', '', measured],
  ['alize', 'al', measured],
  ['iciti', 'ic', measured],
  ['ical', 'ic', measured],
  ['ful', '', measured],
  ['ness', '', measured],
];

const FOURTH: readonly Rule[] = [
  ...['al', 'ance', 'ence', 'er', 'ic', 'able', 'ible', 'ant', 'ement', 'ment', 'ent'].map(
    (suffix): Rule => [suffix, '', long],
  ),
  ['ion', '', (stem) => long(stem) && /[st]$/.test(stem)],
  ...['ou', 'ism', 'ate', 'iti', 'ous', 'ive', 'ize'].map((suffix): Rule => [suffix, '', long]),
];

function finalE(word: string): string {
  const drops = (stem: string): boolean => long(stem) || (measure(stem) === 1 && !endsShortSyllable(stem));
  const stem = applyFirst(word, [['e', '', drops]]);
  return stem.endsWith('ll') && long(stem.slice(0, -1)) ? stem.slice(0, -1) : stem;
}

/** The stem of a lower-case word. */
export function porterStem(word: string): string {
  const irregular = Object.hasOwn(IRREGULAR, word) ? IRREGULAR[word] : undefined;
  if (irregular !== undefined) return irregular;
  if (word.length <= 2) return word;
  const noEndings = doubleSuffixes(finalY(pastAndGerund(plurals(word))));
  return finalE(applyFirst(applyFirst(noEndings, THIRD), FOURTH));
}
