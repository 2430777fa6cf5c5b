import { type FollowUpPolicy, isAddressed } from '../../../core/defensive-ux/addressed/addressed.ts';
import { shareOf } from '../wilson.ts';
import { type LabelledReply, labelledReplies } from './threads.ts';

export type Addressing = {
  replies: number;
  meant: number;
  spoken: number;
  right: number;
  /** Where it spoke unasked, or kept silent though it was meant. */
  wrong: LabelledReply[];
};

/** How often Docent would speak in the threads of a half, and how often rightly. */
export function addressing(half: 'tuned-on' | 'held-out', policy?: FollowUpPolicy): Addressing {
  const judged = labelledReplies(half).map((reply) => ({
    reply,
    speaks: isAddressed(reply, reply.before, policy),
  }));
  return {
    replies: judged.length,
    meant: judged.filter(({ reply }) => reply.isMeant).length,
    spoken: judged.filter(({ speaks }) => speaks).length,
    right: judged.filter(({ reply, speaks }) => speaks && reply.isMeant).length,
    wrong: judged.filter(({ reply, speaks }) => speaks !== reply.isMeant).map(({ reply }) => reply),
  };
}

/** `showWrong` lists what went wrong in the half that rules are looked for in; that of the other half stays unseen. */
export function addressedTable(showWrong = false): string[] {
  const lines: string[] = [];
  for (const half of ['tuned-on', 'held-out'] as const)
    for (const policy of ['among-people', 'after-its-own'] as const) {
      const { replies, meant, spoken, right, wrong } = addressing(half, policy);
      lines.push(
        `  ${half}, ${policy}: ${replies} replies, ${meant} meant for Docent`,
        `    precision of speaking ${shareOf(right, spoken)}`,
        `    recall ${shareOf(right, meant)}`,
      );
      if (showWrong && half === 'tuned-on' && policy === 'among-people')
        lines.push(
          ...wrong.map(({ by, text, isMeant }) => `    ${isMeant ? 'silent' : 'spoke'}: ${by}: ${text}`),
        );
    }
  return lines;
}
