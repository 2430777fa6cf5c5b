import { expect, it } from 'vitest';
import { parseDocument } from '../../../fixtures/parse-bytes.ts';

it.each(['\ufeff', ''])('a message that was saved as UTF-16 is read (mark of bytes: "%s")', async (mark) => {
  const message = `${mark}From: Ida <ida@example.com>\r\nSubject: Slip\r\n\r\nThe slip is closed until 9 June.\r\n`;
  const { title, blocks } = await parseDocument('a.eml', Buffer.from(message, 'utf16le'));
  expect(title).toBe('Slip');
  expect(blocks.at(-1)?.text).toBe('The slip is closed until 9 June.');
});
