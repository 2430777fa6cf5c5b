import { describe, expect, it } from 'vitest';
import { createExtractiveAnswerer } from '../../../core/local/extractive-answerer.ts';
import { standaloneByRule } from '../../../core/rag/standalone.ts';
import { sentencesToQuote } from '../../../core/text/sentences-to-quote.ts';
import type { ScoredPassage } from '../../../core/types.ts';
import { answererContract } from '../../contracts/answerer.ts';
import { aScoredPassage } from '../../fixtures/passages.ts';

const answerer = createExtractiveAnswerer({ standalone: standaloneByRule });
answererContract('extractive', async () => ({ answerer, close: async () => {} }));

const signal = new AbortController().signal;

/** A passage as the index cuts it, every sentence equally likely unless told otherwise. */
function aPage(text: string, overrides: Partial<ScoredPassage> = {}, scores: number[] = []): ScoredPassage {
  const sentences = sentencesToQuote(text).map((span, at) => ({ ...span, score: scores[at] ?? 0.1 }));
  return aScoredPassage(text, { headings: [], title: 'Handbook', sentences, ...overrides });
}

async function answerTo(question: string, ...passages: ScoredPassage[]) {
  const draft = await answerer.answer({ question, thread: [], passages, signal });
  if (draft.kind !== 'drafted') throw new Error(`expected a draft, got ${draft.kind}`);
  return draft;
}

const textOf = async (question: string, ...passages: ScoredPassage[]) =>
  (await answerTo(question, ...passages)).text;

describe('the extractive answerer', () => {
  it('quotes a short paragraph whole, with its source, and each sentence word for word', async () => {
    const draft = await answerTo(
      'What are trains booked by?',
      aPage('Trains are booked by the desk. Keep the receipt.'),
    );
    expect(draft.text).toBe('Trains are booked by the desk. Keep the receipt. [1]');
    expect(draft.quotes).toEqual([
      { n: 1, text: 'Trains are booked by the desk.' },
      { n: 1, text: 'Keep the receipt.' },
    ]);
  });

  it('gives a list whole with what announces it', async () => {
    const page = aPage('On your first day bring these things:\n\n- a badge\n- a laptop\n- a pen');
    expect(await textOf('What should I bring on my first day?', page)).toBe(
      'On your first day bring these things:\n\n- a badge\n- a laptop\n- a pen [1]',
    );
  });

  it('counts the items of a long list that it leaves out', async () => {
    const items = Array.from({ length: 16 }, (_, at) => `- tool number ${at + 1}`).join('\n');
    const text = await textOf(
      'Which tools does the team have?',
      aPage(`These are the tools that the team has:\n\n${items}`),
    );
    expect(text).toContain('- tool number 12\n… and 4 more [1]');
    expect(text).not.toContain('tool number 13');
  });

  it('goes on with a list where the passage ends and what follows was given', async () => {
    const following = aScoredPassage('3. Read the mail.\n4. Choose a new one.', { sentences: [] });
    const page = aPage('To reset your password follow these steps:\n\n1. Open the portal.\n2. Press Reset.', {
      following,
    });
    const draft = await answerTo('How do I reset my password?', page, following);
    expect(draft.text).toContain('2. Press Reset.\n3. Read the mail.\n4. Choose a new one. [1][2]');
    for (const { n, text } of draft.quotes ?? []) expect([page, following][n - 1]?.text).toContain(text);
    // A guard may have taken out what follows.
    expect((await answerTo('How do I reset my password?', page)).text).toMatch(/2\. Press Reset\. \[1\]$/);
  });

  it('answers how something is done with the steps under the heading that says it', async () => {
    const steps = aPage(
      '1. Open the menu.\n2. Press Disable.',
      { headings: ['Disabling a plugin'] },
      [0.05, 0.05],
    );
    const about = aPage('A plugin adds effects. You may disable a plugin.', {}, [0.1, 0.5]);
    expect(await textOf('How can I disable a plugin?', about, steps)).toContain(
      '1. Open the menu.\n2. Press Disable. [2]',
    );
  });

  it('quotes the row that is asked for, with the names of its columns', async () => {
    const rows = 'Exit code: 4 | Meaning: It failed.\nExit code: 5 | Meaning: The user cancelled.';
    expect(await textOf('What does exit code 5 mean?', aPage(rows))).toBe(
      'Exit code: 5 | Meaning: The user cancelled. [1]',
    );
  });

  it('starts with the paragraph under a heading that says the question', async () => {
    const text =
      'No, since this is a theft deterrent. Factory reset protection of other systems ties devices to an account.';
    const page = aPage(text, { headings: ['Does it have factory reset protection?'] }, [0.05, 0.9]);
    expect(await textOf('Does it have factory reset protection?', page)).toMatch(
      /^No, since this is a theft/,
    );
  });

  it('quotes no heading, question, label or announcement alone', async () => {
    const page = aPage(
      'Which plans do you support?\n\nWe offer Basic, Pro and Team.\n\nSee also:\n\n- Plans we support',
      {},
      [0.7, 0.2, 0.05, 0.05],
    );
    expect(await textOf('Which plans do you support?', page)).toBe('We offer Basic, Pro and Team. [1]');
  });

  it('adds the sentence that the best one points back to', async () => {
    const padding =
      'Nothing of this is about that matter at all, as everybody who reads it can see at once. '.repeat(8);
    const page = aPage(`${padding}Leave is asked for in March. It is granted in May, by the board.`);
    const text = await textOf('When is it granted by the board?', page);
    expect(text).toBe('Leave is asked for in March. It is granted in May, by the board. [1]');
  });

  it('answers each part of a question in two parts', async () => {
    const disk = aPage('Avoid saving projects on a USB stick.', {}, [0.4]);
    const format = aPage('Use FLAC instead of WAV to lose no quality.', {}, [0.1]);
    const question = 'Can I save a project on a USB stick, and what can I use instead of WAV?';
    expect(await textOf(question, disk, format)).toBe(
      'Avoid saving projects on a USB stick. [1]\n\nUse FLAC instead of WAV to lose no quality. [2]',
    );
  });

  it('shows the heading where words of the question stand only there', async () => {
    const page = aPage('Unplug the mast first.', { headings: ['Moving the antenna'] });
    expect(await textOf('What about moving the antenna of the office?', page)).toBe(
      '**Moving the antenna**\n\nUnplug the mast first. [1]',
    );
  });

  it('shows the heading where a quote names its subject only there', async () => {
    const page = aPage('This space has a projector.', { headings: ['Event space'] });
    expect(await textOf('Which space has the projector?', page)).toBe(
      '**Event space**\n\nThis space has a projector. [1]',
    );
  });

  it('quotes the next best block, too, where it is open which of them answers', async () => {
    const level = 'Keep your voice below the red zone of the meter.';
    const zone = 'A voice is best kept within the green zone of the meter.';
    const other = 'The meter can be dragged to another place.';
    const pages = [level, zone, other].map((text, at) => aPage(text, {}, [0.3 - at * 0.1]));
    const text = await textOf('what about my voice on the meter', ...pages);
    expect(text).toContain(level);
    expect(text).toContain(zone);
    expect(text).not.toContain(other);
  });

  it('gives the steps that a sentence announces, where the passage ends behind it', async () => {
    const following = aScoredPassage('1. Copy the checklist.\n2. Fill it in.', { sentences: [] });
    const page = aPage('To host a speaker at the guild, you must follow the steps below.', { following });
    expect(await textOf('how do I host a speaker at the guild', page, following)).toContain(
      '1. Copy the checklist.\n2. Fill it in. [1][2]',
    );
  });

  it('gives the steps of a section whose first paragraph says more of the question', async () => {
    const text =
      'Signing commits needs a pair of keys.\n\nKeep one of them secret.\n\n1. Run the tool.\n2. Choose a name.';
    expect(await textOf('how do I create keys for signing commits', aPage(text))).toMatch(
      /needs a pair of keys\.[\s\S]*1\. Run the tool\.\n2\. Choose a name\./,
    );
  });

  it('leaves out what is for another system than the one that was named', async () => {
    const text = 'The agent needs a network.\n\nOn Linux run the script.\n\nOn Windows open the setup.';
    expect(await textOf('How do I set up the agent on Windows?', aPage(text))).toBe(
      'The agent needs a network.\n\nOn Windows open the setup. [1]',
    );
  });

  it('finds a row behind a note between the rows', async () => {
    const rows =
      'Exit code: 4 | Meaning: It failed.\nNote: Exit code 5 may be returned instead.\n\nExit code: 5 | Meaning: The user cancelled.';
    expect(await textOf('What does exit code 5 mean?', aPage(rows))).toMatch(/^Exit code: 5 \| Meaning/);
  });

  it('does not answer a follow-up with what was said already', async () => {
    const answer = 'Do not follow links and report the mail as phishing.';
    const pages = [
      aPage(answer, {}, [0.9]),
      aPage('If you did click in a mail, write to the desk.', {}, [0.02]),
    ];
    const draft = await answerer.answer({
      question: 'what if I clicked in it? (phishing mail)',
      thread: [
        { role: 'user', text: 'I got a phishing mail' },
        { role: 'assistant', text: answer },
      ],
      ...{ passages: pages, signal },
    });
    expect(draft).toMatchObject({
      text: expect.stringMatching(/^If you did click in a mail, write to the desk\./),
      signals: { leans: true },
    });
  });

  it('keeps commands apart from the words that announce them', async () => {
    const page = aPage('To restart the server run this command:\n\nsystemctl restart web.service');
    expect(await textOf('Which command restarts the server?', page)).toBe(
      'To restart the server run this command: [1]\n\n```\nsystemctl restart web.service\n```',
    );
  });

  it("does not take a document's own footnote marks for sources", async () => {
    const draft = await answerTo(
      'When does water boil?',
      aPage('Water boils at 100 degrees [2], they say [1, 3].'),
    );
    expect(draft.text).toBe('Water boils at 100 degrees (2), they say (1, 3). [1]');
    expect(draft.quotes).toEqual([{ n: 1, text: 'Water boils at 100 degrees [2], they say [1, 3].' }]);
  });

  it('tells what its quote shows of itself', async () => {
    const { signals } = await answerTo(
      'How many days of leave do I get?',
      aPage('You get 26 days of leave.', {}, [0.8]),
    );
    expect(signals).toEqual({
      questionKind: 'duration',
      blockKind: 'prose',
      holdsAsked: true,
      cover: 1,
      coverWithHeadings: 1,
      unmet: 0,
      leans: false,
      doubtful: false,
      bestShare: 0.8,
      passages: 1,
    });
    const lacking = await answerTo(
      'How many days of leave do I get?',
      aPage('Leave is granted by the board.', {}, [0.8]),
    );
    expect(lacking.signals).toMatchObject({ holdsAsked: false, blockKind: 'prose' });
  });

  it('tells how much of a direct question it lacks, and nothing of a situation that is told', async () => {
    const page = aPage('Tell your lead when you are ill.', {}, [0.8]);
    const direct = await answerTo('Is there a sauna where ill leads rest?', page);
    expect(direct.signals?.unmet).toBeGreaterThan(0.3);
    const told = await answerTo('Stuck in the sauna and ill, my lead rests', page);
    expect(told.signals?.unmet).toBe(0);
  });

  it.each([
    [
      'a definition that defines',
      'What is a steward?',
      'A steward is a person who looks after a codebase.',
      null,
    ],
    [
      'one that only mentions',
      'What is a steward?',
      'At first the steward and the maintainers plan what the state is.',
      false,
    ],
    [
      'one of two things missing',
      'How much is the review and who leads the review?',
      'The review is 50 euros.',
      false,
    ],
    [
      'both there',
      'Who leads the review and how much does it cost?',
      'Ada Lovelace leads the review, which costs 50 euros.',
      true,
    ],
  ])('tells whether what was asked for is there: %s', async (_case, question, text, holds) => {
    const { signals } = await answerTo(question, aPage(text, { title: 'Page' }, [0.8]));
    if (holds === false) expect(signals?.holdsAsked).toBe(false);
    else expect(signals?.holdsAsked).not.toBe(false);
  });

  it.each([
    ['Wie viele Urlaubstage habe ich?', 'Alle haben 26 Urlaubstage im Jahr.'],
    ['休暇は何日ですか', '休暇は二十六日です。'],
  ])('quotes in other languages as well: %s', async (question, sentence) => {
    expect(await textOf(question, aPage(sentence))).toBe(`${sentence} [1]`);
  });

  it.each([
    ['there is no passage', []],
    ['no sentence was scored', [aPage('Text.', { sentences: [] })]],
    ['a sentence is blank', [aPage('   ', { sentences: [{ start: 0, end: 3, score: 1 }] })]],
  ])('has nothing to say when %s', async (_name, passages) => {
    expect(await answerer.answer({ question: 'q', thread: [], passages, signal })).toEqual({
      kind: 'nothing',
    });
  });
});
