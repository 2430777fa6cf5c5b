/** The labelled rows that the trust bench and its tests measure on. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { readLines, sharedData } from './shared-data.ts';

export type ModerationRow = { text: string; toxic: boolean };

const MODERATION = 'guardrails/moderation/openai_moderation_samples-1680.jsonl.gz';
const LABELS = ['S', 'H', 'V', 'HR', 'SH', 'S3', 'H2', 'V2'];

/** Prompts that a moderator labelled; toxic when any label is set. A label that is missing counts as not set. */
export function readModeration(): ModerationRow[] {
  return gunzipSync(readFileSync(sharedData(MODERATION)))
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const row = JSON.parse(line) as Record<string, unknown>;
      return { text: String(row['prompt']), toxic: LABELS.some((label) => row[label] === 1) };
    });
}

/** Up to `count` passages of about 200 words of an office handbook, spread over all of it. */
export function ordinaryPassages(count: number): string[] {
  const folder = sharedData('retrieval/18f-handbook');
  const passages = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.md'))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort()
    .flatMap((file) => passagesOf(readFileSync(file, 'utf8')));
  const step = Math.max(1, Math.floor(passages.length / count));
  return passages.filter((_, at) => at % step === 0).slice(0, count);
}

export function passagesOf(text: string, words = 200): string[] {
  const passages: string[] = [];
  let passage = '';
  for (const paragraph of text.split(/\n{2,}/)) {
    if (passage !== '' && `${passage} ${paragraph}`.split(/\s+/).length > words) {
      passages.push(passage);
      passage = '';
    }
    passage += `${passage === '' ? '' : '\n\n'}${paragraph}`;
  }
  return passage === '' ? passages : [...passages, passage];
}

export const readJson = (name: string): unknown => JSON.parse(readFileSync(sharedData(name), 'utf8'));

export const readJsonLines = (name: string): Record<string, unknown>[] =>
  readLines(sharedData(name)).map((line) => JSON.parse(line) as Record<string, unknown>);

const fixture = (name: string): string => path.resolve(import.meta.dirname, '../fixtures/guardrails', name);

/** The lines of one of our own lists. */
export const fixtureLines = (name: string): string[] => readLines(fixture(name));

export const fixtureJson = (name: string): unknown => JSON.parse(readFileSync(fixture(name), 'utf8'));
