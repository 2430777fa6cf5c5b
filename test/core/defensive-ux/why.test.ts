import { describe, expect, it } from 'vitest';
import { explainAnswer, whyText } from '../../../core/defensive-ux/why.ts';
import { wording } from '../../../core/defensive-ux/wording.ts';
import type { Answer, Citation, Step, StepDetails } from '../../../core/types.ts';
import { aCheckFailure } from '../../fixtures/answers.ts';
import { openTempStore } from '../../fixtures/temp-store.ts';

const cited: Citation = {
  n: 1,
  documentId: 'doc_1',
  externalId: null,
  title: 'Travel policy',
  path: 'travel.md',
  passageId: '7',
  quote: 'Trains are booked through the travel desk.',
  headings: ['Trains'],
  place: {},
  hash: 'h',
};

const answer = (over: Partial<Answer> = {}): Answer => ({
  traceId: 'ans_1',
  question: 'How do I book a train?',
  standalone: 'How do I book a train?',
  outcome: 'answered',
  servedBy: 'extract',
  text: 'Trains are booked through the travel desk. [1]',
  confidence: 'found',
  evidence: 0.93,
  retrieved: null,
  citations: [cited],
  nearest: [],
  reason: null,
  usage: null,
  ms: { total: 12, retrieve: 8, generate: 4 },
  steps: [{ step: 'output-guards', ms: 1, detail: { outcome: 'allow', failures: [], history: [] } }],
  generation: 3,
  createdAt: '2026-11-24T10:00:00.000Z',
  ...over,
});

describe('why this answer', () => {
  it('names the passages with the dates of their revisions, who wrote it, and that the checks let it pass', () => {
    const why = whyText(answer(), new Map([['7', '2026-10-02T23:30:00.000Z']]));
    expect(why).toContain(
      '[1] Travel policy › Trains, as revised on 2 October 2026: “Trains are booked through the travel desk.”',
    );
    expect(why).toContain(wording.servedBy.extract);
    expect(why).toContain(wording.why.checksPassed);
    expect(why).not.toContain('understood the question as');
  });

  it('says how a follow-up was understood', () => {
    expect(whyText(answer({ question: 'And by train?' }), new Map())).toContain(
      'I understood the question as: “How do I book a train?”',
    );
  });

  it('says that an answer was kept, and who wrote it then', () => {
    const why = whyText(answer({ servedBy: 'exact-cache', writtenBy: 'model' }), new Map());
    expect(why).toContain(wording.servedBy.model);
    expect(why).toContain(wording.servedBy['exact-cache']);
  });

  it('names the model that wrote and those that were passed over', () => {
    const detail: StepDetails['generate'] = {
      kind: 'drafted',
      model: 'anthropic:b',
      passedOver: [{ model: 'openai:a', reason: 'refused' }],
    };
    const why = whyText(
      answer({ servedBy: 'model', steps: [{ step: 'generate', ms: 1, detail }] }),
      new Map(),
    );
    expect(why).toContain('It was written by anthropic:b. Asked before, and not able to answer: openai:a.');
  });

  it('says in plain words what the checks found', () => {
    const failures = ['contradiction', 'contradiction', 'made-up-guard'].map(aCheckFailure);
    const detail: StepDetails['output-guards'] = { outcome: 'transform', failures, history: [] };
    const steps: Step[] = [{ step: 'output-guards', ms: 1, detail }];
    expect(whyText(answer({ steps }), new Map())).toContain(
      `My checks found: ${wording.why.guards['contradiction']}; ${wording.why.otherGuard}.`,
    );
  });

  it('names the nearest documents where there is no answer', () => {
    const nearest = [{ documentId: 'd', externalId: null, title: 'Expenses', path: 'e.md' }];
    const why = whyText(answer({ outcome: 'abstained', servedBy: null, citations: [], nearest }), new Map());
    expect(why).toContain(`${wording.why.noPassages} ${wording.nearest} Expenses.`);
    expect(why).toContain(wording.why.outcome.abstained);
  });

  it('shows no number of the trace', () => {
    expect(whyText(answer({ citations: [] }), new Map())).not.toMatch(/\d|%/);
  });

  it('takes the newest revision that is no newer than the answer', async () => {
    await using temp = await openTempStore();
    const days = { one: '2026-10-02', two: '2026-11-01', late: '2026-12-01' };
    for (const [number, [id, day]] of Object.entries(days).entries()) {
      await temp.store
        .insertInto('revisions')
        .values({
          ...{ id, document_id: 'doc_1', number, state: 'superseded', title: 'Travel policy', sha256: id },
          ...{ media_type: 'text/markdown', bytes: 1, flags: '[]', created_by: 'test', held: 0 },
          created_at: `${day}T08:00:00.000Z`,
          reviewed_at: null,
          reviewed_by: null,
        })
        .execute();
      await temp.store
        .insertInto('revision_passages')
        .values({ revision_id: id, ordinal: 0, passage_id: 7 })
        .execute();
    }
    expect(await explainAnswer(temp.store, answer())).toContain('as revised on 1 November 2026');
  });
});
