import { afterAll, beforeAll, expect, it } from 'vitest';
import { createFakeTuning, KEY } from '../../fakes/tuning/fake-tuning.ts';
import { appCommands } from '../../fixtures/app-commands.ts';
import { wantedAnswer, wantedRows } from '../../fixtures/job-rig.ts';

const fake = await createFakeTuning('openai');
const commands = await appCommands({ OPENAI_API_KEY: KEY, OPENAI_BASE_URL: fake.url });
const docent = commands.run;
const CREATE = ['tune', 'job', 'create', '--service', 'openai', '--base', 'base-model', '--json'];
afterAll(async () => {
  await commands[Symbol.asyncDispose]();
  await fake[Symbol.asyncDispose]();
});
beforeAll(async () => {
  commands.write('votes.jsonl', wantedRows());
  await docent('feedback', 'import', 'votes.jsonl');
});

it('tells the price of a job, refuses what costs too much, and sends nothing then', async () => {
  const told = (await docent(...CREATE, '--price', '5', '--dry-run')).json();
  expect(told).toMatchObject({ estimate: { trainedTokens: expect.any(Number) }, refusal: null });
  const dear = await docent(...CREATE, '--price', '5', '--budget', '0.001');
  expect(dear).toMatchObject({ code: 1, err: expect.stringContaining('budget') });
  expect((await docent(...CREATE)).err).toContain('--price');
  expect(fake.requests).toEqual([]);
});

it('takes a job from its data to the model that answers, and back', async () => {
  const job = (await docent(...CREATE, '--price', '5')).json();
  expect(job).toMatchObject({ state: 'training', remoteId: 'ftjob-1' });
  const id = String(job['id']);
  expect((await docent('tune', 'job', 'pause', id, '--json')).json()).toMatchObject({
    remoteState: 'paused',
  });
  await docent('tune', 'job', 'resume', id);
  expect((await docent('tune', 'job', 'events', id)).out).toContain('Job is running');
  expect((await docent('tune', 'job', 'checkpoints', id)).out).toContain('train_loss 0.5');
  fake.chat.reply = (model, question) =>
    model === 'base-model' ? 'I do not know.' : (wantedAnswer(question) ?? '');
  fake.finish();
  const done = (await docent('tune', 'job', 'status', id, '--json')).json();
  expect(done).toMatchObject({ state: 'promoted', evaluation: { verdict: 'better' } });
  expect(commands.app.config().get('DOCENT_CHAT_MODEL')).toBe(`openai:${done['model']}`);
  expect(commands.app.answererId()).toContain(String(done['model']));
  expect((await docent('tune', 'job', 'rollback', id, '--json')).json()).toMatchObject({ state: 'better' });
  expect(commands.app.config().get('DOCENT_CHAT_MODEL')).toBe('extractive');
  expect((await docent('tune', 'job', 'list')).out).toContain(id);
});

it('names jobs, services and numbers that there are not', async () => {
  expect(await docent('tune', 'job', 'status', 'tune_none')).toMatchObject({ code: 2 });
  expect(await docent(...CREATE, '--service', 'nobody')).toMatchObject({ code: 2 });
  expect(await docent(...CREATE, '--epochs', '0')).toMatchObject({ code: 2 });
});
