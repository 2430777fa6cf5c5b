import { describe, expect, test } from 'vitest';
import { renderReply, type SlackMessage } from '../../../bot/slack/text/render.ts';
import { wording } from '../../../core/defensive-ux/wording.ts';
import type { IncomingQuestion } from '../../../core/ports/chat-platform.ts';
import type { Answer } from '../../../core/types.ts';
import { aCitation, aNotice, type anAnswer, aReply } from '../../fixtures/answers.ts';

const question: IncomingQuestion = {
  eventId: 'Ev1',
  address: { platform: 'slack', workspace: 'T1', channel: 'C1', thread: null },
  messageId: '1.000001',
  userId: 'U1',
  text: 'How do I book a train?',
  kind: 'mention',
};
const render = (overrides: Parameters<typeof anAnswer>[0] = {}) => renderReply(aReply(question, overrides));
const types = (message: SlackMessage | undefined) => message?.blocks.map((block) => block.type);

describe('renderReply', () => {
  test('shows text, numbered sources, the label and the buttons', () => {
    const citations = [
      aCitation(),
      aCitation({ n: 2, title: 'Trains <b>', headings: [], place: { page: 3 } }),
    ];
    const [message] = render({ citations });
    expect(types(message)).toEqual(['section', 'section', 'context', 'context_actions', 'actions']);
    expect(message?.text).toBe('Book trains through the travel desk. [1]');
    expect(message?.plain).toContain('[1] Travel policy › Booking › Trains');
    expect(message?.plain).toContain('[2] Trains &lt;b&gt;, p. 3');
    expect(message?.plain).toContain(wording.servedBy.extract);
  });

  test('names whose question it answers where several ask in one thread', () => {
    const [message] = renderReply({ ...aReply(question), among: true });
    expect(message?.text).toBe('<@U1> Book trains through the travel desk. [1]');
  });

  test('says when an answer covers the question only partly', () => {
    expect(render({ confidence: 'partly', servedBy: 'model' })[0]?.plain).toContain(
      `${wording.confidence.partly}. ${wording.servedBy.model}`,
    );
  });

  test('names the nearest documents when nothing was found, and takes votes', () => {
    const nearest = [{ documentId: 'd1', externalId: null, title: 'Pay bands', path: 'pay.md' }];
    const text = wording.outcome.abstained;
    const [message] = render({ outcome: 'abstained', servedBy: null, citations: [], nearest, text });
    expect(message?.plain).toContain(`*${wording.nearest}*\n• Pay bands`);
    expect(types(message)).toContain('context_actions');
  });

  test('gives the reference of an outage once, and no buttons', () => {
    const outage: Partial<Answer> = { outcome: 'unavailable', servedBy: null, citations: [] };
    const [message] = render({ ...outage, text: wording.outcome.unavailable });
    expect(message?.plain).toContain('Reference: trc_1');
    expect(types(message)).not.toContain('context_actions');
    expect(render({ ...outage, text: 'No answer. Reference: trc_1' })[0]?.plain.match(/trc_1/g)).toHaveLength(
      1,
    );
  });

  test('offers no buttons below a refusal or a notice', () => {
    expect(types(render({ outcome: 'refused', servedBy: null, citations: [] })[0])).toEqual(['section']);
    expect(types(renderReply(aNotice(question, wording.help))[0])).toEqual(['section']);
  });

  test('shows small talk as its text alone', () => {
    const [message] = render({ servedBy: 'small-talk', citations: [], text: 'You are welcome!' });
    expect(types(message)).toEqual(['section']);
    expect(message?.plain).toBe('You are welcome!');
  });

  test('spreads a long answer over messages: buttons on the first, sources on the last', () => {
    const text = `${'A sentence about trains. '.repeat(180)}\n\n${'Another one. '.repeat(200)}`;
    const messages = render({ text });
    expect(messages.length).toBeGreaterThan(1);
    expect(messages.map((message) => types(message)?.includes('context_actions'))).toEqual(
      messages.map((_, index) => index === 0),
    );
    expect(messages.map((message) => message.plain.includes('Sources'))).toEqual(
      messages.map((_, index) => index === messages.length - 1),
    );
  });

  test('switches off every automatic link and mention', () => {
    const texts = render({ text: 'hello @channel' }).flatMap((message) =>
      message.blocks.flatMap((block) => (block.type === 'section' ? [block.text] : [])),
    );
    for (const text of texts) expect(text.verbatim).toBe(true);
  });

  test('shows a text that holds nothing but markup', () => {
    expect(render({ text: '![](https://x.example/a.png)' })[0]?.text).not.toBe('');
  });
});
