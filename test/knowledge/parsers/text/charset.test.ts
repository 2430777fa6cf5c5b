import { describe, expect, it } from 'vitest';
import { decodeText } from '../../../../knowledge/parsers/text/charset.ts';
import { parseBytes, parseDocument } from '../../../fixtures/parse-bytes.ts';

const german = 'Die Gebühren für Überweisungen betragen 5 € am Monatsende. Größe und Maß.';
const windows1252 = Buffer.from(german.replace('€', '\x80'), 'latin1');
const bigEndian = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();

describe('charset', () => {
  it.each([
    ['utf-8', Buffer.from(german)],
    ['utf-8', Buffer.from(`\ufeff${german}`)],
    ['utf-16le', Buffer.from(`\ufeff${german}`, 'utf16le')],
    ['utf-16be', bigEndian(`\ufeff${german}`)],
    ['utf-16le', Buffer.from(german, 'utf16le')],
    ['utf-16be', bigEndian(german)],
    ['windows-1252', windows1252],
  ])('reads %s', (charset, bytes) => {
    expect(decodeText(bytes)).toEqual({ kind: 'decoded', text: german, charset });
  });

  it('reads Russian and Japanese by their letters', () => {
    const russian = 'привет мир как дела сегодня хорошая погода для прогулки';
    const cyrillic = Buffer.from(
      [...russian].map((char) => (char === ' ' ? 32 : char.charCodeAt(0) - 0x350)),
    );
    expect(decodeText(cyrillic)).toMatchObject({ charset: 'windows-1251', text: russian });
    const shiftJis = Buffer.from('8365835883678eaf95ca82b582c482ad82be82b382a28142', 'hex');
    expect(decodeText(shiftJis)).toMatchObject({ charset: 'shift_jis' });
  });

  it('reads short windows-1252 text that gives statistics nothing to go by', () => {
    expect(decodeText(Buffer.from('Caf\xe9: 10 \x80', 'latin1'))).toMatchObject({ text: 'Café: 10 €' });
  });

  it.each([
    ['windows-1251', 'd1eaebe0e420eef2eaf0fbf22e', 'Склад открыт.'],
    ['koi8-u', 'f3cbccc1c420cfd4cbd2d9d42e', 'Склад открыт.'],
    [
      'windows-1250',
      '4b6c ed e8 206a652075 207672 e1 746e e9 686f2e'.replaceAll(' ', ''),
      'Klíč je u vrátného.',
    ],
    [
      'windows-1257',
      '5072 61f0 796d6173 20707269 65f0 20 64 69 65 6e f8'.replaceAll(' ', ''),
      'Prašymas prieš dienų',
    ],
    ['windows-1253', 'c720e1f0efe8deeae720e1edefdfe3e5e9', 'Η αποθήκη ανοίγει'],
    ['gb18030', 'd4bfb3d7d4dac7b0cca8c1eca1a3', '钥匙在前台领。'],
    ['euc-kr', 'bfadbce8b4c220c1a2bcf6c3b3bfa1bcad', '열쇠는 접수처에서'],
  ])('reads short %s text by the letters of its languages', (charset, hex, text) => {
    expect(decodeText(Buffer.from(hex, 'hex'))).toMatchObject({ charset, text });
  });

  it('believes what a page declares, but UTF-8 that is valid more', async () => {
    const page = (charset: string): Buffer =>
      Buffer.concat([
        Buffer.from(`<meta charset="${charset}"><p>`),
        Buffer.from('c3f0e0f4e8ea', 'hex'),
        Buffer.from('</p>'),
      ]);
    expect((await parseDocument('a.html', page('windows-1251'))).blocks[0]?.text).toBe('График');
    expect((await parseDocument('a.html', page('no-such-set'))).blocks[0]?.text).toBe('График');
    const utf8 = Buffer.from('<meta charset="windows-1251"><p>Größe</p>');
    expect((await parseDocument('a.html', utf8)).blocks[0]?.text).toBe('Größe');
  });

  it('keeps UTF-8 with one broken place', () => {
    const bytes = Buffer.concat([Buffer.from('ä'.repeat(50)), Buffer.from([0xc3]), Buffer.from(' tail')]);
    expect(decodeText(bytes)).toMatchObject({ charset: 'utf-8' });
  });

  it('refuses bytes that are text in no encoding', async () => {
    const nonsense = Buffer.from(
      Array.from({ length: 4_000 }, (_, n) => 0x80 + ((n * 7919 + (n >> 3) * 104_729) % 128)),
    );
    expect(await parseBytes('a.txt', nonsense)).toMatchObject({ reason: 'wrong-charset' });
    expect(await parseBytes('a.txt', Buffer.from([0xef, 0xbb, 0xbf, 0xff, 0x41]))).toMatchObject({
      reason: 'wrong-charset',
    });
  });

  it('takes such files through the whole way', async () => {
    for (const bytes of [windows1252, Buffer.from(german, 'utf16le')]) {
      expect((await parseDocument('a.txt', bytes)).blocks[0]?.text).toBe(german);
    }
  });
});
