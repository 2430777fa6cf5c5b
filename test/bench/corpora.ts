import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { hasSharedData, sharedData } from './shared-data.ts';

/** A folder of real files to take in, and its size in MB. */
export type Corpus = { name: string; folder: string; megabytes: number; remove(): void };

/** The employee handbook of 18F: 247 pages. Null with a message when the data is absent. */
export function handbookCorpus(): Corpus | null {
  const name = 'retrieval/18f-handbook';
  if (!hasSharedData(name)) return absent(name);
  const folder = sharedData(name);
  return { name: '18F handbook', folder, megabytes: sizeOf(folder), remove: () => {} };
}

/** Guides of AWS documentation, as many as make about `megabytes`; 102 MB make 100,000 passages. */
export function awsCorpus(megabytes: number): Corpus | null {
  const archive = 'retrieval/aws-docs-full/aws-docs-full.tar.gz';
  const found = hasSharedData(archive) ? sharedData(archive) : findArchive();
  if (found === null) return absent(archive);
  const base = mkdtempSync(path.join(tmpdir(), 'docent-bench-aws-'));
  const all = path.join(base, 'all');
  const folder = path.join(base, 'some');
  mkdirSync(all);
  mkdirSync(folder);
  execFileSync('tar', ['xzf', found, '-C', all]);
  let size = 0;
  for (const guide of guides(all)) {
    if (size >= megabytes) break;
    size += sizeOf(guide);
    execFileSync('cp', ['-r', guide, path.join(folder, path.basename(guide))]);
  }
  return {
    name: `AWS guides, ${size.toFixed(0)} MB`,
    folder,
    megabytes: size,
    remove: () => rmSync(base, { recursive: true, force: true }),
  };
}

function findArchive(): string | null {
  const folder = sharedData('retrieval/aws-docs-full');
  if (!existsSync(folder)) return null;
  const name = readdirSync(folder).find((entry) => entry.endsWith('.tar.gz'));
  return name === undefined ? null : path.join(folder, name);
}

function guides(folder: string): string[] {
  const root = existsSync(path.join(folder, 'documents')) ? path.join(folder, 'documents') : folder;
  return readdirSync(root)
    .sort()
    .map((name) => path.join(root, name));
}

/** MB of the Markdown files below a folder. */
function sizeOf(folder: string): number {
  if (!statSync(folder).isDirectory()) return 0;
  const bytes = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(md|html|txt)$/.test(entry.name))
    .reduce((sum, entry) => sum + statSync(path.join(entry.parentPath, entry.name)).size, 0);
  return bytes / 1e6;
}

function absent(name: string): null {
  console.log(`skipped: shared/data/${name} is absent`);
  return null;
}
