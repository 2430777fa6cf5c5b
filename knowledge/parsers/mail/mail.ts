import type { LeftOut } from '../../../core/ports/left-out.ts';
import { createBlockBuilder } from '../block-builder.ts';
import { htmlBlocks } from '../html/html.ts';
import { parserLimits } from '../limits.ts';
import type { Block, ParsedDocument } from '../parsed.ts';
import { parsePlainText } from '../text/plain-text.ts';
import { squeeze, tidySource } from '../text/text-tidy.ts';
import { richerHtml } from './richer-html.ts';

/** A message as any format of mail gives it. `attachments` come without the pictures of the text. */
export type Mail = {
  subject: string;
  from: string;
  to: string;
  cc: string;
  date: string;
  text: string;
  html: string;
  attachments: MailAttachment[];
  /** Pictures inside the text. */
  pictures: number;
};

/** `mail`: a message that was forwarded whole. */
export type MailAttachment = { name: string; bytes: Buffer | null; mail?: Mail };

/** Parses a file inside a file by its own parser; null where it cannot be read. */
export type ParsePart = (name: string, bytes: Buffer) => Promise<ParsedDocument | null>;

/** Subject as title, who and when as first lines, the body, then what was attached, each under a heading of its own. */
export async function mailDocument(mail: Mail, parsePart: ParsePart): Promise<ParsedDocument> {
  const builder = createBlockBuilder();
  const unread: string[] = [];
  await addMail(mail, 1);
  const leftOut: LeftOut[] = [
    ...(unread.length === 0 ? [] : [{ kind: 'attachments' as const, count: unread.length }]),
    ...(mail.pictures === 0 ? [] : [{ kind: 'pictures' as const, count: mail.pictures }]),
  ];
  const title = squeeze(mail.subject);
  return {
    title: title === '' ? null : title,
    externalId: null,
    blocks: builder.finish(),
    ...(leftOut.length === 0 ? {} : { leftOut }),
  };

  async function addMail(each: Mail, depth: number): Promise<void> {
    builder.heading(depth, squeeze(tidySource(each.subject)), {});
    const head = [line('From', each.from), line('To', each.to), line('Cc', each.cc), line('Date', each.date)];
    builder.paragraph(head.join(''), {});
    add(bodyOf(each), 0);
    const files = each.attachments.filter((file) => file.mail === undefined);
    builder.paragraph(line('Attachments', files.map((file) => file.name).join(', ')), {});
    for (const file of each.attachments) {
      if (builder.size() > parserLimits.textChars) return;
      if (file.mail !== undefined) await addMail(file.mail, depth + 1);
      else await addFile(file, depth);
    }
  }

  async function addFile(file: MailAttachment, depth: number): Promise<void> {
    const parsed = file.bytes === null ? null : await parsePart(file.name, file.bytes);
    if (parsed === null || parsed.blocks.length === 0) {
      unread.push(file.name);
      return;
    }
    builder.heading(depth + 1, `Attachment: ${file.name}`, {});
    add(parsed.blocks, depth + 1);
  }

  function add(blocks: readonly Block[], deeper: number): void {
    for (const { kind, text, level } of blocks)
      builder.add([{ kind, text, ...(level ? { level: Math.min(6, level + deeper) } : {}) }], {});
  }
}

function bodyOf(mail: Mail): Block[] {
  const plain = tidySource(mail.text);
  const fromText = plain.trim() === '' ? [] : parsePlainText(plain).blocks;
  const fromHtml = mail.html.trim() === '' ? [] : htmlBlocks(tidySource(mail.html));
  return fromText.length === 0 || richerHtml(fromHtml, fromText) ? fromHtml : fromText;
}

function line(label: string, value: string): string {
  return value === '' ? '' : `${label}: ${value}\n`;
}
