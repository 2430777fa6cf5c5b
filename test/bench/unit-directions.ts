/**
 * Writes the directions that units of meaning are cut down to in large corpora.
 *
 *     node test/bench/unit-directions.ts
 *
 * They are those in which sentences of mixed texts differ most: handbooks, a manual, encyclopedia paragraphs, questions
 * and answers, abstracts; about as many of each.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { encoderDimensions, loadEncoder } from '../../knowledge/encoder/encoder.ts';
import { packVector } from '../../knowledge/encoder/packed-vector.ts';
import { directionsFile } from '../../knowledge/index/meaning/directions.ts';
import { principalDirections } from './principal-directions.ts';
import { sharedData } from './shared-data.ts';

const COUNT = 96;
const OF_EACH = 900;
const LONGEST_FILE = 400_000;
const BODIES = [
  'retrieval/18f-handbook',
  'answers/handbook-a',
  'answers/product-b',
  'retrieval/squad2-dev-half',
  'retrieval/covid-faq',
  'retrieval/scifact',
];

/** Plain sentences of the files below a folder, as many as are wanted, evenly taken. */
function sentencesBelow(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:md|jsonl|tsv|json|txt)$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
  const all = files.flatMap((file) => {
    const text = readFileSync(file, 'utf8').slice(0, LONGEST_FILE);
    return text.match(/[A-Z][^.!?\n"\\]{30,200}[.!?]/g) ?? [];
  });
  const every = Math.max(1, Math.ceil(all.length / OF_EACH));
  return all.filter((_, at) => at % every === 0);
}

const encoder = loadEncoder();
const sample = BODIES.flatMap((body) => encoder.encode(sentencesBelow(sharedData(body))));
const rows = principalDirections(sample, encoderDimensions, COUNT).map(packVector);
writeFileSync(directionsFile, Buffer.concat(rows.map((row) => new Uint8Array(row.buffer))));
console.log(`${rows.length} directions from ${sample.length} sentences`);
