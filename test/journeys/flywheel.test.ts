import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { runDocent } from '../bot/cli/run-docent.ts';
import { createFakeSlack } from '../fakes/slack/fake-slack.ts';
import { startProgram } from './program.ts';
import { ask, channel, replyTo, shown, startTeam } from './slack-people.ts';

const HOTEL = 'What may a hotel room cost a night?';
const RIGHT = 'A hotel room may cost up to 160 euros a night since May.';

/** Documents that say nothing of what people call things, and 40 confirmed questions that do. */
const CALLED: Record<string, string> = {
  ...{ parking: 'car and bay', canteen: 'meal and noon', laptop: 'screen and keyboard' },
  ...{ badge: 'gate and turnstile', holiday: 'vacation and august', garden: 'tulip and bench' },
};
const ADJECTIVES =
  'old red blue tall cheap noisy heavy broken shiny wide narrow wooden plastic rusty fast slow bright dark smooth rough ' +
  'square round hollow sharp blunt damp dry sticky hot frozen loose tight rare plain fancy small giant odd even rented';
const topics = Object.keys(CALLED);
const pairs = ADJECTIVES.split(' ').map((adjective, at) => {
  const topic = topics[at % topics.length] ?? '';
  return {
    ...{ id: `pair-${at}`, question: `What about a ${adjective} ${CALLED[topic]}?`, answer: `See ${topic}.` },
    ...{ vote: 1, source: topic, person: 'ann', at: '2026-04-01', origin: 'import' },
  };
});
/** What the commands of this journey print. */
type Told = {
  code: number;
  run: { id: string; state: string; passed: number; judged: number };
  files: { path: string; rows: number }[];
  dropped: Record<string, number>;
  hits: { externalId: string }[];
};
const lines = (rows: readonly object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');

test('a vote against an answer becomes a right answer, a check, training, and a word to who voted', async () => {
  await using slack = await createFakeSlack();
  const { env, program, admin } = await startTeam(slack);
  const cwd = path.dirname(program.dataDir);
  const write = (name: string, rows: readonly object[]) => writeFileSync(path.join(cwd, name), lines(rows));
  // The running program carries the commands out.
  const docent = async (...args: string[]) => {
    const ran = await runDocent([...args, '--json'], { dataDir: program.dataDir, cwd });
    return { code: ran.code, ...ran.json() } as unknown as Told;
  };

  // A member gets an answer that is out of date, votes against it and says what is right.
  const asked = await ask(slack, { text: HOTEL, user: 'U0ADA' });
  const wrong = await replyTo(slack, asked);
  expect(wrong.text).toContain('140 euros');
  await slack.reaction({ action: 'added', reaction: '-1', channel, ts: wrong.ts, user: 'U0ADA' });
  const { id } = await admin.seesAnswer(HOTEL, { votes: '0 up, 1 down' });
  await replyTo(slack, await ask(slack, { text: `No, ${RIGHT}`, user: 'U0ADA', thread_ts: asked.ts }));

  // The curator reviews it: the correction stands beside the answer. The question becomes a golden one, which fails.
  const review = (await admin.page(`/answers/${id}`))('main').text();
  expect(review).toContain('Wrote what would be right');
  expect(review).toContain('160 euros');
  write('gold.jsonl', [{ question: HOTEL, expectedFacts: ['160 euros'] }]);
  expect(await docent('eval', 'import', 'gold.jsonl')).toMatchObject({ cases: 1 });
  const baseline = (await docent('eval', 'run', 'gold')).run;
  expect(baseline).toMatchObject({ state: 'done', passed: 0, judged: 1 });

  // The team's own answer is the fix; the gate says that the question is mended and nothing else is worse.
  const curated = { questions: HOTEL, answer: RIGHT, collection: '' };
  expect((await admin.post('/cache/curated/add', curated)).status).toBe(303);
  const mended = (await docent('eval', 'run', 'gold')).run;
  expect(mended).toMatchObject({ passed: 1, judged: 1 });
  const gate = await docent('eval', 'gate', mended.id, '--baseline', baseline.id);
  expect(gate).toMatchObject({ code: 0, verdict: 'pass', regressed: [], fixed: [{ question: HOTEL }] });

  // What people confirmed becomes a data set, without the golden question, and trains what finds documents, through its gate.
  write(
    'pages.jsonl',
    topics.map((topic) => ({ id: topic, title: topic, text: `All about ${topic}.` })),
  );
  expect(await docent('ingest', 'pages.jsonl')).toMatchObject({ code: 0, documents: topics.length });
  write('pairs.jsonl', pairs);
  expect(await docent('feedback', 'import', 'pairs.jsonl')).toMatchObject({
    added: pairs.length,
    rejected: [],
  });
  const exported = await docent('tune', 'export', '--format', 'openai-sft', '--out', 'data-set');
  const rows = exported.files.map((file) => file.rows);
  expect(Math.min(...rows)).toBeGreaterThan(0);
  expect(exported.dropped['golden question']).toBeGreaterThan(0);
  expect(readFileSync(path.join(cwd, 'data-set/openai-sft/train.jsonl'), 'utf8')).not.toContain(HOTEL);
  const first = async () =>
    (await docent('search', 'Is there a warm meal and noon for me', '--by', 'document')).hits[0]?.externalId;
  expect(await first()).not.toBe('canteen');
  expect(await docent('tune', 'train', 'question-memory')).toMatchObject({ code: 0, activated: true });
  expect(await first()).toBe('canteen');

  // Docent looks after what was mended: the old reply is put right in its place and who voted is told, once.
  expect(await program.stop()).toBe(0);
  const next = await startProgram(env, program);
  await slack.waitForSocket(2);
  await slack.waitFor(() => wrong.text.includes('160 euros'), {
    what: 'the answer put right',
  });
  expect(shown(wrong)).toContain('because your team wrote an answer to this');
  const receipt = await slack.waitForMessage(
    channel,
    (one) => one.thread_ts === asked.thread && one.text.includes('I have updated my answer above'),
  );
  expect(shown(receipt)).toContain('U0ADA');

  // The same question is right for everybody, and what was trained still serves.
  const again = await replyTo(slack, await ask(slack, { text: HOTEL, user: 'U0BEN' }));
  expect(again.text).toContain('160 euros');
  await admin.at(next).seesAnswer(HOTEL, { servedBy: 'Curated' });
  expect(await first()).toBe('canteen');
});
