/** Parses every file of a folder and tells what was refused, slow, empty or looks wrong: for the fixtures of other projects. */
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { systemClock } from '../../core/local/system-clock.ts';
import { extensionOf, formatOfExtension } from '../../knowledge/parsers/formats.ts';
import type { ParseResult } from '../../knowledge/parsers/parsed.ts';
import { createParserPool } from '../../knowledge/parsers/pool/parser-pool.ts';
import { suspicion } from './suspicion.ts';
import { row } from './table.ts';

const SLOW_MS = 3_000;
const SHOWN = 12;
const AT_ONCE = 2;

type Seen = {
  file: string;
  format: string;
  what: 'read' | 'refused' | 'slow' | 'empty' | 'suspicious';
  why: string;
};

/** Prints counts by format, then examples of each kind of trouble. */
export async function parseFolderBench(folder: string): Promise<void> {
  const files = filesUnder(folder);
  const pool = createParserPool({ clock: systemClock, size: AT_ONCE, settings: () => ({ ocr: 'eng' }) });
  // The first files of each process would pay for its start.
  const first = { path: '', name: 'first.txt', bytes: Buffer.from('Words.') };
  await Promise.all(Array.from({ length: AT_ONCE }, () => pool.parse(first)));
  const seen: Seen[] = [];
  const queue = [...files];
  const work = async (): Promise<void> => {
    for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
      const before = performance.now();
      const result = await pool.parse({ path: file, name: path.basename(file) });
      seen.push(judge(path.relative(folder, file), result, performance.now() - before, statSync(file).size));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  await pool.close();
  report(seen);
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && formatOfExtension(extensionOf(entry.name)) !== null)
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

function judge(file: string, result: ParseResult, ms: number, bytes: number): Seen {
  const format = formatOfExtension(extensionOf(file))?.format ?? 'other';
  if (result.kind === 'rejected') {
    const what = result.reason === 'no-text' || result.reason === 'empty' ? 'empty' : 'refused';
    return { file, format, what, why: `${result.reason}: ${result.message}` };
  }
  if (ms > SLOW_MS) return { file, format, what: 'slow', why: `${(ms / 1000).toFixed(1)} s` };
  const text = result.documents.flatMap((document) => document.blocks.map((block) => block.text)).join('\n');
  const doubt = suspicion(text, bytes, format);
  return doubt === null
    ? { file, format, what: 'read', why: '' }
    : { file, format, what: 'suspicious', why: doubt };
}

function report(seen: readonly Seen[]): void {
  const kinds = ['read', 'refused', 'slow', 'empty', 'suspicious'] as const;
  const count = (list: readonly Seen[]): string =>
    kinds.map((kind) => `${list.filter((each) => each.what === kind).length} ${kind}`).join(', ');
  for (const format of [...new Set(seen.map((each) => each.format))].sort()) {
    const own = seen.filter((each) => each.format === format);
    row(format, `${own.length} files`, count(own));
  }
  row('all', `${seen.length} files`, count(seen));
  for (const kind of kinds.slice(1)) {
    const own = seen.filter((each) => each.what === kind);
    if (own.length > 0) console.log(`\n  ${kind}`);
    for (const { file, why } of own.slice(0, SHOWN)) console.log(`    ${file}: ${why.slice(0, 140)}`);
    if (own.length > SHOWN) console.log(`    and ${own.length - SHOWN} more`);
  }
}
