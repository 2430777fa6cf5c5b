import { describe, expect, it } from 'vitest';
import { msgFile } from '../../../fixtures/msg-writer.ts';
import { outline, parseBytes, parseDocument } from '../../../fixtures/parse-bytes.ts';

const head = (subject: string, type: string): string =>
  `From: Ida Falk <ida@example.org>\nTo: crew@example.org\nCc: Ole Brandt <ole@example.org>\nSubject: ${subject}\nDate: Mon, 04 May 2026 09:00:00 +0200\nMIME-Version: 1.0\nContent-Type: ${type}\n\n`;
const part = (headers: string, body: string): string => `--b\n${headers}\n\n${body}\n`;
const mixed = (...parts: string[]): string =>
  `${head('Crane', 'multipart/mixed; boundary="b"')}${parts.join('')}--b--\n`;
const plain = part('Content-Type: text/plain', 'The protocol is attached.');
const words = (document: { blocks: Parameters<typeof outline>[0] }): string =>
  outline(document.blocks).join('\n');

describe('.eml', () => {
  it('names who got a copy, and reads attachments by their own parsers', async () => {
    const document = await parseDocument(
      'a.eml',
      mixed(
        plain,
        part(
          'Content-Type: text/csv; name="fees.csv"\nContent-Disposition: attachment; filename="fees.csv"',
          'berth,fee,depth\nAlder,52,4.2',
        ),
        part(
          'Content-Type: text/markdown\nContent-Disposition: attachment; filename="notes.md"',
          '# Notes\n\nThe crane lifts 7.5 tonnes.',
        ),
      ),
    );
    const text = words(document);
    expect(text).toContain('Cc: Ole Brandt <ole@example.org>');
    expect(text).toContain('heading2 Attachment: fees.csv');
    expect(text).toContain('berth: Alder | fee: 52 | depth: 4.2');
    expect(text).toContain('The crane lifts 7.5 tonnes.');
    expect(document.leftOut).toBeUndefined();
  });

  it('says how many attachments were not read', async () => {
    const attached = (name: string): string =>
      part(
        `Content-Type: application/octet-stream\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment; filename="${name}"`,
        'AAECAwQF',
      );
    const document = await parseDocument('a.eml', mixed(plain, attached('a.bin'), attached('b.pdf')));
    expect(document.leftOut).toEqual([{ kind: 'attachments', count: 2 }]);
    expect(words(document)).toContain('Attachments: a.bin, b.pdf');
  });

  it.each(['attachment', 'inline'])('reads a message that was forwarded whole (%s)', async (disposition) => {
    const inner =
      'From: Pia Kern <pia@example.org>\nSubject: Slipway\nDate: Sun, 03 May 2026 10:00:00 +0200\nContent-Type: text/plain\n\nThe slipway is closed from 12 to 19 May.';
    const document = await parseDocument(
      'a.eml',
      mixed(plain, part(`Content-Type: message/rfc822\nContent-Disposition: ${disposition}`, inner)),
    );
    const text = words(document);
    expect(text).toContain('heading2 Slipway');
    expect(text).toContain('From: Pia Kern');
    expect(text).toContain('closed from 12 to 19 May');
  });

  it('reads the HTML where it says more than the plain text, else the plain text', async () => {
    const both = (text: string, html: string): string =>
      `${head('Fees', 'multipart/alternative; boundary="b"')}${part('Content-Type: text/plain', text)}${part('Content-Type: text/html', html)}--b--\n`;
    const table =
      '<p>The fees:</p><table><tr><th>Berth</th><th>Fee</th><th>Depth</th></tr><tr><td>Alder</td><td>52</td><td>4.2</td></tr></table>';
    expect(
      words(await parseDocument('a.eml', both('Your program cannot show this message.', table))),
    ).toContain('Berth: Alder | Fee: 52');
    expect(
      words(await parseDocument('a.eml', both('The fee is 52.', '<div>The fee is <b>52</b>.</div>'))),
    ).toContain('paragraph The fee is 52.');
  });

  it('stops at messages inside messages inside messages', async () => {
    let inner = `${head('Innermost', 'text/plain')}Deep words.`;
    for (let depth = 0; depth < 40; depth += 1)
      inner = `${head(`Level ${depth}`, `multipart/mixed; boundary="b${depth}"`)}--b${depth}\nContent-Type: message/rfc822\n\n${inner}\n--b${depth}--\n`;
    const document = await parseDocument('a.eml', inner);
    expect(document.title).toBe('Level 39');
    expect(words(document)).not.toContain('Deep words');
  });
});

describe('.msg', () => {
  it('gives what the same message as .eml gives', async () => {
    const file = msgFile({
      subject: 'Crane inspection',
      sender: 'Ida Falk',
      to: 'Crew',
      body: 'The protocol is attached.',
      attachments: [
        { name: 'protocol.txt', data: 'The crane at berth 6 lifts 7.5 tonnes.' },
        { name: 'photo.jpg', data: 'no picture' },
      ],
    });
    const document = await parseDocument('a.msg', file);
    expect(document.title).toBe('Crane inspection');
    expect(words(document)).toContain('From: Ida Falk\nTo: Crew');
    expect(words(document)).toContain('heading2 Attachment: protocol.txt');
    expect(words(document)).toContain('lifts 7.5 tonnes');
    expect(document.leftOut).toEqual([{ kind: 'attachments', count: 1 }]);
  });

  it('is refused where it is cut off, or is text', async () => {
    const file = msgFile({ subject: 'a', sender: 'b', to: 'c', body: 'd'.repeat(5_000) });
    expect(await parseBytes('a.msg', file.subarray(0, 1_600))).toMatchObject({ kind: 'rejected' });
    expect(await parseBytes('a.msg', 'Subject: a\n\nb')).toMatchObject({ reason: 'wrong-extension' });
    expect(await parseBytes('a.docx', file)).toMatchObject({ reason: 'wrong-extension' });
  });
});
