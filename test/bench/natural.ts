/**
 * Natural questions, written for Docent, over the 18F employee handbook through the whole product: quoted without a
 * model, from which page, and whether questions off its topic are turned away.
 *
 *     node test/bench/run.ts natural
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { App } from '../../bot/assembly/app.ts';
import { assemble } from '../../bot/assembly/assemble.ts';
import { createLog } from '../../bot/log.ts';
import { loadConfig } from '../../bot/settings/config.ts';
import { readGoldenCases } from '../../core/evals/datasets/golden-cases.ts';
import { isPassed, scoreCase } from '../../core/evals/scores.ts';
import { hasSharedData, sharedData } from './shared-data.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** One line a question that did not come out as it should, then the shares. */
export async function naturalTable(): Promise<string[]> {
  const folder = 'retrieval/18f-handbook';
  if (!hasSharedData(folder)) return [`skipped: shared/data/${folder} is absent`];
  const dataDir = mkdtempSync(path.join(tmpdir(), 'docent-natural-'));
  const open = (): Promise<App> =>
    assemble(loadConfig({ DOCENT_DATA_DIR: dataDir }, root), createLog('silent'));
  // An app that stops saves its index, trained and calibrated.
  const first = await open();
  await first.library.ingest([path.join(sharedData(folder), 'pages')], {
    collection: 'default',
    by: 'bench',
    cwd: root,
  });
  await first.stop();
  const app = await open();
  try {
    const file = path.join(root, 'test/fixtures/18f-questions.jsonl');
    const { cases } = readGoldenCases('jsonl', readFileSync(file, 'utf8'));
    const lines: string[] = [];
    const passed = { answerable: 0, offTopic: 0, answered: 0 };
    for (const expected of cases) {
      const question = { text: expected.question, thread: [], origin: 'bench', asker: null, noCache: true };
      const answer = await app.ask(question);
      const good = isPassed(await scoreCase(expected, { answer, retrieved: null }));
      if (good) passed[expected.mustAbstain ? 'offTopic' : 'answerable']++;
      if (!expected.mustAbstain && answer.outcome === 'answered') passed.answered++;
      if (good) continue;
      const cited = answer.citations.map((citation) => citation.path.split('/').at(-1)).join(', ');
      lines.push(`  ${answer.evidence.toFixed(2)} ${answer.confidence} ${expected.question} <- ${cited}`);
    }
    const offTopic = cases.filter(({ mustAbstain }) => mustAbstain).length;
    const answerable = cases.length - offTopic;
    return [
      ...lines,
      `${answerable} questions of the handbook: ${passed.answered} answered, ${passed.answerable} from an expected page`,
      `${offTopic} questions off its topic: ${passed.offTopic} turned away`,
    ];
  } finally {
    await app.stop();
    rmSync(dataDir, { recursive: true });
  }
}

if (import.meta.main) for (const line of await naturalTable()) console.log(line);
