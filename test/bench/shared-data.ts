import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { IndexedPassage } from '../../knowledge/index/host/indexed-passage.ts';

/** A file or folder of the evaluation data beside the repository. */
export function sharedData(name: string): string {
  return path.resolve(import.meta.dirname, '../../../shared/data', name);
}

export function hasSharedData(name: string): boolean {
  return existsSync(sharedData(name));
}

export function readLines(file: string): string[] {
  return readFileSync(file, 'utf8')
    .split(/\r?\n/)
    .filter((line) => line !== '');
}

/** A BEIR corpus, one passage a document. */
export function readCorpus(file: string): IndexedPassage[] {
  return readLines(file).map((line, index) => {
    const row = JSON.parse(line) as { _id: string; title?: string; text: string };
    return {
      id: index + 1,
      documentKey: row._id,
      collection: 'default',
      title: row.title ?? '',
      path: '',
      headings: [],
      text: row.text,
    };
  });
}
