import type { Polarity } from '../../../core/types.ts';

/** What an emoji says about an answer. Others are no votes: a custom emoji's name proves nothing. */
const polarityOf: Readonly<Record<string, Exclude<Polarity, 0>>> = {
  '+1': 1,
  thumbsup: 1,
  '-1': -1,
  thumbsdown: -1,
};

/** What somebody puts on an answer to their own question that should go. */
const takesBack = new Set(['x', 'negative_squared_cross_mark', 'wastebasket']);

export function isDeleteEmoji(reaction: string): boolean {
  return takesBack.has(reaction);
}

/** Reactions that the bot puts on its answers, so that voting takes one click. */
export const seeds = ['thumbsup', 'thumbsdown'] as const;

/** The vote of a reaction's name, any skin tone; null for an emoji that is none. */
export function voteOf(reaction: string): Exclude<Polarity, 0> | null {
  const plain = reaction.replace(/::skin-tone-[2-6]$/, '');
  return Object.hasOwn(polarityOf, plain) ? (polarityOf[plain] ?? null) : null;
}
