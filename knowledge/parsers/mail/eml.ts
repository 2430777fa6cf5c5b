import PostalMime, { type Address, type Email } from 'postal-mime';
import { parserLimits } from '../limits.ts';
import type { ParsedDocument } from '../parsed.ts';
import { type Rejected, rejected } from '../rejected.ts';
import { decodeText } from '../text/charset.ts';
import { type Mail, type MailAttachment, mailDocument, type ParsePart } from './mail.ts';

const deepestForward = 3;

/** A saved e-mail to one document: its text, the messages forwarded with it, and those attachments that have a parser. */
export async function parseEml(bytes: Buffer, parsePart: ParsePart): Promise<ParsedDocument | Rejected> {
  const mail = await readEml(asSingleBytes(bytes));
  if (mail.from === undefined && mail.subject === undefined && mail.date === undefined) {
    return rejected(
      'damaged',
      'The file has no e-mail headers (From, Subject, Date). Save the message again as .eml.',
    );
  }
  return mailDocument(await mailOf(mail, 1), parsePart);
}

/** Some programs save a message as UTF-16, which no mail reader expects. */
function asSingleBytes(bytes: Buffer): Buffer {
  if (!bytes.subarray(0, 200).includes(0)) return bytes;
  const decoded = decodeText(bytes);
  return decoded.kind === 'decoded' ? Buffer.from(decoded.text) : bytes;
}

function readEml(bytes: Uint8Array): Promise<Email> {
  return PostalMime.parse(bytes, {
    maxNestingDepth: parserLimits.mailParts,
    maxRfc822NestingDepth: deepestForward,
    forceRfc822Attachments: true,
  });
}

async function mailOf(mail: Email, depth: number): Promise<Mail> {
  const attachments: MailAttachment[] = [];
  for (const part of mail.attachments) {
    if (part.related === true) continue;
    const content = bytesOf(part.content);
    const name = part.filename ?? part.mimeType;
    if (part.mimeType === 'message/rfc822' && depth <= deepestForward)
      attachments.push({ name, bytes: null, mail: await mailOf(await readEml(content), depth + 1) });
    else attachments.push({ name: namedByType(name, part.mimeType), bytes: content });
  }
  return {
    subject: mail.subject ?? '',
    from: names(mail.from === undefined ? [] : [mail.from]),
    to: names(mail.to ?? []),
    cc: names(mail.cc ?? []),
    date: (mail.date ?? '').replace('T', ' ').replace(/:\d\d(?:\.\d+)?Z$/, ' UTC'),
    text: mail.text ?? '',
    html: mail.html ?? '',
    attachments,
    pictures: mail.attachments.filter((part) => part.related === true && part.mimeType.startsWith('image/'))
      .length,
  };
}

function bytesOf(content: string | ArrayBuffer | Uint8Array): Buffer {
  return typeof content === 'string' ? Buffer.from(content) : Buffer.from(new Uint8Array(content));
}

/** Text attachments may come without a name. */
function namedByType(name: string, mimeType: string): string {
  if (name !== mimeType) return name;
  const extensions: Record<string, string> = { 'text/plain': 'txt', 'text/html': 'html', 'text/csv': 'csv' };
  const extension = extensions[mimeType];
  return extension === undefined ? name : `attachment.${extension}`;
}

function names(addresses: Address[]): string {
  return addresses
    .slice(0, 20)
    .map(({ name, address }) =>
      address === undefined || name === '' ? (address ?? name) : `${name} <${address}>`,
    )
    .join(', ');
}
