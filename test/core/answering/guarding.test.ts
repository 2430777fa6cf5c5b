import { describe, expect, it } from 'vitest';
import { guardPassages, guardThread } from '../../../core/answering/guarding.ts';
import { defaultGuards } from '../../../core/guardrails/default-guards.ts';
import type { Guard } from '../../../core/guardrails/guard.ts';
import { aScoredPassage } from '../../fixtures/passages.ts';

const TOKEN = `xoxb-${'1'.repeat(12)}-abcdef`;
const blocking: Guard = {
  id: 'no-mole',
  stages: ['input', 'retrieval'],
  action: 'refrain',
  check: ({ text }) =>
    text.includes('mole') ? { kind: 'fail', message: 'a mole', spans: [] } : { kind: 'pass' },
};

describe('guardPassages', () => {
  const spoken = (passage: ReturnType<typeof aScoredPassage> | undefined) =>
    passage?.sentences.map(({ start, end, score }) => [passage.text.slice(start, end), score]);

  it('hands on what is fine, untouched', async () => {
    const passage = aScoredPassage('Fine. Also fine.');
    expect(await guardPassages(defaultGuards, [passage], 'q')).toEqual({ passages: [passage], found: [] });
  });

  it('leaves a blocked passage out', async () => {
    const passages = [aScoredPassage('A mole.'), aScoredPassage('Fine.')];
    expect(await guardPassages([blocking], passages, 'q')).toEqual({
      passages: [passages[1]],
      found: [{ guard: blocking.id, passageId: passages[0]?.passageId }],
    });
  });

  it('leaves out a passage of which a filter leaves nothing', async () => {
    const passages = [aScoredPassage('A mole.'), aScoredPassage('Fine.')];
    const filtering: Guard = { ...blocking, action: 'filter' };
    expect((await guardPassages([filtering], passages, 'q')).passages).toEqual([passages[1]]);
  });

  it('keeps the sentences of a repaired passage where they stand now', async () => {
    const text = `So\u00adft start. The token is ${TOKEN}. The end\u200b is near.`;
    const {
      passages: [kept],
    } = await guardPassages(defaultGuards, [aScoredPassage(text, {}, [0.2, 0.5, 0.9])], 'q');
    expect(kept?.text).toBe('Soft start. The token is [removed: secret]. The end is near.');
    expect(spoken(kept)).toEqual([
      ['Soft start.', 0.2],
      ['The token is [removed: secret].', 0.5],
      ['The end is near.', 0.9],
    ]);
  });

  it('keeps apart sentences that read the same', async () => {
    const {
      passages: [kept],
    } = await guardPassages(defaultGuards, [aScoredPassage('Yes\u200b. No. Yes.', {}, [1, 2, 3])], 'q');
    expect(spoken(kept)).toEqual([
      ['Yes.', 1],
      ['No.', 2],
      ['Yes.', 3],
    ]);
    expect(kept?.sentences.map(({ start }) => start)).toEqual([0, 5, 9]);
  });

  it('drops a sentence that is no longer there', async () => {
    const key = '-----BEGIN PRIVATE KEY-----\nabc. Def.\n-----END PRIVATE KEY-----';
    const text = `Before. ${key}`;
    const sentences = [
      { start: 0, end: 7, score: 1 },
      { start: text.indexOf('Def.'), end: text.indexOf('Def.') + 4, score: 2 },
    ];
    const {
      passages: [kept],
    } = await guardPassages(defaultGuards, [aScoredPassage(text, { sentences })], 'q');
    expect(spoken(kept)).toEqual([['Before.', 1]]);
  });
});

describe('guardThread', () => {
  it('repairs turns and leaves out the blocked and the empty ones', async () => {
    const guards = [...defaultGuards, blocking];
    const thread = [
      { role: 'user', text: `My token is ${TOKEN}` },
      { role: 'assistant', text: 'A mole.' },
      { role: 'user', text: '\u200b' },
      { role: 'assistant', text: 'Fine.' },
    ] as const;
    expect(await guardThread(guards, [...thread])).toEqual([
      { role: 'user', text: 'My token is [removed: secret]' },
      { role: 'assistant', text: 'Fine.' },
    ]);
  });
});
