import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Packed } from '../../../../knowledge/index/files/packed-file.ts';
import { readSnapshot, writeSnapshot } from '../../../../knowledge/index/files/snapshot.ts';

const part = (fill: number): Packed => ({
  meta: { fill },
  sections: new Map<string, Uint8Array | Float32Array | Uint16Array>([
    ['bytes', new Uint8Array(1001).fill(fill)],
    ['floats', Float32Array.from({ length: 77 }, (_, i) => i * fill)],
    ['empty', new Uint16Array(0)],
  ]),
});

describe('snapshot on disk', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'docent-snapshot-'));
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  const refusalOf = (generation: number): string => {
    const found = readSnapshot(dir, generation);
    return 'refused' in found ? found.refused : 'taken';
  };
  const fileOf = (stem: string): string =>
    join(dir, readdirSync(dir).find((file) => file.startsWith(`${stem}-`)) ?? 'none');

  it('gives back what was written', () => {
    writeSnapshot(
      dir,
      3,
      new Map([
        ['lexical', part(1)],
        ['vectors', part(2)],
      ]),
    );
    const found = readSnapshot(dir, 3);
    expect('parts' in found && found.parts).toEqual(
      new Map([
        ['lexical', part(1)],
        ['vectors', part(2)],
      ]),
    );
  });

  it('keeps one snapshot and leaves no other file behind', () => {
    for (const generation of [1, 2, 3])
      writeSnapshot(dir, generation, new Map([['lexical', part(generation)]]));
    expect(readdirSync(dir)).toHaveLength(2);
    expect(refusalOf(3)).toBe('taken');
  });

  it('is refused when it is of another generation or absent', () => {
    expect(refusalOf(1)).toMatch(/manifest/);
    writeSnapshot(dir, 1, new Map([['lexical', part(1)]]));
    expect(refusalOf(2)).toMatch(/generation 1, not 2/);
  });

  it('is refused for any flipped bit, cut or missing file', () => {
    writeSnapshot(dir, 1, new Map([['lexical', part(1)]]));
    const file = fileOf('lexical');
    const whole = readFileSync(file);
    for (const at of [0, 5, Math.floor(whole.length / 2), whole.length - 1]) {
      const damaged = Buffer.from(whole);
      damaged.writeUInt8((damaged.readUInt8(at) ^ 4) & 0xff, at);
      writeFileSync(file, damaged);
      expect(refusalOf(1)).toMatch(/hash/);
    }
    writeFileSync(file, whole);
    expect(refusalOf(1)).toBe('taken');
    truncateSync(file, whole.length - 1);
    expect(refusalOf(1)).toMatch(/size/);
    rmSync(file);
    expect(refusalOf(1)).toMatch(/missing/);
  });

  it('is refused for a damaged manifest, and for one that points elsewhere', () => {
    writeSnapshot(dir, 1, new Map([['lexical', part(1)]]));
    const manifest = join(dir, 'manifest.json');
    const text = readFileSync(manifest, 'utf8');
    for (const damaged of [
      '',
      '{',
      'null',
      '[]',
      text.slice(0, -2),
      text.replace(/"format":\d+/, '"format":0'),
    ]) {
      writeFileSync(manifest, damaged);
      expect(refusalOf(1)).toMatch(/manifest/);
    }
    writeFileSync(manifest, text.replace(/lexical-[0-9a-f]+\.bin/, '../../etc/passwd'));
    expect(refusalOf(1)).toMatch(/manifest/);
  });
});
