import { joinLeftOut, type LeftOut } from '../../../core/ports/left-out.ts';
import { createBlockBuilder } from '../block-builder.ts';
import type { Block, ParsedDocument } from '../parsed.ts';
import { createEmbeddedPictures } from '../scans/embedded-pictures.ts';
import type { ScanSettings } from '../scans/scan-settings.ts';
import { squeeze, tidySource } from '../text/text-tidy.ts';
import { usefulTitle } from '../text/titles.ts';
import { openPackage } from '../zip/zip-read.ts';
import { createParts, type Parts, partOfKind, type Relations } from './parts.ts';
import { readBody } from './word/body.ts';
import { readChunks } from './word/chunks.ts';
import type { WordContext } from './word/context.ts';
import { readMargins } from './word/margins.ts';
import { createNumbering } from './word/numbering.ts';
import { readStyles } from './word/styles.ts';
import { kid, kids, textOf, type Xml } from './xml.ts';

/** A document within a document within a document is enough. */
const deepestChunk = 2;

/**
 * A Word document: numbers that Word counts, tables with their spans, notes behind the lines that call them, text boxes, charts
 * and drawings, what stands above and below each page once. Comments, deletions, hidden and struck text are left out; macros never run; nothing outside the file is opened.
 */
export async function parseWord(
  bytes: Buffer,
  scans: ScanSettings | null = null,
  depth = 0,
): Promise<ParsedDocument> {
  const file = await openPackage(bytes);
  try {
    const parts = createParts(file);
    const main = (await parts.main()) ?? 'word/document.xml';
    const document = await parts.xml(main);
    if (document === null) throw new Error('no document part');
    const relations = await parts.relations(main);
    const builder = createBlockBuilder();
    const leftOut: LeftOut[] = [];
    const readWord = depth < deepestChunk ? (inner: Buffer) => parseWord(inner, scans, depth + 1) : null;
    const context = await contextOf(parts, relations, builder, leftOut, { scans, readWord });
    const margins = await readMargins(context, parts, relations);
    builder.add(margins.head, {});
    readBody(context, kid(document, 'w:body') ?? document);
    builder.add(margins.foot, {});
    leftOut.push(...(await besides(parts, relations)));
    const all = joinLeftOut([leftOut]);
    return {
      title: usefulTitle(builder.firstHeading()) ?? usefulTitle(await storedTitle(parts)),
      externalId: null,
      blocks: builder.finish(),
      ...(all.length === 0 ? {} : { leftOut: all }),
    };
  } finally {
    file.close();
  }
}

async function contextOf(
  parts: Parts,
  relations: Relations,
  builder: WordContext['builder'],
  leftOut: LeftOut[],
  { scans, readWord }: { scans: ScanSettings | null; readWord: Parameters<typeof readChunks>[2] },
): Promise<WordContext> {
  const part = async (kind: string): Promise<Xml | null> => {
    const name = partOfKind(relations, kind);
    return name === null ? null : parts.xml(name);
  };
  const ofKind = async (kind: string): Promise<Map<string, Xml>> => {
    const found = new Map<string, Xml>();
    for (const [id, each] of relations) {
      const root = each.kind === kind ? await parts.xml(each.target) : null;
      if (root !== null) found.set(id, root);
    }
    return found;
  };
  const styleOf = readStyles(await part('styles'));
  const notes = new Map<string, Xml>();
  for (const kind of ['footnote', 'endnote']) {
    for (const note of kids(await part(`${kind}s`), `w:${kind}`)) {
      // Lines that part notes from the text are kept among them.
      if (note.attribs['w:type'] === undefined || note.attribs['w:type'] === 'normal')
        notes.set(`${kind}/${note.attribs['w:id'] ?? ''}`, note);
    }
  }
  return {
    builder,
    styleOf,
    numbering: createNumbering(await part('numbering'), styleOf),
    notes,
    charts: await ofKind('chart'),
    diagrams: await ofKind('diagramData'),
    chunks: await readChunks(parts, relations, readWord),
    pictures: await picturesOf(parts, relations, scans),
    noteNumbers: new Map(),
    leaveOut: (kind) => leftOut.push({ kind, count: 1 }),
  };
}

/** What is written in the pictures of the text, by the id of their relation. */
async function picturesOf(
  parts: Parts,
  relations: Relations,
  scans: ScanSettings | null,
): Promise<Map<string, Block[]>> {
  const pictures = createEmbeddedPictures(parts.picture, scans);
  const found = new Map<string, Block[]>();
  try {
    for (const [id, { kind, target }] of relations) {
      const blocks = kind === 'image' ? await pictures.read(target) : null;
      if (blocks !== null) found.set(id, blocks);
    }
  } finally {
    pictures.close();
  }
  return found;
}

/** What lies in the package beside the text. */
async function besides(parts: Parts, relations: Relations): Promise<LeftOut[]> {
  const comments = partOfKind(relations, 'comments');
  const count = comments === null ? 0 : kids(await parts.xml(comments), 'w:comment').length;
  const embedded = [...relations.values()].filter(({ kind }) => kind === 'package' || kind === 'oleObject');
  return [
    { kind: 'comments', count },
    { kind: 'embedded-files', count: embedded.length },
    { kind: 'macros', count: parts.names.some((name) => /vbaProject\.bin$/i.test(name)) ? 1 : 0 },
  ];
}

/** The title in the file's properties: often a template's, so only where the text has no heading. */
async function storedTitle(parts: Parts): Promise<string | null> {
  const core = await parts.xml('docProps/core.xml');
  const title = squeeze(tidySource(textOf(kid(core, 'dc:title'))));
  return title === '' ? null : title;
}
