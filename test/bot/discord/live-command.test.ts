import { describe, expect, test } from 'vitest';
import { wording } from '../../../core/defensive-ux/wording.ts';
import type { LiveRecord } from '../../../core/ports/live-reply.ts';
import { buttonsOf } from '../../fakes/discord/push-interactions.ts';
import { aReply } from '../../fixtures/answers.ts';
import { connected, hastyClock, platformFor, type Rig } from './rig.ts';

const record: LiveRecord = { begin: async () => {}, stands: async () => {}, refused: async () => {} };
const editing = 'PATCH /webhooks/*/*/messages/@original';

async function asked(rig: Rig) {
  const command = rig.fake.slashCommand({
    name: 'ask',
    options: { question: 'How do I book a train?' },
    channel: 'general',
  });
  const question = await rig.question(command.id);
  const live = rig.platform.live?.(question, 'dlv', record);
  if (live == null) throw new Error('the answer to a command is not shown while it is written');
  return { question, live };
}

const own = ({ fake }: Rig) =>
  fake.messages().filter(({ author, deleted }) => author.id === fake.bot.id && !deleted);
const shown = (rig: Rig, text: string) =>
  rig.fake.waitFor(() => own(rig).find(({ content }) => content.includes(text)), text);

describe('the answer to a command', () => {
  test('grows where the bot was thinking, can be stopped, and the reply takes its place', async () => {
    const rig = await connected({ clock: hastyClock() });
    const { question, live } = await asked(rig);
    live.show('Book trains.');
    const message = await shown(rig, 'Book trains.');
    expect(message.ephemeralTo?.name).toBe('ada');
    expect(buttonsOf(message).map(({ label }) => label)).toEqual([wording.stopping.button]);
    live.show('Book trains. Through the desk.');
    await shown(rig, 'Through the desk.');
    await live.end();
    await rig.platform.deliver(aReply(question));
    expect(own(rig)).toEqual([message]);
    expect(message.content).toContain('Book trains through the travel desk.');
    expect(buttonsOf(message).map(({ label }) => label)).not.toContain(wording.stopping.button);
  });

  test('that is done in a moment is shown at once, and nothing comes after its end', async () => {
    const rig = await connected();
    const { live } = await asked(rig);
    live.show('Book trains.');
    await live.end();
    live.show('Book trains. Through the desk.');
    expect(rig.fake.requestsTo(editing)).toEqual([]);
  });

  test('is taken back', async () => {
    const rig = await connected({ clock: hastyClock() });
    const { live } = await asked(rig);
    live.show('Book trains.');
    const message = await shown(rig, 'Book trains.');
    live.show('');
    await live.end();
    expect(message.content).toContain(wording.status.anew);
  });

  test('in several messages is whole after a kill in the middle of its showing', async () => {
    const rig = await connected({ clock: hastyClock() });
    const { question, live } = await asked(rig);
    live.show('Book trains.');
    await shown(rig, 'Book trains.');
    await rig.platform.stop();
    const next = platformFor(rig.fake);
    const text = Array.from({ length: 60 }, (_, nth) => `Sentence ${nth} ${'word '.repeat(12)}. [1]`).join(
      '\n\n',
    );
    await next.deliver(aReply(question, { text }));
    const words = own(rig)
      .map(({ content }) => content)
      .join('\n');
    expect(words.match(/Sentence \d+ /g)).toHaveLength(60);
    expect(own(rig).filter((message) => JSON.stringify(message.components).includes('docent:stop'))).toEqual(
      [],
    );
  });
});
