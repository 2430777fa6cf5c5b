import PostalMime, { type Address } from 'postal-mime';
import { createBlockBuilder } from './block-builder.ts';
import { htmlBlocks } from './html.ts';
import { parserLimits } from './limits.ts';
import type { ParsedDocument } from './parsed.ts';
import { parsePlainText } from './plain-text.ts';
import { type Rejected, rejected } from './rejected.ts';
import { squeeze, tidySource } from './text-tidy.ts';

/** A saved e-mail: subject as title, who and when as first lines, the body, and the names of what was attached. */
export async function parseEml(bytes: Buffer): Promise<ParsedDocument | Rejected> {
  const mail = await PostalMime.parse(bytes, {
    maxNestingDepth: parserLimits.mailParts,
    maxRfc822NestingDepth: 3,
  });
  if (mail.from === undefined && mail.subject === undefined && mail.date === undefined) {
    return rejected(
      'damaged',
      'The file has no e-mail headers (From, Subject, Date). Save the message again as .eml.',
    );
  }
  const builder = createBlockBuilder();
  const subject = squeeze(mail.subject ?? '');
  builder.heading(1, subject, {});
  const head = [
    line('From', names(mail.from === undefined ? [] : [mail.from])),
    line('To', names(mail.to ?? [])),
    line('Date', (mail.date ?? '').replace('T', ' ').replace(/:\d\d(?:\.\d+)?Z$/, ' UTC')),
  ];
  builder.paragraph(head.join(''), {});
  const text = tidySource(mail.text ?? '');
  const body = text.trim() === '' ? htmlBlocks(tidySource(mail.html ?? '')) : parsePlainText(text).blocks;
  for (const { kind, text: words, level } of body)
    builder.add([{ kind, text: words, ...(level ? { level } : {}) }], {});
  const attached = mail.attachments
    .filter((each) => each.related !== true)
    .map((each) => each.filename ?? each.mimeType);
  builder.paragraph(line('Attachments', attached.join(', ')), {});
  return { title: subject === '' ? null : subject, externalId: null, blocks: builder.finish() };
}

function line(label: string, value: string): string {
  return value === '' ? '' : `${label}: ${value}\n`;
}

function names(addresses: Address[]): string {
  return addresses
    .slice(0, 20)
    .map(({ name, address }) =>
      address === undefined || name === '' ? (address ?? name) : `${name} <${address}>`,
    )
    .join(', ');
}
