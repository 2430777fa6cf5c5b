import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  type AnswerCase,
  answerSetNames,
  isAnswerable,
  loadAnswerSets,
} from './bench/answers/answer-sets.ts';
import {
  answerableMeasures,
  cell,
  evidenceTells,
  honestyMeasures,
  mustShare,
  shareOfMeasure,
} from './bench/answers/figures.ts';
import { type Given, judgeAnswer } from './bench/answers/judge.ts';
import { holdsWords, plainText } from './bench/answers/plain-text.ts';
import type { Judged } from './bench/answers/run-set.ts';
import { hasSharedData, sharedData } from './bench/shared-data.ts';

/** The judge of `npm run bench -- answers`, against verdicts worked out by hand. */

const aCase = (overrides: Partial<AnswerCase> = {}): AnswerCase => ({
  ...{ id: 'x-fac-01', question: 'how many days?', kind: 'fact', answer: '' },
  ...{ pages: ['pages/leave.md', 'pages/report.md'], must: ['25 days', 'per year'] },
  ...overrides,
});

const given = (overrides: Partial<Given> = {}): Given => ({
  ...{ text: 'You get **25 days** off per year. [1]', claimed: true, confidence: 'found', evidence: 0.9 },
  ...{ sources: ['pages/leave.md'], ms: 1 },
  passages: [{ page: 'pages/leave.md', text: 'You get 25 days off per year.' }],
  ...overrides,
});

const judged = (expected: AnswerCase, said: Given): Judged => ({
  ...{ set: 'test', expected, given: said },
  verdict: judgeAnswer(expected, said),
});

const measure = (name: string) => {
  const found = [...answerableMeasures, ...honestyMeasures].find((one) => one.name === name);
  if (found === undefined) throw new Error(`no measure ${name}`);
  return found;
};

describe('plain text', () => {
  it('drops Markdown marks and source numbers, straightens quotes, ignores case and line breaks', () => {
    expect(plainText('## The *team’s* `build`\n\n- says “**Done**” [1]')).toBe(
      '## the team\'s build - says "done"',
    );
  });

  it('keeps the words of a link and drops its address', () => {
    expect(plainText('see [the form](https://example.org/expense-form)')).toBe('see the form');
    expect(holdsWords('[here](https://example.org/expense-form)', 'expense-form')).toBe(false);
  });

  it('keeps an address that is written out, and underscores inside words', () => {
    expect(plainText('mail <hr@example.org> about redirect_to_old')).toBe(
      'mail hr@example.org about redirect_to_old',
    );
  });
});

describe('an answer', () => {
  it('is useful when all musts stand in it and a right page is cited', () => {
    const verdict = judgeAnswer(aCase(), given());
    expect(verdict).toEqual({
      ...{ claimed: true, firstPage: true, anyPage: true, pageAt1: true, pageAt3: true, pageAt10: true },
      ...{ mustShare: 1, useful: true, mustsAt1: true, mustsAt3: true, words: 7 },
    });
  });

  it('is not useful with half of the musts, nor with all of them from another page', () => {
    expect(judgeAnswer(aCase(), given({ text: '25 days' }))).toMatchObject({ mustShare: 0.5, useful: false });
    const elsewhere = judgeAnswer(aCase(), given({ sources: ['pages/other.md'] }));
    expect(elsewhere).toMatchObject({ mustShare: 1, useful: false, firstPage: false, anyPage: false });
  });

  it('has a right page that is not the first source', () => {
    const verdict = judgeAnswer(aCase(), given({ sources: ['pages/other.md', 'pages/report.md'] }));
    expect(verdict).toMatchObject({ firstPage: false, anyPage: true, useful: true });
  });

  it('says nothing when it abstains, whatever its text and its nearest documents hold', () => {
    const verdict = judgeAnswer(aCase(), given({ claimed: false }));
    expect(verdict).toMatchObject({ mustShare: 0, useful: false, firstPage: false, anyPage: false });
  });

  it('of two parts needs both pages', () => {
    const multi = aCase({ kind: 'multi' });
    expect(judgeAnswer(multi, given()).anyPage).toBe(false);
    expect(judgeAnswer(multi, given({ sources: ['pages/report.md', 'pages/leave.md'] })).anyPage).toBe(true);
  });
});

describe('what was found', () => {
  const passages = [
    { page: 'pages/other.md', text: 'Nobody gets 25 days.' },
    { page: 'pages/other.md', text: 'More.' },
    { page: 'pages/leave.md', text: 'Counted per year.' },
  ];

  it('counts pages by depth', () => {
    expect(judgeAnswer(aCase(), given({ passages }))).toMatchObject({ pageAt1: false, pageAt3: true });
    const late = judgeAnswer(aCase(), given({ passages: [...passages.slice(0, 2), ...passages] }));
    expect(late).toMatchObject({ pageAt3: false, pageAt10: true });
  });

  it('counts musts that stand in different passages', () => {
    expect(judgeAnswer(aCase(), given({ passages }))).toMatchObject({ mustsAt1: false, mustsAt3: true });
  });
});

describe('figures', () => {
  const unanswerable = aCase({ kind: 'unanswerable', pages: [], must: [] });
  const run = [
    judged(aCase(), given()),
    judged(aCase(), given({ text: '25 days', confidence: 'partly' })),
    judged(aCase(), given({ sources: ['pages/other.md'] })),
    judged(aCase(), given({ claimed: false, confidence: 'not-found', sources: [] })),
    judged(unanswerable, given()),
    judged(unanswerable, given({ claimed: false, confidence: 'not-found', sources: [] })),
  ];

  it('of pages and musts leave out what no page answers', () => {
    expect(shareOfMeasure(run, measure('page'))).toEqual({ hits: 2, of: 4 });
    expect(shareOfMeasure(run, measure('useful'))).toEqual({ hits: 1, of: 4 });
    expect(shareOfMeasure(run, measure('silent'))).toEqual({ hits: 1, of: 4 });
    expect(shareOfMeasure(run, measure('astray'))).toEqual({ hits: 1, of: 4 });
    expect(mustShare(run)).toBe(2.5 / 4);
  });

  it('of "found" count an answer where none exists as wrong', () => {
    expect(shareOfMeasure(run, measure('"found", useful'))).toEqual({ hits: 1, of: 3 });
    expect(shareOfMeasure(run, measure('"found", right page'))).toEqual({ hits: 1, of: 3 });
    expect(shareOfMeasure(run, measure('"partly", right page'))).toEqual({ hits: 1, of: 1 });
  });

  it('of silence tell the right kind from the wrong one', () => {
    expect(shareOfMeasure(run, measure('abstained, answerable'))).toEqual({ hits: 1, of: 4 });
    expect(shareOfMeasure(run, measure('abstained, unanswerable'))).toEqual({ hits: 1, of: 2 });
    expect(shareOfMeasure(run, measure('abstained, off topic'))).toEqual({ hits: 0, of: 0 });
  });

  it('say how well evidence tells answerable questions from others', () => {
    const at = (expected: AnswerCase, evidence: number) => judged(expected, given({ evidence }));
    // Of the four pairs of an answerable question and another, three are in order.
    const pairs = [at(aCase(), 0.9), at(aCase(), 0.4), at(unanswerable, 0.5), at(unanswerable, 0.1)];
    expect(evidenceTells(pairs).unanswerable).toBe(0.75);
  });

  it('come with their Wilson interval', () => {
    expect(cell({ hits: 5, of: 10 })).toBe('.50 .24–.76');
    expect(cell({ hits: 0, of: 0 })).toBe('–');
  });
});

describe.each(answerSetNames)('the set %s', (name) => {
  const data = name === '18f' ? 'retrieval/18f-handbook' : `answers/${name}`;
  const skip = hasSharedData(data) ? undefined : `shared/data/${data} is absent`;

  it('has its musts on every page that answers, a two-part question each on one of them', (test) => {
    test.skip(skip !== undefined, skip);
    const [set] = loadAnswerSets([name]);
    const missing = (set?.cases ?? []).flatMap(({ id, kind, pages, must }) => {
      const texts = pages.map((page) => readFileSync(path.join(set?.folder ?? '', page), 'utf8'));
      const stands = (words: string) =>
        kind === 'multi'
          ? texts.some((text) => holdsWords(text, words))
          : texts.every((text) => holdsWords(text, words));
      return must.filter((words) => !stands(words)).map((words) => `${id}: ${words}`);
    });
    expect(missing).toEqual([]);
  });

  it('has pages and musts for what is answerable, and none for the rest', (test) => {
    test.skip(skip !== undefined, skip);
    const cases = loadAnswerSets([name]).flatMap((set) => set.cases);
    const odd = cases.filter(
      (one) => (one.pages.length > 0 && one.must.length > 0) !== isAnswerable(one) || one.question === '',
    );
    expect(odd.map(({ id }) => id)).toEqual([]);
    expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length);
  });
});

describe('the questions over the 18F handbook that no page answers', () => {
  const pages = 'retrieval/18f-handbook/pages';

  it('have patterns that match no page', (test) => {
    test.skip(!hasSharedData(pages), `shared/data/${pages} is absent`);
    const file = path.join(import.meta.dirname, 'fixtures/18f-chat/absent.json');
    const absent = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string[]>;
    const unanswered = loadAnswerSets(['18f'])
      .flatMap((set) => set.cases)
      .filter((one) => !isAnswerable(one));
    expect(Object.keys(absent).sort()).toEqual(unanswered.map(({ id }) => id).sort());
    const texts = readdirSync(sharedData(pages), { recursive: true, encoding: 'utf8' })
      .filter((page) => page.endsWith('.md'))
      .map((page) => plainText(readFileSync(path.join(sharedData(pages), page), 'utf8')));
    expect(texts.length).toBeGreaterThan(200);
    const matched = Object.entries(absent).flatMap(([id, patterns]) =>
      patterns
        .filter((pattern) => texts.some((text) => new RegExp(pattern, 'i').test(text)))
        .map((pattern) => `${id}: ${pattern}`),
    );
    expect(matched).toEqual([]);
  });
});
