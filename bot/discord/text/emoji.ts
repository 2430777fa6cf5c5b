import type { Polarity } from '../../../core/types.ts';

/** The thumbs that the bot puts under an answer, in order. */
export const seeds = ['👍', '👎'] as const;

const MODIFIERS = /[\u{1F3FB}-\u{1F3FF}\uFE0F]/gu;

/** Whether a reaction asks for the message to go. */
export function isDeleteEmoji(emoji: { id: string | null; name: string | null }): boolean {
  return emoji.id === null && ['❌', '🗑'].includes((emoji.name ?? '').replace(MODIFIERS, ''));
}

/** What a reaction says: thumbs in any skin tone count, everything else does not. Custom emoji are only names. */
export function polarityOf(emoji: { id: string | null; name: string | null }): Exclude<Polarity, 0> | null {
  if (emoji.id !== null) return null;
  const plain = (emoji.name ?? '').replace(MODIFIERS, '');
  if (plain === '👍') return 1;
  return plain === '👎' ? -1 : null;
}
