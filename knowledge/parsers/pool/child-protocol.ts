import { parserLimits } from '../limits.ts';
import type { ParseEnd, ParseSettings } from '../parse-any.ts';
import type { ParsedDocument } from '../parsed.ts';

/** To the child: one file. The child works through them in the order in which they came. */
export type ParseRequest = {
  id: number;
  path: string;
  name: string;
  bytes?: Uint8Array;
  maxFileBytes: number;
  charset?: string;
  settings?: ParseSettings;
};

/** A document, or the next piece of one that a message could not carry whole. */
export type DocumentPart = ParsedDocument & { continues?: true };

/**
 * From the child. `parts` is JSON of `DocumentPart[]`: plain text of that size is faster to send than objects. Parts
 * are in order; `step`: a page of a scan was read, the next one has the time of a file anew; `end` is the last message of its
 * file and brings its last parts, so that a small file is one message; its `residentMb` is null where it was not looked at.
 */
export type ParseReply =
  | { id: number; kind: 'parts'; parts: string }
  | { id: number; kind: 'step' }
  | { id: number; kind: 'end'; end: ParseEnd; parts: string; residentMb: number | null }
  | { id: number; kind: 'failed'; message: string };

/** What a block costs beside its text, in characters of JSON. */
const blockCost = 60;

/** Cuts documents into messages of about `messageChars`. */
export function* toParts(documents: readonly ParsedDocument[]): Generator<DocumentPart[]> {
  const limit = parserLimits.child.messageChars;
  let message: DocumentPart[] = [];
  let chars = 0;
  for (const document of documents) {
    let part: DocumentPart = { ...document, blocks: [] };
    message.push(part);
    for (const block of document.blocks) {
      if (chars > limit) {
        yield message;
        part = { title: null, externalId: null, blocks: [], continues: true };
        message = [part];
        chars = 0;
      }
      part.blocks.push(block);
      chars += block.text.length + blockCost;
    }
    if (chars > limit) {
      yield message;
      message = [];
      chars = 0;
    }
  }
  if (message.length > 0) yield message;
}

/** Puts the parts of a message behind those that came before. */
export function joinParts(documents: ParsedDocument[], parts: readonly DocumentPart[]): void {
  for (const { continues, ...document } of parts) {
    const last = documents.at(-1);
    if (continues === true && last !== undefined)
      for (const block of document.blocks) last.blocks.push(block);
    else documents.push(document);
  }
}
