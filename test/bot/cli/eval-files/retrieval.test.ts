import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { evalFolder } from './run-here.ts';

const place = evalFolder();
const { file, folder, run } = place;
afterAll(() => place[Symbol.dispose]());

const HEADER = 'query-id\tcorpus-id\tscore';
const qrels = (...lines: string[]) => file('qrels.tsv', [HEADER, ...lines]);

describe('docent eval retrieval', () => {
  it('scores a run over the judged questions: nothing found is 0, unjudged is ignored', async () => {
    const judged = qrels('q1\td1\t1', 'q1\td2\t2', 'q2\td9\t1');
    const given = file('run.trec', [
      'q1 Q0 d1 2 3.5 me',
      'q1 Q0 d3 1 4.5 me',
      'q1 Q0 d2 3 3.5 me',
      'q3 Q0 d1 1 1 me',
    ]);
    const { code, json } = await run('retrieval', '--run', given, '--qrels', judged, '--json');
    expect(code).toBe(0);
    const ndcg = (1 / Math.log2(3) + 2 / 2) / (2 + 1 / Math.log2(3));
    const found = json();
    expect(found).toMatchObject({ n: 2, 'recall@100': 0.5, 'MRR@10': 0.25, 'hit@1': 0, 'hit@5': 0.5 });
    expect(found['nDCG@10']).toBeCloseTo(ndcg / 2, 12);
    expect(found.rows.map((row: { id: string; ranking: string[] }) => [row.id, row.ranking])).toEqual([
      ['q1', ['d3', 'd1', 'd2']],
      ['q2', []],
    ]);
    expect(found.rows[0]).toMatchObject({ 'MRR@10': 0.5, 'recall@100': 1 });
  });

  it("scores Docent's own search, and leaves no store behind", async () => {
    const corpus = file('corpus.jsonl', [
      { _id: 'parking', title: 'Parking', text: 'The garage opens at six in the morning.' },
      { _id: 'canteen', title: 'Canteen', text: 'Lunch is served from noon until two.' },
      { _id: 'leave', title: 'Leave', text: 'Five leave days carry over into the next year.' },
    ]);
    const queries = file('queries.jsonl', [
      { id: 'q1', query: 'When does the garage open?' },
      { id: 'q2', query: 'How many leave days carry over?' },
      { id: 'q3', query: 'Nobody judged this.' },
    ]);
    const judged = qrels('q1\tparking\t1', 'q2\tleave\t1');
    const { code, err, json } = await run(
      ...[
        'retrieval',
        '--corpus',
        path.join(folder, corpus),
        '--queries',
        queries,
        '--qrels',
        judged,
        '--json',
      ],
    );
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(json()).toMatchObject({
      n: 2,
      'hit@1': 1,
      'nDCG@10': 1,
      'recall@100': 1,
      rows: [{ id: 'q1' }, { id: 'q2' }],
    });
    expect(json().rows[0].ranking[0]).toBe('parking');
  });
});

describe('what docent eval retrieval cannot read', () => {
  const ok = 'q1 Q0 d1 1 0.5 me';
  it.each([
    ['no header', 'q1\td1\t1', ok, 'qrels.tsv, line 1: column 1 of the header must be "query-id"'],
    ['no score', `${HEADER}\nq1\td1`, ok, 'qrels.tsv, line 2: "score" is missing'],
    ['words for a score', `${HEADER}\nq1\td1\tyes`, ok, 'qrels.tsv, line 2: "score" must be a number'],
    ['judged twice', `${HEADER}\nq1\td1\t1\nq1\td1\t0`, ok, 'line 3: "d1" is judged for "q1" already'],
    ['no judgement', HEADER, ok, 'qrels.tsv has no judgement'],
    ['short line', `${HEADER}\nq1\td1\t1`, 'q1 d1 0.5', 'run.trec, line 1: a line of a run is'],
    ['no number', `${HEADER}\nq1\td1\t1`, `${ok}\nq1 Q0 d2 2 x me`, 'run.trec, line 2: "score" must be'],
    ['ranked twice', `${HEADER}\nq1\td1\t1`, `${ok}\n${ok}`, 'line 2: "d1" is ranked for "q1" already'],
    ['empty run', `${HEADER}\nq1\td1\t1`, '', 'run.trec is empty'],
  ])('is named with its line: %s', async (_name, judged, ranked, said) => {
    writeFileSync(path.join(folder, 'qrels.tsv'), judged);
    writeFileSync(path.join(folder, 'run.trec'), ranked);
    const result = await run('retrieval', '--run', 'run.trec', '--qrels', 'qrels.tsv', '--json');
    expect(result.err).toContain(said);
    expect(result).toMatchObject({ code: 2, out: '' });
  });

  it('is a run together with a corpus, or neither', async () => {
    const judged = qrels('q1\td1\t1');
    expect((await run('retrieval', '--qrels', judged)).err).toContain(
      'either --run, or --corpus and --queries',
    );
    expect((await run('retrieval', '--qrels', judged, '--run', 'r', '--corpus', 'c')).code).toBe(2);
  });
});
