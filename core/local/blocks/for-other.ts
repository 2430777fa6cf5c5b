import type { Block } from './block.ts';
import type { Asked } from './question-kind.ts';
import { type Rater, textOf } from './score.ts';
import { contentOf } from './words.ts';

/** "On Linux …", where somebody asked about Windows, and a block of the section begins with that. */
export function isForOther(block: Block, asked: Asked, blocks: readonly Block[], rater: Rater): boolean {
  const [, word, name] = FOR_ONE.exec(textOf(block)) ?? [];
  if (name === undefined || rater.holdsWord(asked.text, stemmed(name))) return false;
  return blocks.some((other) => {
    const [, same, its] = FOR_ONE.exec(textOf(other)) ?? [];
    const isSibling = other.passage === block.passage && other.heading === block.heading && same === word;
    return isSibling && its !== undefined && rater.holdsWord(asked.text, stemmed(its));
  });
}

const FOR_ONE = /^(?:[-*•] )?(On|In|For|With|Using|If you use) (?:an? |the )?(\p{Lu}[\p{L}\p{N}]+)/u;

const stemmed = (name: string): string => contentOf(name)[0] ?? name.toLowerCase();
