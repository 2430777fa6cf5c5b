/**
 * Words that say nothing about what is claimed, in the languages that answers are mostly written in. Apart from those of
 * the guards, which leave out many more: whether a sentence says enough to be quoted is counted with these.
 */
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

const words = new Intl.Segmenter(undefined, { granularity: 'word' });

/** The words of a text that say something, stemmed. */
export function meaningOf(text: string): Set<string> {
  const found = new Set<string>();
  for (const { segment, isWordLike } of words.segment(text.normalize('NFC').toLowerCase())) {
    if (isWordLike && !LITTLE.has(segment)) found.add(stemOf(segment));
  }
  return found;
}

/** A word without its commonest endings, German ones too, since the language of a sentence is not known here. */
function stemOf(word: string): string {
  if (/\d/.test(word)) return word.replaceAll(/[,.](?=\d{3}(?!\d))/g, '');
  const stem = word.replace(/['’]s?$/, '').replace(/(?:ies|ing|ed|es|s|e|y|en|n)$/, '');
  return stem.length >= 3 ? stem : word;
}
