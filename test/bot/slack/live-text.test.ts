import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createLiveText, liveMarkdown } from '../../../bot/slack/text/live-text.ts';

/** The messages that a text makes which is shown in these stages. */
function messagesOf(stages: readonly string[], limit: number): string[] {
  const text = createLiveText(limit);
  const messages = [''];
  for (const stage of stages)
    for (let isMore = true; isMore; ) {
      const piece = text.next(stage);
      if (piece === null) throw new Error('the text did not go on');
      messages.push(`${messages.pop()}${piece.append}`);
      if (piece.isFull) messages.push('');
      isMore = piece.isFull;
    }
  return messages;
}

const words = fc.constantFrom(
  'Trains ',
  'are booked. ',
  'a & b ',
  '<!here> ',
  '[x](http://x.y) ',
  '\n\n',
  '🚆 ',
);

test('a text that grows is appended to messages within the limit, and nothing is lost or twice', () => {
  fc.assert(
    fc.property(fc.array(words, { maxLength: 80 }), fc.integer({ min: 40, max: 200 }), (pieces, limit) => {
      const stages = pieces.map((_, at) => pieces.slice(0, at + 1).join(''));
      const messages = messagesOf(stages, limit);
      expect(messages.join('')).toBe(liveMarkdown(pieces.join('')));
      for (const message of messages) expect(message.length).toBeLessThanOrEqual(limit);
    }),
    { examples: [[[...Array(3).fill('a & b '), ...Array(2).fill('[x](http://x.y) ')], 54]] },
  );
});

test('a message is full at the end of a paragraph, and a block of code goes on in the next one', () => {
  const prose = 'Trains are booked by the travel desk.';
  expect(messagesOf([`${prose}\n\n${prose}`], 60)).toEqual([`${prose}\n\n`, prose]);
  const code = '```\nfirst line of it\nsecond line of it\n```';
  expect(messagesOf([code], 40)).toEqual(['```\nfirst line of it\n\n```', '```\nsecond line of it\n```']);
});

test('a text that does not go on as it began is no next piece', () => {
  const text = createLiveText(100);
  expect(text.next('Trains are booked.')).toEqual({ append: 'Trains are booked.', isFull: false });
  expect(text.next('Taxis are booked.')).toBeNull();
});

test('what is streamed mentions nobody and hides no address behind a label, and code stays code', () => {
  expect(liveMarkdown('<!channel> [free](https://evil.example) ![i](u) [a]: u')).toBe(
    '&lt;!channel&gt; [free] (https://evil.example) ![i] (u) [a] : u',
  );
  expect(liveMarkdown('`list[0](1)`')).toBe('`list[0](1)`');
});
