import { load } from 'cheerio/slim';
import mammoth from 'mammoth';
import { htmlBlocks } from './html.ts';
import type { ParsedDocument } from './parsed.ts';
import { squeeze, tidySource } from './text-tidy.ts';
import { openPackage } from './zip-read.ts';

const styleMap = ["p[style-name='Title'] => h1:fresh", "p[style-name='Subtitle'] => p:fresh"];

/** The arrow that leads from a footnote back to its mark. */
const backLink = /<a href="#[^"]*">↑<\/a>/g;

/** A Word document, by way of HTML. Pictures are left out; nothing outside the file is opened. */
export async function parseDocx(bytes: Buffer): Promise<ParsedDocument> {
  const { value } = await mammoth.convertToHtml(
    { buffer: bytes },
    {
      styleMap,
      externalFileAccess: false,
      convertImage: mammoth.images.imgElement(() => Promise.resolve({ src: '' })),
    },
  );
  const blocks = htmlBlocks(tidySource(value.replace(backLink, '')));
  const heading = blocks.find((block) => block.kind === 'heading')?.text ?? null;
  return { title: heading ?? (await storedTitle(bytes)), externalId: null, blocks };
}

/** The title in the file's properties: often a template's, so only where the text has no heading. */
async function storedTitle(bytes: Buffer): Promise<string | null> {
  const file = await openPackage(bytes);
  try {
    const core = await file.read('docProps/core.xml');
    const title = core === null ? '' : squeeze(load(core, { xml: true })('dc\\:title').first().text());
    return title === '' ? null : title;
  } finally {
    file.close();
  }
}
