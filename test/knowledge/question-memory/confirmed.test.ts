import { describe, expect, it } from 'vitest';
import { type Confirmed, mayBeKept, toRemember } from '../../../knowledge/question-memory/confirmed.ts';
import { MEMORY_LIMITS } from '../../../knowledge/question-memory/limits.ts';
import { questionKey } from '../../../knowledge/question-memory/question-key.ts';

let made = 0;
function confirmed(question: string, some: Partial<Confirmed> = {}): Confirmed {
  made += 1;
  const createdAt = new Date(made * 1000).toISOString();
  return {
    ...{ source: 'vote', ref: `ans_${made}`, documentId: 'doc_1', passageIds: [made], weight: 1 },
    ...{ question, createdAt, ...some },
  };
}

describe('what is remembered', () => {
  it('is one question where they differ in spelling, order and little words', () => {
    expect(questionKey('How do I book a train?')).toBe(questionKey('  train: how to BOOK one'));
    expect(questionKey('How do I book a train?')).not.toBe(questionKey('How do I book a flight?'));
    const kept = toRemember([confirmed('How do I book a train?'), confirmed('how to book trains')]);
    expect(kept).toMatchObject([{ question: 'how to book trains', confirmed: 2 }]);
    expect(kept[0]?.passageIds).toHaveLength(2);
  });

  it('is nothing that as many speak against, whichever answer they voted on', () => {
    const against = confirmed('How do I book a train?', { weight: -1 });
    expect(toRemember([confirmed('how to book trains'), against])).toEqual([]);
  });

  it('counts as from evals only while nobody else says so', () => {
    const ofEval = confirmed('Where is the canteen?', { source: 'eval' });
    expect(toRemember([ofEval])[0]?.fromEvals).toBe(true);
    expect(toRemember([ofEval, confirmed('Where is the canteen?')])[0]?.fromEvals).toBe(false);
  });

  it('holds no personal data, secrets or endless texts', () => {
    expect(mayBeKept('How do I book a train?')).toBe(true);
    expect(mayBeKept('What is the salary of jane.roe@gmail.com?')).toBe(false);
    expect(mayBeKept('Why does AKIAIOSFODNN7EXAMPLE not work?')).toBe(false);
    expect(mayBeKept(`How ${'very '.repeat(200)}long?`)).toBe(false);
  });

  it('keeps the most confirmed and the newest of a document', () => {
    const many = Array.from({ length: MEMORY_LIMITS.ofDocument + 5 }, (_, n) =>
      confirmed(`topic${n} number${n}`),
    );
    const first = confirmed('How do I book a train?', { weight: 9, createdAt: '2020-01-01T00:00:00.000Z' });
    const kept = toRemember([first, ...many]);
    expect(kept).toHaveLength(MEMORY_LIMITS.ofDocument);
    expect(kept[0]?.question).toBe('How do I book a train?');
    expect(kept.some(({ question }) => question === 'topic0 number0')).toBe(false);
  });
});
