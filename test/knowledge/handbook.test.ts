import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../../bot/assembly/app.ts';
import { assemble } from '../../bot/assembly/assemble.ts';
import { createLog } from '../../bot/log.ts';
import { loadConfig } from '../../bot/settings/config.ts';
import { readGoldenCases } from '../../core/evals/datasets/golden-cases.ts';
import { isPassed, scoreCase } from '../../core/evals/scores.ts';
import type { GoldenCase } from '../../core/ports/batches.ts';
import { HANDBOOK_COLLECTION } from '../../knowledge/search/retriever.ts';
import { parsersFor } from '../fixtures/shared-parsers.ts';

/** The manual as a new user meets it: the only documents of a first start, quoted without a model. */

const root = path.resolve(import.meta.dirname, '../..');
const dataDir = mkdtempSync(path.join(tmpdir(), 'docent-handbook-'));
const golden = readGoldenCases(
  'jsonl',
  readFileSync(path.join(root, 'test/fixtures/handbook-questions.jsonl'), 'utf8'),
);
const answerable = golden.cases.filter((one) => !one.mustAbstain);
const offTopic = golden.cases.filter((one) => one.mustAbstain);

let app: App;

beforeAll(async () => {
  app = await assemble(
    loadConfig({ DOCENT_DATA_DIR: dataDir, DOCENT_MEANING: 'off' }, root),
    createLog('silent'),
    parsersFor(),
  );
  const report = await app.library.ingest(['handbook'], {
    collection: HANDBOOK_COLLECTION,
    by: 'test',
    cwd: path.join(root, 'knowledge'),
  });
  expect(report.files.filter((file) => file.status !== 'added')).toEqual([]);
});

afterAll(async () => {
  await app.stop();
  rmSync(dataDir, { recursive: true });
});

/** What came of a question, and a line about it where that is not what was expected. */
async function failureOf(expected: GoldenCase): Promise<string[]> {
  const question = { text: expected.question, thread: [], origin: 'test', asker: null, noCache: true };
  const answer = await app.ask(question);
  if (isPassed(await scoreCase(expected, { answer, retrieved: null }))) return [];
  const cited = answer.citations.map(({ path: file, headings }) => [file, ...headings].join(' › '));
  return [`${expected.question} → ${answer.outcome}, ${answer.evidence.toFixed(2)}, ${cited.join('; ')}`];
}

async function failuresOf(cases: readonly GoldenCase[]): Promise<string[]> {
  const failures: string[] = [];
  for (const one of cases) failures.push(...(await failureOf(one)));
  return failures;
}

describe('the handbook', () => {
  it('has golden questions of both kinds, all of them readable', () => {
    expect(golden.rejected).toEqual([]);
    expect(answerable.length).toBeGreaterThanOrEqual(30);
    expect(offTopic.length).toBeGreaterThanOrEqual(10);
  });

  it('answers nine in ten questions about Docent from the right page', async () => {
    const failures = await failuresOf(answerable);
    const message = failures.join('\n');
    expect(failures.length, message).toBeLessThanOrEqual(Math.floor(answerable.length / 10));
  });

  it('says that it could not find what is not about Docent', async () => {
    expect(await failuresOf(offTopic)).toEqual([]);
  });

  it('quotes how to add a document in one sentence that makes sense alone', async () => {
    const answer = await app.ask({
      text: 'How do I add a document?',
      thread: [],
      origin: 'test',
      asker: null,
      noCache: true,
    });
    expect(answer.text).toContain('To add a document, open the Documents page in the console');
    expect(answer.citations[0]?.path).toBe('handbook/add-documents.md');
  });
});
