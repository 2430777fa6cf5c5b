import { describe, expect, it } from 'vitest';
import { sentencesToQuote } from '../../../../core/text/sentences-to-quote.ts';
import { askedKind, holdsKind } from '../../../../knowledge/index/ranking/asked-kind.ts';
import { parseQuestion } from '../../../../knowledge/index/ranking/question.ts';
import { quotability } from '../../../../knowledge/index/ranking/quotability.ts';
import {
  SENTENCE_FEATURES,
  type SentenceFeature,
  sentenceQuestion,
  sentenceRows,
} from '../../../../knowledge/index/ranking/sentence-features.ts';
import { createMatcher } from '../../../../knowledge/index/ranking/text-match.ts';
import { createStringTable } from '../../../../knowledge/index/words/string-table.ts';
import { likeness, ones, signatureOf } from '../../../../knowledge/index/words/term-signature.ts';

function rowsOf(asked: string, text: string, crumb: number[] = []): Record<SentenceFeature, number>[] {
  const question = parseQuestion(asked, { terms: createStringTable(), size: 100, frequencyOf: () => 0 });
  const passage = {
    text,
    spans: sentencesToQuote(text),
    matches: createMatcher(question)(text),
    crumb: new Set(crumb),
    share: 0.5,
  };
  return sentenceRows(sentenceQuestion(question, askedKind(asked)), passage).map(
    (row) => Object.fromEntries(SENTENCE_FEATURES.map((name, at) => [name, row[at] ?? 0])) as never,
  );
}

describe('features of a sentence', () => {
  const TEXT = 'The train needs tickets. It leaves at noon. Lunch for photosynthetic plants costs money.';

  it.each([
    ['cover', 'train tickets', [1, 0, 0]],
    ['cover', 'train lunch', [0.5, 0, 0.5]],
    ['before', 'train noon', [0.5, 1, 0.5]],
    ['alikeAfter', 'train noon', [1, 0.5, 0]],
    ['passageCover', 'train rockets', [0.5, 0.5, 0.5]],
    ['passage', 'train', [0.5, 0.5, 0.5]],
    ['first', 'train', [1, 0, 0]],
    ['near', 'train tickets', [1, 0, 0]],
    ['special', 'train tickets', [1, 0, 0]],
    ['kind', 'How many trains?', [0, 0, 0]],
  ] as const)('%s of "%s"', (name, asked, wanted) => {
    const found = rowsOf(asked, TEXT).map((row) => Number(row[name].toFixed(2)));
    expect(found).toEqual(wanted);
  });

  it('sees words that are written alike, as less than the word itself', () => {
    const [, , third] = rowsOf('photosynthesis', TEXT);
    expect(third?.cover).toBe(0);
    expect(third?.alike).toBeGreaterThan(0.4);
    expect(third?.alike).toBeLessThan(1);
  });

  it('counts what the breadcrumb says for a sentence', () => {
    expect(rowsOf('train lunch', TEXT, [0])[2]?.crumb).toBeCloseTo(1);
    expect(rowsOf('train lunch', TEXT)[2]?.crumb).toBeCloseTo(0.5);
  });

  it('shares a word out among the sentences that hold it', () => {
    const rows = rowsOf('train', 'One train leaves. Another train comes.');
    expect(rows.map(({ special }) => special)).toEqual([0.5, 0.5]);
  });
});

describe('the kind of thing that is asked for', () => {
  it.each([
    [
      'How many days do I have?',
      'number',
      'You have thirty days, or 12 in the first half.',
      'You have some.',
    ],
    ['When does it start?', 'time', 'It starts in March.', 'It starts well.'],
    ['Who leads the team?', 'name', 'The team is led by Ada Lovelace.', 'The team is led well.'],
    ['Where is the office?', 'place', 'It is in Paris.', 'It is large.'],
    ['Why is it closed?', 'reason', 'It is closed because of snow.', 'It is closed.'],
  ] as const)('%s', (question, kind, right, wrong) => {
    expect(askedKind(question)).toBe(kind);
    expect(holdsKind(right, kind)).toBe(true);
    expect(holdsKind(wrong, kind)).toBe(false);
  });

  it('is unknown for other questions', () => {
    expect(askedKind('What is a collection?')).toBeNull();
    expect(holdsKind('It is 5.', null)).toBe(false);
  });
});

describe('how well a sentence can be quoted', () => {
  it.each([
    'Trains are booked by the travel desk.',
    '- Ask the travel desk for a ticket before you leave',
    'Name: Ada | City: London',
    '今日は雨です',
    'npx docent start --port 3001',
  ])('%s loses nothing', (sentence) => {
    expect(quotability(sentence)).toBe(0);
  });

  it.each([
    'How do I book a train?',
    'Travel policy',
    '- GSA Paid Parental Leave guidance found on InSite',
    'https://example.org/leave',
    'You need:',
  ])('%s loses something', (sentence) => {
    expect(quotability(sentence)).toBeLessThan(0);
  });
});

describe('likeness of terms', () => {
  it.each([
    ['train', 'train', 1, 1],
    ['photosynthesi', 'photosynthet', 0.6, 0.95],
    ['reimburs', 'reimburesment', 0.5, 0.95],
    ['train', 'lunch', 0, 0.3],
  ])('%s and %s', (one, other, least, most) => {
    const much = likeness(signatureOf(one), signatureOf(other));
    expect(much).toBeGreaterThanOrEqual(least);
    expect(much).toBeLessThanOrEqual(most);
  });

  it.each([
    [0, 0],
    [1, 1],
    [-1, 32],
    [0x80000001, 2],
  ])('%i has %i set bits', (bits, wanted) => {
    expect(ones(bits | 0)).toBe(wanted);
  });
});
