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
  const ASKED = [
    'How do I',
    'Where can I',
    'Who may',
    'When should we',
    'Why must people',
    'May guests',
    'What if they',
  ];
  const WORDS: Record<string, string> = {
    ...{
      parking: 'leave the car in a bay',
      canteen: 'get a warm meal at noon',
      laptop: 'repair a broken screen',
    },
    ...{
      badge: 'pass the turnstile gate',
      holiday: 'take days off in August',
      travel: 'book trains to Hamburg',
    },
  };
  const votes = (documentOf: (topic: string, at: number) => string) =>
    TOPICS.flatMap((topic) =>
      ASKED.map((start, at) => ({
        ...{
          id: `t-${topic}-${at}`,
          question: `${start} ${WORDS[topic]}?`,
          answer: `See ${topic}.`,
          vote: 1,
        },
        ...{ source: documentOf(topic, at), person: 'ann', at: '2026-04-01', origin: 'import' },
      })),
    );
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
    await take(votes((topic, at) => TOPICS[(TOPICS.indexOf(topic) + at) % TOPICS.length] ?? topic));
    const before = await first('Please, how would I leave the car in a bay');
    for (const what of ['question-memory', 'document-ranker'])
      expect(await train(what)).toMatchObject({ activated: false, reason: expect.stringContaining('agree') });
    expect(await first('Please, how would I leave the car in a bay')).toBe(before);
  });

  it('lets right pairs serve, rolls them back and promotes them again', async () => {
    await take(votes((topic) => topic));
    const result = await train('question-memory');
    expect(result).toMatchObject({ activated: true, before: expect.any(Number), after: expect.any(Number) });
    expect(Number(result['after'])).toBeGreaterThan(Number(result['before']));
    expect(await first('Can I get a warm meal at noon')).toBe('canteen');
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
    expect(await first('Can I get a warm meal at noon')).not.toBe('canteen');
    expect((await docent('tune', 'promote', 'question-memory', '--json')).json()).toMatchObject({
      activated: true,
    });
    expect(await first('Can I get a warm meal at noon')).toBe('canteen');
  });

  it('names what cannot be trained', async () => {
    const run = await docent('tune', 'train', 'everything', '--json');
    expect(run).toMatchObject({ code: 2, err: expect.stringContaining('question-memory, document-ranker') });
  });
});
