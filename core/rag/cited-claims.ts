/** A mark `[n]` as citations are shown, and those that stand behind the sign that ends a sentence. */
const MARKS = /\[(\d{1,3})\]/g;
const BEHIND = /([.!?…。！？]["'”’»)]*)((?:[ \t]*\[\d{1,3}\])+)/g;

/** Words that say nothing about what is claimed, in the languages that answers are mostly written in. */
const LITTLE = new Set(
  `a an and are as at be been but by can could did do does for from had has have he her his how i if in into is it its
may might must not of on or our shall she should so than that the their them then there these they this those to was we
were what when where which who will with would you your also any all more most other such only
aber als am an auf aus bei bis das dass dem den der des die du ein eine einem einen einer er es fur für hat haben ich ihr
im in ist kann man mit muss nach nicht noch nur oder sein sich sie sind so uber über um und uns von vor war was wenn wer
wie wir wird zu zum zur
au aux avec ce ces cette dans de des du elle en est et il ils je la le les leur ne nous on ou par pas pour que qui sa se
ses son sont sur un une vous al como con del el ella es esta este la las lo los no para pero por que se si sin son su sus
una uno y`.split(/\s+/),
);

/** A figure is what a claim stands or falls with. */
const FIGURE_WEIGHT = 2;

const words = new Intl.Segmenter(undefined, { granularity: 'word' });
const sentences = new Intl.Segmenter(undefined, { granularity: 'sentence' });

/** What a text claims with each of its sources: the words of all sentences that carry `[n]`. */
export function createClaims(text: string): { wordsOf(n: number): ReadonlySet<string> } {
  const claims = new Map<number, Set<string>>();
  let before = new Set<string>();
  // Marks go before the full stop: they belong to the sentence that it ends.
  for (const line of text.replace(BEHIND, '$2$1').split('\n')) {
    for (const { segment } of sentences.segment(line)) {
      const cited = [...segment.matchAll(MARKS)].map((mark) => Number(mark[1]));
      const own = meaningOf(segment.replace(MARKS, ' '));
      // Marks that stand alone are about what stands before them.
      const said = own.size === 0 ? before : own;
      before = said;
      for (const n of cited) claims.set(n, new Set([...(claims.get(n) ?? []), ...said]));
    }
  }
  return { wordsOf: (n) => claims.get(n) ?? new Set() };
}

/** How much of a claim a sentence holds: the words they share, figures counted double. */
export function supportOf(sentence: string, claim: ReadonlySet<string>): number {
  let support = 0;
  for (const word of meaningOf(sentence)) if (claim.has(word)) support += /\d/.test(word) ? FIGURE_WEIGHT : 1;
  return support;
}

/** The words of a text that say something, stemmed. */
export function meaningOf(text: string): Set<string> {
  const found = new Set<string>();
  for (const { segment, isWordLike } of words.segment(text.normalize('NFC').toLowerCase())) {
    if (isWordLike && !LITTLE.has(segment)) found.add(stemOf(segment));
  }
  return found;
}

/** A word without its commonest endings, so that `works`, `worked` and `working` are one. */
function stemOf(word: string): string {
  if (/\d/.test(word)) return word.replaceAll(/[,.](?=\d{3}(?!\d))/g, '');
  const stem = word.replace(/['’]s?$/, '').replace(/(?:ies|ing|ed|es|s|e|y|en|n)$/, '');
  return stem.length >= 3 ? stem : word;
}
