import { type Span, sentencesToQuote } from '../../../core/text/sentences-to-quote.ts';
import { packVector } from '../../encoder/packed-vector.ts';

/** What is compared with the meaning of a question: the breadcrumb of a passage, then each sentence behind its heading. */
export type Units = {
  /** Texts for the encoder: the breadcrumb first, then the sentences in reading order. */
  texts: string[];
  /** Where the sentences stand in the passage's text, in the same order. */
  spans: Span[];
};

/** A passage has about ten sentences; one with more than this (a long table, a log) is compared by its first ones. */
export const MOST_UNITS = 128;

/**
 * The units of a passage. The sentences are those that ranking reads (`sentencesToQuote`), so a unit's vector says something
 * about the sentence that may be quoted. A sentence stands behind its heading: alone, many do not tell what they are about.
 */
export function unitsOf(passage: { title: string; headings: readonly string[]; text: string }): Units {
  const { title, headings, text } = passage;
  const crumb = [...new Set([title, ...headings])].join('. ');
  const heading = headings.at(-1) ?? title;
  const spans = sentencesToQuote(text).slice(0, MOST_UNITS - 1);
  return { texts: [crumb, ...spans.map(({ start, end }) => `${heading}: ${text.slice(start, end)}`)], spans };
}

/** The vectors of a passage's units as the store keeps them: a byte a number, one vector after the other. */
export function packUnits(vectors: readonly Float32Array[]): Uint8Array {
  const size = vectors[0]?.length ?? 0;
  const bytes = new Int8Array(vectors.length * size);
  vectors.forEach((vector, at) => {
    bytes.set(packVector(vector), at * size);
  });
  return new Uint8Array(bytes.buffer);
}

/** The packed vectors of a passage's units, one by one: views of what the store has. */
export function unitVectors(packed: Uint8Array, dimensions: number): Int8Array[] {
  const count = Math.min(MOST_UNITS, Math.floor(packed.length / dimensions));
  return Array.from(
    { length: count },
    (_, at) => new Int8Array(packed.buffer, packed.byteOffset + at * dimensions, dimensions),
  );
}
