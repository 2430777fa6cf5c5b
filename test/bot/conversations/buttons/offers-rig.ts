import { setHelpChannel } from '../../../../core/defensive-ux/help-channel.ts';
import type { IncomingPress, IncomingQuestion, Offer } from '../../../../core/ports/chat-platform.ts';
import { aQuestion, type Rig, rig } from '../rig.ts';

export const lift = 'Who repairs the lift?';

export const named = (room: Rig, channel: string | null = 'C0TEAM') =>
  setHelpChannel(room.app, 'slack', channel);

/** A question whose reply is delivered; the reply is the platform's latest message. */
export async function replied(room: Rig, overrides: Partial<IncomingQuestion> = {}) {
  const question = aQuestion({ text: lift, ...overrides });
  await room.conversations.handlers().onQuestion(question);
  const row = await room.reaches(question, 'delivered');
  return { question, row, messageId: `msg-${room.platform.replies.length}` };
}

export const press = (room: Rig, messageId: string, offer: Offer, overrides: Partial<IncomingPress> = {}) =>
  room.conversations
    .handlers()
    .onPress({ platform: 'slack', channel: 'C1', messageId, userId: 'U1', offer, ...overrides });

/** Answering fails until `mend` is called. */
export async function brokenRoom() {
  let broken = true;
  let asked = 0;
  const room: Rig = await rig({
    answering: {
      answer: (ask, options) => {
        asked += 1;
        if (broken) throw new Error('the model is on fire');
        return mended.answer(ask, options);
      },
    } as Rig['app']['answering'],
  });
  const { answering: mended } = room.assembled;
  const mend = (): void => {
    broken = false;
  };
  return { room, asked: () => asked, mend };
}
