import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appCommands } from '../../fixtures/app-commands.ts';

const TOPICS = ['parking', 'canteen', 'laptop', 'badge', 'holiday', 'travel'];
const commands = await appCommands();
const { write } = commands;
const docent = commands.run;
afterAll(() => commands[Symbol.asyncDispose]());

beforeAll(async () => {
  write(
    'pages.jsonl',
    TOPICS.map((topic) => ({ id: topic, title: topic, text: `All about ${topic}.` })),
  );
  await docent('ingest', 'pages.jsonl');
});

describe('docent tune train', () => {
  const train = async (what: string) => (await docent('tune', 'train', what, '--json')).json();
  const ADJECTIVES =
    'old red blue tall cheap noisy heavy broken shiny wide narrow wooden plastic rusty fast slow bright dark smooth rough ' +
    'square round hollow sharp blunt damp dry sticky hot frozen loose tight rare plain fancy small giant odd even rented sold borrowed';
  const WORDS: Record<string, [string, string]> = {
    ...{ parking: ['car', 'bay'], canteen: ['meal', 'noon'], laptop: ['screen', 'keyboard'] },
    ...{ badge: ['gate', 'turnstile'], holiday: ['vacation', 'august'], travel: ['train', 'hamburg'] },
  };
  const asked = ADJECTIVES.split(' ').map((adjective, at) => {
    const topic = TOPICS[at % TOPICS.length] ?? '';
    return { topic, question: `What about a ${adjective} ${WORDS[topic]?.join(' and ')}?` };
  });
  const votes = (documentOf: (topic: string, at: number) => string) =>
    asked.map(({ topic, question }, at) => ({
      ...{ id: `t${at}`, question, answer: `See ${topic}.`, vote: 1, source: documentOf(topic, at) },
      ...{ person: 'ann', at: '2026-04-01', origin: 'import' },
    }));
  const take = async (rows: object[]) => {
    write('pairs.jsonl', rows);
    expect((await docent('feedback', 'import', 'pairs.jsonl', '--json')).json()).toMatchObject({
      rejected: [],
    });
  };
  const first = async (query: string) => {
    const { hits } = (await docent('search', query, '--by', 'document', '--json')).json() as {
      hits: { externalId: string }[];
    };
    return hits[0]?.externalId;
  };

  it('waits for enough confirmed pairs', async () => {
    const result = await train('question-memory');
    expect(result).toMatchObject({ what: 'question-memory', activated: false, before: null, after: null });
    expect(result['reason']).toContain('0 of 30');
  });

  it('refuses pairs that contradict each other, and search stays as it was', async () => {
    await take(
      votes(
        (topic, at) =>
          TOPICS[(TOPICS.indexOf(topic) + Math.floor(at / TOPICS.length)) % TOPICS.length] ?? topic,
      ),
    );
    const before = await first('Is there a car and a bay for me');
    for (const what of ['question-memory', 'document-ranker'])
      expect(await train(what)).toMatchObject({ activated: false, reason: expect.stringContaining('agree') });
    expect(await first('Is there a car and a bay for me')).toBe(before);
  });

  it('lets right pairs serve, rolls them back and promotes them again', async () => {
    await take(votes((topic) => topic));
    const result = await train('question-memory');
    expect(result).toMatchObject({ activated: true, before: expect.any(Number), after: expect.any(Number) });
    expect(Number(result['after'])).toBeGreaterThan(Number(result['before']));
    expect(await first('Is there a warm meal and noon for me')).toBe('canteen');
    const status = (await docent('tune', 'status', '--json')).json() as {
      steps: { step: string }[];
      trainable: { what: string; active: boolean }[];
    };
    expect(status.steps.map(({ step }) => step)).toHaveLength(6);
    expect(status.trainable).toMatchObject([
      { what: 'question-memory', active: true, lastEvaluation: { after: result['after'] } },
      { what: 'document-ranker', active: false },
    ]);
    expect((await docent('tune', 'rollback', 'question-memory', '--json')).json()).toMatchObject({
      activated: false,
    });
    expect(await first('Is there a warm meal and noon for me')).not.toBe('canteen');
    expect((await docent('tune', 'promote', 'question-memory', '--json')).json()).toMatchObject({
      activated: true,
    });
    expect(await first('Is there a warm meal and noon for me')).toBe('canteen');
  });

  it('names what cannot be trained', async () => {
    const run = await docent('tune', 'train', 'everything', '--json');
    expect(run).toMatchObject({ code: 2, err: expect.stringContaining('question-memory, document-ranker') });
  });
});
