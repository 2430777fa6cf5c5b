/** How long BLEU takes over the 3,004 segments of WMT17, five systems against one reference: at most 2 s is wanted. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { bleuOf, bleuOptions, createBleuCounter, sumBleuCounts } from '../../core/evals/metrics/bleu.ts';
import { hasSharedData, sharedData } from './shared-data.ts';

export function bleuSpeedTable(): string[] {
  if (!hasSharedData('sacrebleu')) return ['skipped: shared/data/sacrebleu is absent'];
  const rows = gunzipSync(readFileSync(sharedData('sacrebleu/wmt17_en_de_5systems.jsonl.gz')))
    .toString()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, string>);
  const systems = Object.keys(rows[0] ?? {}).filter((key) => key.startsWith('newstest'));
  const [started, before] = [performance.now(), process.cpuUsage()];
  const options = bleuOptions();
  const count = createBleuCounter(
    rows.map((row) => [row['ref'] ?? '']),
    options,
  );
  const lines = systems.map((system) => {
    const counts = count(rows.map((row) => row[system] ?? ''));
    return `${system.padEnd(42)}BLEU ${bleuOf(sumBleuCounts(counts, 4), options).score.toFixed(2)}`;
  });
  const seconds = (performance.now() - started) / 1000;
  const used = process.cpuUsage(before).user / 1e6;
  return [
    ...lines,
    `${rows.length} segments x ${systems.length} systems: ${seconds.toFixed(2)} s, ${used.toFixed(2)} s of a processor`,
  ];
}

if (import.meta.main) for (const line of bleuSpeedTable()) console.log(line);
