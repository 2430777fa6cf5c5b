/** Endings that the Penn Treebank splits off a word. */
const CLITIC = /^(.+?)('s|'m|'d|'ll|'re|'ve|n't)$/;
const MARKS_AROUND = /^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu;

/**
 * Lower-case words as NLTK's `word_tokenize` finds them, as far as words are counted: marks around a word go, "she's"
 * is "she" and "'s", a hyphen or slash inside a word stays.
 */
export function wordTokens(text: string): string[] {
  return text
    .toLowerCase()
    .replace(/[’ʼ]/g, "'")
    .split(/[\s,:;?!()[\]{}<>"“”„«»…—]+|--+/)
    .flatMap((part) => {
      const word = part.replace(MARKS_AROUND, '');
      const [, stem, clitic] = CLITIC.exec(word) ?? [];
      return stem === undefined || clitic === undefined ? [word] : [stem, clitic];
    })
    .filter((word) => word !== '');
}
