import { expect, test } from 'vitest';
import { createFakeOpenAI } from '../fakes/models/openai.ts';
import { createFakeSlack } from '../fakes/slack/fake-slack.ts';
import { ask, channel, replyTo, shown, startTeam } from './slack-people.ts';

/** What the model writes: nothing of it stands in the documents, so that a trace of it can be told. */
const written = 'Employees book train tickets through the travel desk [1]. See also the annex [7].';

/** Ways in which a model fails; `s-stall` takes its ten seconds, the others are over at once. */
const failures = ['s-end', 's-cut', '429', '500', 'empty', 'filter', 'length', 'cut', 's-stall'] as const;

const questionOn = (mode: string) => `For ticket ${mode}: how do employees book train tickets?`;

test('a model behind the OpenAI protocol answers with citations, and none of its failures reaches a member', async () => {
  await using slack = await createFakeSlack();
  await using openai = await createFakeOpenAI({ reply: written });
  const { admin } = await startTeam(slack, {
    DOCENT_CHAT_MODEL: 'openai:any',
    OPENAI_BASE_URL: openai.baseUrl,
  });

  // Streamed by the real client, with the passage's own number kept and the invented one gone.
  const asked = await ask(slack, { text: questionOn('one') });
  const answer = await replyTo(slack, asked);
  expect(answer.text).toBe('Employees book train tickets through the travel desk [1].');
  expect(shown(answer)).toContain('[1] Travel policy');
  expect(shown(answer)).toContain('AI-generated from your documents; check the sources.');
  expect(openai.requests[0]).toMatchObject({
    path: '/v1/chat/completions',
    body: { model: 'any', stream: true },
  });
  expect(JSON.stringify(openai.requests[0]?.body.messages)).toContain('three days before departure');
  await admin.seesAnswer(questionOn('one'), { outcome: 'Answered', servedBy: 'Language model' });

  for (const mode of failures) {
    openai.setMode({ mode, text: 'Ring the marvellous' });
    const question = questionOn(mode);
    const failed = await replyTo(slack, await ask(slack, { text: question }));
    expect(failed.text, mode).toMatch(/^Something went wrong on my side, so I have no answer right now\./);
    expect(shown(failed), mode).toMatch(/The nearest documents:.*Travel policy/);
    expect(shown(failed), mode).not.toContain('marvellous');
    expect(shown(failed), mode).not.toContain('feedback_buttons');
    await admin.seesAnswer(question, { outcome: 'Unavailable', sources: '–', delivery: 'Delivered' });

    // Nothing of it was kept: as soon as the model is well, the same question is answered by it.
    openai.setMode('ok');
    const recovered = await replyTo(slack, await ask(slack, { text: question }));
    expect(recovered.text, mode).toContain('travel desk');
    expect(shown(recovered), mode).toContain('AI-generated');
  }
  expect(slack.posts(channel)).toHaveLength(1 + 2 * failures.length);

  // What the model answered well is kept: asked again, it is not called.
  const calls = openai.requests.length;
  const kept = await replyTo(slack, await ask(slack, { text: questionOn('429') }));
  expect(shown(kept)).toContain('Answered before');
  expect(openai.requests).toHaveLength(calls);
});
