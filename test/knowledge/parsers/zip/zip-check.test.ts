import { describe, expect, it } from 'vitest';
import { checkZip } from '../../../../knowledge/parsers/zip/zip-check.ts';
import { docxFile, wordParagraph } from '../../../fixtures/office-files.ts';
import { parseBytes } from '../../../fixtures/parse-bytes.ts';
import { writeZip } from '../../../fixtures/zip-writer.ts';

const megabytes = (count: number): Buffer => Buffer.alloc(count * 1024 * 1024, 'a');

describe('checkZip', () => {
  it('lets a document pass', async () => {
    expect(await checkZip(docxFile(wordParagraph('Text.')))).toBeNull();
  });

  it.each([
    ['a steep ratio', [{ name: 'word/document.xml', data: megabytes(5) }], 'zip-bomb'],
    [
      'more than 10,000 files',
      Array.from({ length: 10_001 }, (_, n) => ({ name: `f${n}`, data: '' })),
      'zip-bomb',
    ],
    ['a claim of more than 200 MB', [{ name: 'a', data: 'x', claims: 300_000_000 }], 'zip-bomb'],
    ['a size that lies', [{ name: 'a', data: megabytes(3), claims: 1000 }], 'zip-bomb'],
    ['a path out of the package', [{ name: '../evil', data: 'x' }], 'unreadable'],
    ['an absolute path', [{ name: '/etc/passwd', data: 'x' }], 'unreadable'],
    ['a link', [{ name: 'a', data: '/etc/passwd', mode: 0o120777 }], 'unreadable'],
    ['another archive', [{ name: 'inner.zip', data: 'x' }], 'unreadable'],
    ['a password', [{ name: 'a', data: 'x', encrypted: true }], 'password-protected'],
  ])('refuses %s', async (_, entries, reason) => {
    expect(await checkZip(writeZip(entries))).toMatchObject({ kind: 'rejected', reason });
  });

  it('refuses a package whose contents do not inflate', async () => {
    const bytes = writeZip([{ name: 'a', data: 'some words that deflate to something' }]);
    bytes.fill(0xff, 35, 45);
    expect(await checkZip(bytes)).toMatchObject({ reason: 'damaged' });
  });

  it('stands before every package format', async () => {
    const bomb = docxFile(wordParagraph('x'), [{ name: 'word/bomb.xml', data: megabytes(20) }]);
    expect(await parseBytes('a.docx', bomb)).toMatchObject({ reason: 'zip-bomb' });
  });
});
