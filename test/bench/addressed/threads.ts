import { readFileSync } from 'node:fs';
import type { Said } from '../../../core/defensive-ux/addressed/addressed.ts';

/** A message in a thread of which Docent is a part, with what was said before it, and whether it is meant for Docent. */
export type LabelledReply = { by: string; text: string; before: readonly Said[]; isMeant: boolean };

/**
 * The labelled replies of one half: threads of our own making, each with a heading. `who: words`; `+` behind who = the words
 * are meant for Docent, `-` = they are not; what names it has no label. Further lines belong to the message above them.
 */
export function labelledReplies(half: 'tuned-on' | 'held-out'): LabelledReply[] {
  const text = readFileSync(new URL(`${half}.txt`, import.meta.url), 'utf8');
  return text
    .split(/^# .*$/m)
    .filter((thread) => thread.trim() !== '')
    .flatMap(repliesOf);
}

function repliesOf(thread: string): LabelledReply[] {
  const before: Said[] = [];
  const replies: LabelledReply[] = [];
  for (const message of thread.trim().split(/\n(?=[a-z]+[+-]?: )/)) {
    const [, who = '', label = '', text = ''] = /^([a-z]+)([+-]?): ([\s\S]*)$/.exec(message) ?? [];
    if (who === '') throw new Error(`Not a message of a thread: ${message}`);
    if (label !== '') replies.push({ by: who, text, before: [...before], isMeant: label === '+' });
    before.push({ by: who === 'bot' ? null : who, text });
  }
  return replies;
}
