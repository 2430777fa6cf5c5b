import { describe, expect, it } from 'vitest';
import { limits } from '../../../bot/discord/text/limits.ts';
import { renderReply } from '../../../bot/discord/text/render.ts';
import type { IncomingQuestion } from '../../../core/ports/chat-platform.ts';
import type { Answer } from '../../../core/types.ts';
import { aCitation, aNotice, aReply } from '../../fixtures/answers.ts';

const question: IncomingQuestion = {
  eventId: '1',
  address: { platform: 'discord', workspace: '2', channel: '3', thread: null },
  messageId: '1',
  userId: '4',
  text: 'How do I book a train?',
  kind: 'mention',
};

const shown = (overrides: Partial<Answer> = {}) => renderReply(aReply(question, overrides));

describe('renderReply', () => {
  it('puts numbered sources and the label under an answer', () => {
    expect(
      shown({ citations: [aCitation(), aCitation({ n: 2, headings: [], place: { page: 3 } })] }),
    ).toEqual({
      votable: true,
      offers: [],
      parts: [
        [
          'Book trains through the travel desk. [1]',
          '',
          '**Sources**',
          '[1] Travel policy › Booking › Trains, lines 4–9',
          '[2] Travel policy, p. 3',
          '',
          '-# Quoted from your documents, no language model configured.',
        ].join('\n'),
      ],
    });
  });

  it('links a source that stands on the web, and no other', () => {
    const web = aCitation({ path: 'https://docs.example/travel?a=1&b=_x_', headings: [], place: {} });
    const server = aCitation({ n: 2, path: '/srv/share/travel.md', headings: [], place: {} });
    const [text = ''] = shown({ citations: [web, server] }).parts;
    expect(text).toContain('[1] Travel policy <https://docs.example/travel?a=1&b=_x_>\n[2] Travel policy\n');
  });

  it('says who wrote the text and whether it covers only a part', () => {
    const [text] = shown({ servedBy: 'model', confidence: 'partly' }).parts;
    expect(text).toMatch(/\n-# Partly covered\. AI-generated from your documents; check the sources\.$/);
  });

  it('names the nearest documents when there is no answer', () => {
    const nearest = ['One', 'Two', 'Three', 'Four'].map((title) => ({
      documentId: title,
      externalId: null,
      title,
      path: `${title}.md`,
    }));
    expect(
      shown({ outcome: 'abstained', servedBy: null, citations: [], text: 'Not found.', nearest }),
    ).toEqual({
      votable: true,
      offers: [],
      parts: ['Not found.\n\nThe nearest documents:\n- One\n- Two\n- Three'],
    });
  });

  it('gives the reference id when something went wrong, once', () => {
    const gone = { outcome: 'unavailable', servedBy: null, citations: [] } as const;
    expect(shown({ ...gone, citations: [], text: 'Sorry.' })).toEqual({
      votable: false,
      offers: [],
      parts: ['Sorry.\n\n-# Reference: trc_1'],
    });
    const [text] = shown({ ...gone, citations: [], text: 'Sorry. Reference: trc_1' }).parts;
    expect(text?.match(/trc\\?_1/g)).toHaveLength(1);
  });

  it('shows a refusal as it is', () => {
    expect(shown({ outcome: 'refused', servedBy: null, text: 'I cannot help with that.' })).toEqual({
      votable: false,
      offers: [],
      parts: ['I cannot help with that.'],
    });
  });

  it('shows small talk as its text alone', () => {
    expect(shown({ servedBy: 'small-talk', citations: [], text: 'You are welcome!' })).toEqual({
      votable: false,
      offers: [],
      parts: ['You are welcome!'],
    });
  });

  it('shows a notice without sources, label or thumbs', () => {
    const reply = aNotice(question, 'Ask me a question.');
    expect(renderReply(reply)).toEqual({ votable: false, offers: [], parts: ['Ask me a question.'] });
  });

  it('keeps hostile titles and paths harmless', () => {
    const [text] = shown({
      citations: [aCitation({ title: '[x](https://evil.example) @everyone', path: '<@1>/||a||' })],
    }).parts;
    expect(text).not.toMatch(/(?<!\\)\]\((?!\\)|@everyone|<@1>|\|\|/);
  });

  it('cuts a long answer into messages and still ends with sources and label', () => {
    const { parts } = shown({ text: 'A sentence of some length. [1] '.repeat(800) });
    expect(parts.length).toBeGreaterThan(3);
    expect(parts.length).toBeLessThanOrEqual(limits.parts + 1);
    expect(parts.every((part) => part.length <= 2000)).toBe(true);
    expect(parts.at(-1)).toContain('**Sources**');
    expect(parts.at(-1)).toMatch(/-# Quoted/);
  });
});
