import { expect, test } from 'vitest';
import { createFakeOpenAI } from '../fakes/models/openai.ts';
import { createFakeSlack } from '../fakes/slack/fake-slack.ts';
import { ask, channel, replyTo, shown, startTeam } from './slack-people.ts';

const written = 'Employees book train tickets through the travel desk [1].';
const questionOn = (mode: string) => `For ticket ${mode}: how do employees book train tickets?`;

test('a channel that names a model and then quotes is answered through every failure of the model', async () => {
  await using slack = await createFakeSlack();
  await using openai = await createFakeOpenAI({ reply: written });
  const { admin } = await startTeam(slack, {
    OPENAI_BASE_URL: openai.baseUrl,
  });
  const saved = await admin.post(`/channels/slack/${channel}`, {
    mode: 'answer',
    collections: '',
    models: 'openai:any, extractive',
  });
  expect(saved.status).toBe(303);

  const first = await replyTo(slack, await ask(slack, { text: questionOn('one') }));
  expect(shown(first)).toContain('AI-generated from your documents; check the sources.');

  for (const mode of ['429', '500', 'filter', 'refusal', 's-cut'] as const) {
    openai.setMode(mode);
    const quoted = await replyTo(slack, await ask(slack, { text: questionOn(mode) }));
    expect(quoted.text, mode).toContain('travel desk');
    expect(shown(quoted), mode).toContain('because the language model could not answer right now');
    const line = await admin.seesAnswer(questionOn(mode), { outcome: 'Answered' });
    expect((await admin.page(`/answers/${line.id}`)).text(), mode).toContain('openai:any');
    openai.setMode('ok');
    const again = await replyTo(slack, await ask(slack, { text: questionOn(mode) }));
    expect(shown(again), mode).toContain('AI-generated');
  }
});
