import { expect, test } from 'vitest';
import { setChannel } from '../../../core/defensive-ux/channels.ts';
import { wording } from '../../../core/defensive-ux/wording.ts';
import { named } from './offers-rig.ts';
import { aQuestion, rig } from './rig.ts';

test('small talk is replied to at once, also where curators see answers first, and offers nothing', async () => {
  const room = await rig();
  await named(room);
  const place = { platform: 'slack', channel: 'C1' };
  await setChannel(room.app, place, { mode: 'suggest', collections: null, models: null });
  const question = aQuestion({ text: 'thank you!' });
  await room.conversations.handlers().onQuestion(question);
  expect((await room.reaches(question, 'delivered')).suggestion).toBeNull();
  const [reply] = room.platform.replies;
  expect(reply).toMatchObject({
    kind: 'answer',
    answer: { servedBy: 'small-talk', text: wording.smallTalk.en.thanks },
  });
  expect(reply?.offers).toBeUndefined();
});

test.each(['what can you do?', 'hi! can you help me?', '?'])('%j is given the whole help', async (text) => {
  const room = await rig();
  const question = aQuestion({ text });
  await room.conversations.handlers().onQuestion(question);
  await room.reaches(question, 'delivered');
  expect(room.platform.replies).toMatchObject([
    { kind: 'notice', text: `${wording.help}\nRight now I know about: Travel.` },
  ]);
});

test('what Docent can do is said in the language it is asked in', async () => {
  const room = await rig();
  const question = aQuestion({ text: 'Was kannst du?' });
  await room.conversations.handlers().onQuestion(question);
  await room.reaches(question, 'delivered');
  expect(room.platform.replies).toMatchObject([
    { kind: 'answer', answer: { text: wording.smallTalk.de.abilities } },
  ]);
});
