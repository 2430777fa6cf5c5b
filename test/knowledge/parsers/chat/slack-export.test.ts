import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../../core/local/system-clock.ts';
import { parserLimits } from '../../../../knowledge/parsers/limits.ts';
import { parseFile } from '../../../../knowledge/parsers/parse-any.ts';
import type { ParsedDocument } from '../../../../knowledge/parsers/parsed.ts';
import { createParserPool } from '../../../../knowledge/parsers/pool/parser-pool.ts';
import { outline } from '../../../fixtures/parse-bytes.ts';
import { writeZip, type ZipEntry } from '../../../fixtures/zip-writer.ts';

const ts = (day: string, time: string): string => `${Date.parse(`${day}T${time}Z`) / 1000}.000100`;
const message = (user: string, text: string, time: string, more: object = {}): object => ({
  ...{ type: 'message', user, text, ts: time },
  ...more,
});
const start = ts('2026-05-04', '09:00:00');
const entries: ZipEntry[] = [
  {
    name: 'channels.json',
    data: JSON.stringify([{ id: 'C1', name: 'berths', purpose: { value: 'All about berths' } }]),
  },
  {
    name: 'users.json',
    data: JSON.stringify([
      { id: 'U1', name: 'ida', profile: { real_name: 'Ida Falk' } },
      { id: 'U2', name: 'ole', profile: { real_name: 'Ole Brandt', display_name: 'Ole B.' } },
    ]),
  },
  {
    name: 'berths/2026-05-04.json',
    data: JSON.stringify([
      message(
        'U1',
        '<@U2> may boats use <#C9|slipway> on Monday? See <https://example.org/a|the rules>',
        start,
        { thread_ts: start },
      ),
      message('U2', 'has joined', ts('2026-05-04', '09:01:00'), { subtype: 'channel_join' }),
      message('U1', 'Lunch &amp; cards at noon, says Ole Brandt', ts('2026-05-04', '11:00:00')),
      message('U2', 'Ask ole@example.org', ts('2026-05-04', '11:02:00'), { files: [{ name: 'a.png' }] }),
    ]),
  },
  {
    name: 'berths/2026-05-05.json',
    data: JSON.stringify([
      message('U2', 'Yes, until noon.', ts('2026-05-05', '08:00:00'), { thread_ts: start }),
    ]),
  },
];

async function read(
  files: ZipEntry[],
  keepNames: boolean,
): Promise<{ documents: ParsedDocument[]; end: object }> {
  const documents: ParsedDocument[] = [];
  const file = { path: '', name: 'export.zip', bytes: writeZip(files), maxFileBytes: parserLimits.fileBytes };
  const end = await parseFile(
    { ...file, settings: { keepNames } },
    async (more) => void documents.push(...more),
  );
  return { documents, end };
}

describe('exports of Slack', () => {
  it('are a document a channel: threads whole, under their days, people without names', async () => {
    const { documents } = await read(entries, false);
    expect(documents.map(({ title, externalId, leftOut }) => ({ title, externalId, leftOut }))).toEqual([
      { title: '#berths', externalId: 'C1', leftOut: [{ kind: 'attachments', count: 1 }] },
    ]);
    expect(outline(documents[0]?.blocks ?? [])).toEqual([
      'heading1 #berths',
      'paragraph All about berths',
      'heading2 2026-05-04',
      'paragraph Person 1: @somebody may boats use #slipway on Monday? See the rules (https://example.org/a)\nPerson 2 (2026-05-05): Yes, until noon.',
      'paragraph Person 1: Lunch & cards at noon, says somebody\nPerson 2: Ask an address',
    ]);
  });

  it('keep the names where that is wanted', async () => {
    const { documents } = await read(entries, true);
    const text = outline(documents[0]?.blocks ?? []).join('\n');
    expect(text).toContain('Ida Falk: @Ole B. may boats');
    expect(text).toContain('Ole B. (2026-05-05): Yes');
  });

  it('are told from other packages, and survive damaged days and dates', async () => {
    expect((await read([{ name: 'a.txt', data: 'a' }], false)).end).toMatchObject({ reason: 'unknown-type' });
    expect((await read([entries[0] as ZipEntry], false)).end).toMatchObject({ reason: 'no-text' });
    const odd = [
      ...entries,
      { name: 'berths/2026-05-06.json', data: '[{' },
      { name: 'berths/2026-05-07.json', data: JSON.stringify([message('U1', 'Far away', '9e99'), null, 7]) },
    ];
    expect(outline((await read(odd, false)).documents[0]?.blocks ?? []).join('\n')).toContain('Far away');
  });
});

describe('the choice of names', () => {
  it('reaches the process that parses', async () => {
    const pool = createParserPool({ clock: systemClock, size: 1, settings: () => ({ keepNames: true }) });
    const result = await pool.parse({ path: '', name: 'export.zip', bytes: writeZip(entries) });
    await pool.close();
    expect(JSON.stringify(result)).toContain('Ida Falk: @Ole B.');
  });
});
