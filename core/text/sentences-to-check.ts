import { leadingMarks } from './citation-marks.ts';
import { linesAndBlocks } from './code-spans.ts';

/** A sentence, heading or list item and where it stands. */
export type Sentence = { start: number; end: number; text: string };

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });
/** A segment that ends so goes on: "Dr. Who", "e.g. this", "3. floor". */
const ABBREVIATION =
  /(?:^|[\s(])(?:\p{Lu}|dr|mr|mrs|ms|prof|sr|jr|st|no|nr|vs|etc|approx|e\.g|i\.e|z\.b|d\.h|bzw|ca|inc|ltd|co|corp|fig|vol|pp|p|art|sec|cf|al|u\.s|\d{1,3})\.\s*$/iu;
/** Characters of the longest abbreviation, with what stands before it. */
const LONGEST_SHORT = 16;

/**
 * The sentences of a text, line by line; text inside code fences is one each. White space around is left out. Apart from
 * `sentencesToQuote`, which the index runs over whole corpora: this one reads answers and passages of any language with
 * the rules of Unicode, gives a code block whole, and keeps the source marks behind a full stop with their sentence.
 */
export function sentencesToCheck(text: string): Sentence[] {
  const sentences: Sentence[] = [];
  for (const block of linesAndBlocks(text)) {
    if (block.code) {
      push(sentences, text, block.start, block.start + block.text.length);
      continue;
    }
    if (block.text.trim() === '') continue;
    let start = 0;
    for (const { segment, index } of segmenter.segment(block.text)) {
      const end = index + segment.length;
      const rest = block.text.slice(end);
      // "b!tch", "Node.js", 'Say "no!" to it': no sentence ends there.
      const goesOn =
        (/^\p{Ll}/u.test(rest) && /["'”’)]\s*$/.test(segment)) ||
        (/[.!?]$/.test(segment) && /^[\p{L}\p{N}]/u.test(rest));
      if (rest !== '' && (goesOn || isAbbreviation(block.text.slice(start, end)))) continue;
      push(sentences, text, block.start + start, block.start + end);
      start = end;
    }
    push(sentences, text, block.start + start, block.start + block.text.length);
  }
  return joinMarks(text, sentences);
}

/** Only the last word is looked at, however long the sentence grows. */
function isAbbreviation(text: string): boolean {
  const written = text.trimEnd();
  return ABBREVIATION.test(`${written.length > LONGEST_SHORT ? '-' : ''}${written.slice(-LONGEST_SHORT)}`);
}

function push(sentences: Sentence[], text: string, start: number, end: number): void {
  const raw = text.slice(start, end);
  const trimmed = raw.trim();
  if (trimmed === '') return;
  const from = start + raw.indexOf(trimmed);
  sentences.push({ start: from, end: from + trimmed.length, text: trimmed });
}

/** A source mark after the full stop belongs to the sentence before it. */
function joinMarks(text: string, sentences: Sentence[]): Sentence[] {
  const joined: Sentence[] = [];
  for (const sentence of sentences) {
    const mark = leadingMarks(sentence.text);
    const before = joined.at(-1);
    if (mark === '' || before === undefined || text.slice(before.end, sentence.start).includes('\n')) {
      joined.push(sentence);
      continue;
    }
    const end = sentence.start + mark.trimEnd().length;
    joined[joined.length - 1] = { start: before.start, end, text: text.slice(before.start, end) };
    push(joined, text, sentence.start + mark.length, sentence.end);
  }
  return joined;
}
