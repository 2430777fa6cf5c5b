import { posix } from 'node:path';
import { type CheerioAPI, load } from 'cheerio/slim';
import { createBlockBuilder } from '../block-builder.ts';
import { htmlBlocks } from '../html/html.ts';
import { parserLimits } from '../limits.ts';
import type { ParsedDocument } from '../parsed.ts';
import { type Rejected, rejected } from '../rejected.ts';
import { squeeze, tidySource } from '../text/text-tidy.ts';
import { openPackage, type TextPackage } from './zip-read.ts';

/** A book to one document: its chapters in the order of the spine. */
export async function parseEpub(bytes: Buffer): Promise<ParsedDocument | Rejected> {
  const book = await openPackage(bytes);
  try {
    const root = await readXml(book, 'META-INF/container.xml');
    const path = root?.('rootfile').attr('full-path');
    const opf = path === undefined ? null : await readXml(book, path);
    if (path === undefined || opf === null) return damaged();
    const chapters = spineOf(opf, posix.dirname(path));
    if (await isProtected(book, chapters)) {
      return rejected(
        'password-protected',
        'The book is protected against copying. Upload an edition without protection.',
      );
    }
    const builder = createBlockBuilder();
    for (const chapter of chapters) {
      const html = await book.read(chapter);
      if (html !== null) builder.add(htmlBlocks(tidySource(html)), {});
      if (builder.size() > parserLimits.textChars) break;
    }
    const title = squeeze(opf('dc\\:title').first().text());
    return {
      title: title === '' ? builder.firstHeading() : title,
      externalId: null,
      blocks: builder.finish(),
    };
  } finally {
    book.close();
  }
}

function spineOf(opf: CheerioAPI, folder: string): string[] {
  const hrefs = new Map<string, string>();
  for (const item of opf('manifest > item').toArray())
    hrefs.set(item.attribs['id'] ?? '', item.attribs['href'] ?? '');
  return opf('spine > itemref')
    .toArray()
    .flatMap((item) => {
      const href = hrefs.get(item.attribs['idref'] ?? '');
      return href === undefined ? [] : [posix.join(folder, decodePath(href))];
    });
}

/** Fonts may be scrambled in a free book; a scrambled chapter means a reader's licence. */
async function isProtected(book: TextPackage, chapters: string[]): Promise<boolean> {
  const encryption = await readXml(book, 'META-INF/encryption.xml');
  if (encryption === null) return false;
  const targets = encryption('[URI]')
    .toArray()
    .map((element) => decodePath(encryption(element).attr('URI') ?? ''));
  return targets.some((target) => chapters.includes(target));
}

async function readXml(book: TextPackage, name: string): Promise<CheerioAPI | null> {
  const text = await book.read(name);
  return text === null ? null : load(text, { xml: true });
}

function decodePath(href: string): string {
  const path = href.replace(/#.*$/, '');
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function damaged(): Rejected {
  return rejected(
    'damaged',
    'The file is damaged: it lacks the table of contents that every EPUB has. Download it again.',
  );
}
