import { createRequire } from 'node:module';
import type { FieldsData } from '@kenjiuno/msgreader';
import type { ParsedDocument } from '../parsed.ts';
import { type Rejected, rejected } from '../rejected.ts';
import { type Mail, type MailAttachment, mailDocument, type ParsePart } from './mail.ts';

type Reader = {
  getFileData(): FieldsData;
  getAttachment(part: FieldsData): { fileName: string; content: Uint8Array };
};
type ReaderModule = { default: new (bytes: ArrayBuffer) => Reader };

const deepestForward = 3;
const mostPeople = 20;

/** A message that Outlook saved to one document, as an `.eml` of the same would give. */
export async function parseMsg(bytes: Buffer, parsePart: ParsePart): Promise<ParsedDocument | Rejected> {
  const file = openMsg(bytes);
  const fields = file.getFileData();
  if (fields.dataType !== 'msg' || (fields.subject ?? fields.body ?? fields.senderName) === undefined) {
    return rejected('damaged', 'The file is no message of Outlook. Save the message again as .msg or .eml.');
  }
  return mailDocument(mailOf(file, fields, 1), parsePart);
}

/** The package is CommonJS with a default export, which TypeScript and Node see differently when it is imported. */
function openMsg(bytes: Buffer): Reader {
  const { default: MsgReader } = createRequire(import.meta.url)('@kenjiuno/msgreader') as ReaderModule;
  return new MsgReader(new Uint8Array(bytes).buffer);
}

function mailOf(file: Reader, fields: FieldsData, depth: number): Mail {
  const attachments: MailAttachment[] = [];
  let pictures = 0;
  for (const part of fields.attachments ?? []) {
    if (part.innerMsgContent === true && part.innerMsgContentFields !== undefined) {
      if (depth <= deepestForward)
        attachments.push({
          name: part.name ?? 'message',
          bytes: null,
          mail: mailOf(file, part.innerMsgContentFields as FieldsData, depth + 1),
        });
      continue;
    }
    if (part.attachmentHidden === true) {
      pictures += 1;
      continue;
    }
    const { fileName, content } = file.getAttachment(part);
    attachments.push({ name: fileName ?? part.name ?? 'attachment', bytes: Buffer.from(content) });
  }
  const people = (type: string): string =>
    (fields.recipients ?? [])
      .filter((person) => (person.recipType ?? 'to') === type)
      .slice(0, mostPeople)
      .map((person) => address(person.name, person.smtpAddress ?? person.email))
      .join(', ');
  return {
    subject: fields.subject ?? '',
    from: address(fields.senderName, fields.senderSmtpAddress ?? fields.senderEmail),
    to: people('to'),
    cc: people('cc'),
    date: dateOf(fields.messageDeliveryTime ?? fields.clientSubmitTime ?? ''),
    text: fields.body ?? '',
    html: fields.bodyHtml ?? (fields.html === undefined ? '' : Buffer.from(fields.html).toString('utf8')),
    attachments,
    pictures,
  };
}

function address(name: string | undefined, mail: string | undefined): string {
  // Exchange gives paths of its directory instead of addresses.
  const known = mail?.includes('@') === true ? mail : undefined;
  if (known === undefined || name === undefined || name === '' || name === known) return known ?? name ?? '';
  return `${name} <${known}>`;
}

function dateOf(text: string): string {
  const time = Date.parse(text);
  return Number.isNaN(time) ? '' : `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
