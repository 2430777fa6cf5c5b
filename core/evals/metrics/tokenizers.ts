import { tokenize13a } from './tokenize-13a.ts';
import { splitWords } from './white-space.ts';

/** Marks and symbols of every script on their own (sacreBLEU's `intl`, after `mteval-v14`). */
function tokenizeIntl(text: string): string[] {
  return splitWords(
    text
      .replace(/(\P{N})(\p{P})/gu, '$1 $2 ')
      .replace(/(\p{P})(\P{N})/gu, ' $1 $2')
      .replace(/\p{S}/gu, ' $& '),
  );
}

/** Ways to split text into words, under sacreBLEU's names. */
export const tokenizers = {
  '13a': tokenize13a,
  intl: tokenizeIntl,
  char: (text: string): string[] => splitWords([...text].join(' ')),
  none: splitWords,
} as const satisfies Record<string, (text: string) => string[]>;

export type TokenizerName = keyof typeof tokenizers;

export function isTokenizerName(name: string): name is TokenizerName {
  return Object.hasOwn(tokenizers, name);
}
