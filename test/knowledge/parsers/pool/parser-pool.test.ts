import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Clock } from '../../../../core/ports/clock.ts';
import { parserLimits } from '../../../../knowledge/parsers/limits.ts';
import type { ParseResult } from '../../../../knowledge/parsers/parsed.ts';
import { childOptions } from '../../../../knowledge/parsers/pool/child-process.ts';
import {
  createParserPool,
  type ParserPool,
  type ParserPoolOptions,
} from '../../../../knowledge/parsers/pool/parser-pool.ts';
import { eventually } from '../../../fixtures/eventually.ts';
import { docxFile, wordParagraph } from '../../../fixtures/office-files.ts';
import { pdfFile } from '../../../fixtures/pdf-writer.ts';

/** Real waiting, but time that passes only where a test says so: no load of the machine makes a file too slow. */
let time = 0;
const clock: Clock = {
  now: () => Date.now(),
  monotonic: () => time,
  sleep: async (ms, signal) => sleep(ms, undefined, signal === undefined ? {} : { signal }),
};

let folder = '';
let pool: ParserPool;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'docent-parsers-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => pool.close());

function open(options: Partial<ParserPoolOptions> = {}): ParserPool {
  pool = createParserPool({ clock, size: 1, ...options });
  return pool;
}

function file(name: string, content: string | Uint8Array): { path: string; name: string } {
  const target = path.join(folder, name);
  writeFileSync(target, content);
  return { path: target, name };
}

const small = (n: number): { path: string; name: string } =>
  file(`small-${n}.md`, `# Title ${n}\n\nText ${n}.`);

/** Only Linux tells which processes are whose. */
const isElsewhere = process.platform !== 'linux';

function childrenOfThis(): string[] {
  const tasks = readdirSync('/proc/self/task');
  return tasks
    .flatMap((task) => readFileSync(`/proc/self/task/${task}/children`, 'utf8').trim().split(' '))
    .filter((pid) => pid !== '')
    .sort();
}

async function expectStillWorks(): Promise<void> {
  const result = await pool.parse(file('after.md', '# After\n\nStill here.'));
  expect(result).toMatchObject({ kind: 'parsed', documents: [{ title: 'After' }] });
}

/** A page whose one stream draws a word many times: small on disk, long to read. */
const endlessPdf = (): Buffer =>
  pdfFile([`BT /F1 11 Tf 72 700 Td ${'(a) Tj 0 -1 Td '.repeat(3_000_000)} ET`]);

/** Text that does not repeat, so that no ratio gives it away, in more runs than the memory holds. */
const hungryDocx = (): Buffer => {
  const words = randomBytes(3_000_000).toString('hex').match(/.{40}/g) ?? [];
  return docxFile(words.map((word) => wordParagraph(word)).join(''));
};

describe('createParserPool', () => {
  it('parses files on disk and bytes, many at a time, each to its own result', async () => {
    open({ size: 2 });
    const numbers = Array.from({ length: 60 }, (_, n) => n);
    const results = await Promise.all(numbers.map((n) => pool.parse(small(n))));
    expect(results.map((each) => (each.kind === 'parsed' ? each.documents[0]?.title : each.reason))).toEqual(
      numbers.map((n) => `Title ${n}`),
    );
    const bytes = pdfFile([[{ text: 'In memory', y: 700 }]]);
    expect(await pool.parse({ path: '', name: 'a.pdf', bytes })).toMatchObject({
      mediaType: 'application/pdf',
    });
  });

  it('tells the digest of what it read, but of a corpus, which it never holds whole', async () => {
    open();
    const text = '# Digest\n\nOf these bytes.';
    const sha256 = createHash('sha256').update(text).digest('hex');
    expect(await pool.parse(file('digest.md', text))).toMatchObject({ sha256 });
    const corpus = await pool.parse(file('digest.jsonl', '{"_id":"a","text":"One."}'));
    expect(corpus).toMatchObject({ kind: 'parsed' });
    expect(corpus).not.toHaveProperty('sha256');
  });

  it.skipIf(isElsewhere)(
    'has another child go on where one has grown past its bound, small as its files are',
    async () => {
      open({ limits: { recycleMb: 1 } });
      await pool.parse(small(0));
      const before = childrenOfThis();
      for (let n = 1; n < 40; n += 1) await pool.parse(small(n));
      expect(childrenOfThis()).not.toEqual(before);
    },
  );

  it.skipIf(isElsewhere)(
    'ends children without work when it may rest, and starts one for the next file',
    async () => {
      const others = childrenOfThis();
      open();
      await pool.parse(small(1));
      expect(childrenOfThis()).not.toEqual(others);
      pool.rest();
      await eventually(() => expect(childrenOfThis()).toEqual(others));
      await expectStillWorks();
    },
  );

  it('brings a large corpus back whole and in order', async () => {
    open();
    const lines = Array.from({ length: 20_000 }, (_, n) =>
      JSON.stringify({ _id: `d${n}`, text: `Text of ${n}. `.repeat(5) }),
    );
    const result = await pool.parse(file('corpus.jsonl', lines.join('\n')));
    const documents = result.kind === 'parsed' ? result.documents : [];
    expect(documents.map((each) => each.externalId)).toEqual(lines.map((_, n) => `d${n}`));
  });

  it('brings one long document back whole and in order', async () => {
    open();
    const paragraphs = Array.from({ length: 40_000 }, (_, n) => `Paragraph number ${n} with some words.`);
    const result = await pool.parse(file('long.txt', paragraphs.join('\n\n')));
    const blocks = result.kind === 'parsed' ? (result.documents[0]?.blocks ?? []) : [];
    expect(blocks.map((block) => block.text)).toEqual(paragraphs);
  });

  it('names a missing file, a folder and a file of 100 MB, without reading it', async () => {
    open();
    expect(await pool.parse({ path: path.join(folder, 'none.md'), name: 'none.md' })).toMatchObject({
      reason: 'unreadable',
    });
    expect(await pool.parse({ path: folder, name: 'a.md' })).toMatchObject({ reason: 'unreadable' });
    const huge = file('huge.pdf', '%PDF-1.4');
    truncateSync(huge.path, 100 * 1024 * 1024);
    expect(await pool.parse(huge)).toMatchObject({
      reason: 'too-large',
      message: expect.stringMatching(/100 MB.*25 MB/),
    });
    expect(
      await pool.parse({ path: '', name: 'a.pdf', bytes: Buffer.alloc(26 * 1024 * 1024) }),
    ).toMatchObject({
      reason: 'too-large',
    });
    await expectStillWorks();
  });

  it('kills a file that takes too long and goes on with the ones behind it', async () => {
    open();
    const all = [pool.parse(file('slow.pdf', endlessPdf())), pool.parse(small(1)), pool.parse(small(2))];
    await sleep(300);
    time += parserLimits.child.timeoutMs + 1;
    const [slow, ...rest] = await Promise.all(all);
    expect(slow).toMatchObject({ kind: 'rejected', reason: 'too-slow' });
    expect(rest.map((each) => each.kind)).toEqual(['parsed', 'parsed']);
  });

  it('kills a file that takes too much memory and goes on', async () => {
    open({ limits: { heapMb: 90, residentMb: 230 } });
    expect(await pool.parse(file('hungry.docx', hungryDocx()))).toMatchObject({ reason: 'too-much-memory' });
    await expectStillWorks();
  });

  it('kills by resident memory what the heap limit does not see', async () => {
    open({ limits: { heapMb: 2_000, residentMb: 200 } });
    expect(await pool.parse(file('hungry.docx', hungryDocx()))).toMatchObject({ reason: 'too-much-memory' });
    await expectStillWorks();
  });

  it.each<[string, string, () => string | Uint8Array, string]>([
    [
      'a zip bomb',
      'bomb.docx',
      () => docxFile('', [{ name: 'word/x.xml', data: Buffer.alloc(50_000_000) }]),
      'zip-bomb',
    ],
    ['a PDF under a password', 'locked.pdf', () => pdfFile([[]], { encrypted: true }), 'password-protected'],
    ['half a PDF', 'half.pdf', () => pdfFile([[]]).subarray(0, 150), 'damaged'],
    ['binary as text', 'bin.txt', () => randomBytes(5_000), 'binary'],
    ['a 10 MB line', 'line.txt', () => 'x'.repeat(10_000_000), 'too-large'],
    ['100,000 nested elements', 'deep.html', () => '<div>'.repeat(100_000), 'unreadable'],
    ['100,000 nested arrays', 'deep.json', () => '['.repeat(100_000), 'unreadable'],
    ['an empty file', 'empty.md', () => '', 'empty'],
  ])('refuses %s by reason and parses the next file', async (_, name, content, reason) => {
    open();
    const results: ParseResult[] = await Promise.all([
      pool.parse(file(name, content())),
      pool.parse(small(1)),
    ]);
    expect(results).toMatchObject([{ kind: 'rejected', reason }, { kind: 'parsed' }]);
  });

  it('survives 20,000 quote marks', async () => {
    open();
    await pool.parse(file('quotes.md', '>'.repeat(20_000)));
    await expectStillWorks();
  });

  it('gives its children no secret, and no leave to write or to start programs', () => {
    open();
    const { env, execArgv } = childOptions(parserLimits.child);
    const attempt = `
      const tried = (work) => { try { work(); return 'done'; } catch (error) { return error.code; } };
      console.log(JSON.stringify([
        tried(() => require('fs').writeFileSync(${JSON.stringify(path.join(folder, 'written'))}, 'x')),
        tried(() => require('child_process').execSync('true')),
        Object.keys(process.env).length,
      ]));`;
    const { stdout } = spawnSync(process.execPath, [...execArgv, '-e', attempt], { env, encoding: 'utf8' });
    expect(JSON.parse(stdout)).toEqual(['ERR_ACCESS_DENIED', 'ERR_ACCESS_DENIED', 0]);
    expect(existsSync(path.join(folder, 'written'))).toBe(false);
  });

  it('rejects an aborted file with the reason given and parses the next', async () => {
    open();
    const cancel = new AbortController();
    const running = pool.parse(file('slow.pdf', endlessPdf()), cancel.signal);
    const waiting = pool.parse(small(1));
    cancel.abort(new Error('no longer wanted'));
    await expect(running).rejects.toThrow('no longer wanted');
    expect(await waiting).toMatchObject({ kind: 'parsed' });
  });

  it('rejects what is waiting when it closes, and everything after', async () => {
    open();
    const running = pool.parse(file('slow.pdf', endlessPdf()));
    const closed = expect(running).rejects.toMatchObject({ code: 'parsers.closed' });
    await pool.close();
    await closed;
    await expect(pool.parse(small(1))).rejects.toMatchObject({ code: 'parsers.closed' });
  });
});
