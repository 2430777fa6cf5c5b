/**
 * The same questions of the 18F handbook written with care and in haste (typos, missing letters, shouting, greetings, emoji,
 * quoted text): how often the hasty form finds the same document first.
 *
 *     node test/bench/run.ts noisy
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { assemble } from '../../bot/assembly/assemble.ts';
import { createLog } from '../../bot/log.ts';
import { loadConfig } from '../../bot/settings/config.ts';
import { hasSharedData, sharedData } from './shared-data.ts';

const root = path.resolve(import.meta.dirname, '../..');
const pairsFile = path.join(root, 'test/fixtures/18f-noisy-questions.jsonl');

/** One line a question whose hasty form finds another document, then the shares. */
export async function noisyTable(): Promise<string[]> {
  const folder = 'retrieval/18f-handbook';
  if (!hasSharedData(folder)) return [`skipped: shared/data/${folder} is absent`];
  const dataDir = mkdtempSync(path.join(tmpdir(), 'docent-noisy-'));
  const app = await assemble(loadConfig({ DOCENT_DATA_DIR: dataDir }, root), createLog('silent'));
  try {
    const pages = path.join(sharedData(folder), 'pages');
    await app.library.ingest([pages], { collection: 'default', by: 'bench', cwd: root });
    const documentsOf = async (text: string): Promise<string[]> =>
      (await app.retriever.search({ text, k: 3 })).passages.map((passage) => passage.path);
    const lines: string[] = [];
    const pairs = readFileSync(pairsFile, 'utf8').trim().split('\n');
    let same = 0;
    let amongThree = 0;
    for (const pair of pairs) {
      const { clean, noisy } = JSON.parse(pair) as { clean: string; noisy: string };
      const [best = ''] = await documentsOf(clean);
      const found = await documentsOf(noisy);
      if (found.includes(best)) amongThree += 1;
      if (found[0] === best) same += 1;
      else
        lines.push(
          `  ${noisy.replace('\n', ' ')} <- ${path.basename(found[0] ?? '-')}, not ${path.basename(best)}`,
        );
    }
    lines.push(
      `${pairs.length} questions: ${same} find the same document first, ${amongThree} among three passages`,
    );
    return lines;
  } finally {
    await app.stop();
    rmSync(dataDir, { recursive: true });
  }
}

if (import.meta.main) for (const line of await noisyTable()) console.log(line);
