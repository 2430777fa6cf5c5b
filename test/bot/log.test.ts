import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createLog } from '../../bot/log.ts';

const HOSTILE = [
  'a line\nand {"level":30,"msg":"forged"}',
  'carriage\rreturn\r\nboth',
  '\u001b[2J\u001b[31mclears the screen\u0007',
  'separators \u2028 and \u2029, next line \u0085, null \u0000',
  '"}{"level":50,"msg":"closed the quote"}',
];

/** What is written for one entry. */
function written(fields: object, message: string): string {
  const parts: string[] = [];
  const to = new Writable({
    write(chunk: Buffer, _encoding, done) {
      parts.push(chunk.toString());
      done();
    },
  });
  createLog('debug', to).warn(fields, message);
  return parts.join('');
}

describe('a line of the log', () => {
  it.each(HOSTILE)('stays one line and gives back what it was given: %j', (text) => {
    const line = written({ question: text, [`key ${text}`]: 1, err: new Error(text) }, `said ${text}`);
    expect(line.endsWith('\n')).toBe(true);
    const inside = line.slice(0, -1);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
    expect(inside).not.toMatch(/[\u0000-\u001f]/);
    const entry = JSON.parse(inside) as Record<string, unknown>;
    expect(entry).toMatchObject({ level: 40, question: text, msg: `said ${text}` });
    expect(entry[`key ${text}`]).toBe(1);
  });
});
