import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../core/evals/statistics/seeded-random.ts';
import { neighboursAgree, searchAgrees } from '../../../knowledge/fine-tuning/agreement.ts';
import {
  type ConfirmedPair,
  trainSoftmax,
  unpackSoftmax,
} from '../../../knowledge/fine-tuning/document-softmax.ts';
import { favouredBy } from '../../../knowledge/fine-tuning/expectations.ts';
import { agreementOf, disagreement, judge } from '../../../knowledge/fine-tuning/gate.ts';
import { inParts } from '../../../knowledge/fine-tuning/held-out.ts';

const MATTERS = ['card lost', 'transfer late', 'rate wrong', 'top up failed', 'pin blocked', 'fee charged'];
const FORMS = [
  'my',
  'why is the',
  'what to do, the',
  'help,',
  'it says',
  'again the',
  'since today the',
  'how come',
];
const right: ConfirmedPair[] = MATTERS.flatMap((matter) =>
  FORMS.map((form) => ({ question: `${form} ${matter}`, documentId: matter })),
);
const random = seededRandom('shuffled');
const drawn = right.map(({ documentId }) => ({ documentId, at: random() })).sort((a, b) => a.at - b.at);
const shuffled: ConfirmedPair[] = right.map(({ question }, at) => ({
  question,
  documentId: drawn[at]?.documentId ?? '',
}));

describe('agreement', () => {
  it('is far from chance for right pairs, and near it for others', () => {
    expect(neighboursAgree(right).observed).toBeGreaterThan(0.6);
    expect(neighboursAgree(right).z).toBeGreaterThan(8);
    expect(Math.abs(neighboursAgree(shuffled).z)).toBeLessThan(4);
  });

  it('with search counts what search finds by itself', () => {
    const found = right.map(({ documentId }) => [documentId]);
    expect(searchAgrees(right, found).z).toBeGreaterThan(8);
    expect(searchAgrees(shuffled, found).z).toBeLessThan(4);
  });

  it('is decided by search where no document was confirmed twice', () => {
    const single = right.map(({ question }, at) => ({ question, documentId: `d${at}` }));
    const found = single.map(({ documentId }) => [documentId]);
    const agreement = agreementOf(single, found);
    expect(agreement.decidedBy).toBe('search');
    expect(disagreement(agreement, single, found)).toBeNull();
    const wrong = found.toReversed();
    expect(disagreement(agreementOf(single, wrong), single, wrong)).toMatchObject({
      passed: false,
      before: 0,
    });
  });
});

describe('the gate', () => {
  const agreement = agreementOf(right, []);
  const measured = (after: (at: number) => number) =>
    right.map((_, at) => ({ before: at % 2, after: after(at), cluster: `c${at}` }));

  it('lets a gain pass that chance does not explain, and no other', () => {
    expect(
      judge(
        agreement,
        measured(() => 1),
        'gain',
      ),
    ).toMatchObject({ passed: true, before: 0.5, after: 1 });
    expect(
      judge(
        agreement,
        measured((at) => at % 2),
        'gain',
      ).passed,
    ).toBe(false);
    expect(
      judge(
        agreement,
        measured(() => 0),
        'gain',
      ).passed,
    ).toBe(false);
  });

  it('sees a loss that may be chance only where none may be lost at all', () => {
    const one = measured((at) => (at === 1 ? 0 : at % 2));
    expect(judge(agreement, one, 'no loss').passed).toBe(true);
    expect(judge(agreement, one, 'no fewer').passed).toBe(false);
  });

  it('lets no change pass where nothing may be lost, and no loss', () => {
    expect(
      judge(
        agreement,
        measured((at) => at % 2),
        'no loss',
      ).passed,
    ).toBe(true);
    expect(
      judge(
        agreement,
        measured(() => 0),
        'no loss',
      ).passed,
    ).toBe(false);
  });
});

describe('parts that are held out', () => {
  it('never part questions that are alike', () => {
    const pairs = ['How do I lock my card?', 'how do I lock my card please', 'How do I lock the card'].map(
      (question) => ({ question, documentId: 'd' }),
    );
    const placed = inParts([...pairs, ...right]);
    expect(new Set(placed.slice(0, 3).map(({ part }) => part)).size).toBe(1);
    expect(new Set(placed.map(({ part }) => part)).size).toBeGreaterThan(2);
  });
});

describe('the softmax', () => {
  it('tells the document of questions that it never saw, the same after it was stored', async () => {
    const softmax = await trainSoftmax(right);
    const stored = unpackSoftmax(JSON.parse(JSON.stringify(softmax.packed())));
    for (const matter of MATTERS) {
      const question = `could you look at this: ${matter} yesterday`;
      expect(favouredBy(softmax, { question }, 1)[0]?.documentKey).toBe(matter);
      expect(favouredBy(stored, { question }, 1)[0]?.documentKey).toBe(matter);
    }
    expect(favouredBy(softmax, { question: 'xyzzy' }, 1)).toEqual([]);
  });

  it('is the same for the same pairs', async () => {
    expect((await trainSoftmax(right)).packed()).toEqual((await trainSoftmax(right)).packed());
  });
});
