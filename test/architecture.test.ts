import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { importCircles } from './import-circles.ts';

/** The rules of ARCHITECTURE.md that a machine can hold. */

const root = path.resolve(import.meta.dirname, '..');
const LONGEST_FILE = 300;
const FOLDERS = ['bot', 'console', 'knowledge', 'core'] as const;
/** May combine patterns: the answer path, and what measures or trains it. */
const COMBINERS = ['core/answering/', 'core/evals/', 'core/fine-tuning/'];
const SHARED = ['core/types.ts', 'core/errors.ts', 'core/text/', 'core/trace/', 'core/ports/', 'core/store/'];
/** Where each package may be imported. */
const HOMES: Record<string, string[]> = {
  '@slack/': ['bot/slack/'],
  'discord.js': ['bot/discord/'],
  '@discordjs/': ['bot/discord/'],
  express: ['console/'],
  multer: ['console/'],
  langchain: ['core/langchain/'],
  '@langchain/': ['core/langchain/', 'knowledge/ingest/passages.ts'],
  'hnswlib-node': ['knowledge/index/'],
  commander: ['bot/cli/'],
  'openid-client': ['console/oidc/'],
  'prom-client': ['console/metrics/'],
  '@modelcontextprotocol/': ['bot/mcp/'],
  '@opentelemetry/': ['bot/telemetry/'],
};

type Source = { file: string; text: string; imports: string[] };

function sources(folder: string): Source[] {
  return readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|js|css)$/.test(entry.name))
    .map((entry) => {
      const file = path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join('/');
      const text = readFileSync(path.join(root, file), 'utf8');
      const found = file.endsWith('.css')
        ? []
        : [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1] ?? '');
      const imports = found.map((name) =>
        name.startsWith('.') ? path.posix.join(path.posix.dirname(file), name) : name,
      );
      return { file, text, imports };
    });
}

const product = FOLDERS.flatMap(sources);
const everything = [...product, ...sources('test')];

/** Every (file, import) that breaks a rule, as lines that say where to look. */
function breaches(rule: (source: Source, name: string) => boolean): string[] {
  return product.flatMap((source) =>
    source.imports.filter((name) => rule(source, name)).map((name) => `${source.file} imports ${name}`),
  );
}

const startsWithAny = (text: string, prefixes: string[]) =>
  prefixes.some((prefix) => text.startsWith(prefix));

describe('arrows', () => {
  it('a folder imports only folders to its right: bot, console, knowledge, core', () => {
    const rank = (file: string) => FOLDERS.findIndex((folder) => file.startsWith(`${folder}/`));
    expect(breaches((source, name) => rank(name) !== -1 && rank(name) < rank(source.file))).toEqual([]);
  });

  it('nothing in the product imports test code', () => {
    expect(breaches((_source, name) => name.startsWith('test/'))).toEqual([]);
  });

  it('a folder of core imports types, errors, text, trace, ports, store and itself', () => {
    const wrong = breaches((source, name) => {
      if (!source.file.startsWith('core/') || startsWithAny(source.file, COMBINERS)) return false;
      const own = source.file.split('/').slice(0, 2).join('/');
      return name.startsWith('core/') && !startsWithAny(name, [...SHARED, `${own}/`]);
    });
    expect(wrong).toEqual([]);
  });

  it('core holds folders, and the vocabulary that they share', () => {
    const loose = product.filter(({ file }) => /^core\/[^/]+$/.test(file)).map(({ file }) => file);
    expect(loose).toEqual(['core/errors.ts', 'core/types.ts']);
  });

  it('no files import each other in a circle, types included', () => {
    expect(importCircles(new Map(product.map(({ file, imports }) => [file, imports])))).toEqual([]);
  });

  it('a circle is seen, however long', () => {
    const chain = new Map([
      ['a.ts', ['b.ts', 'd.ts']],
      ['b.ts', ['c.ts']],
      ['c.ts', ['a.ts']],
      ['d.ts', ['c.ts']],
      ['e.ts', ['d.ts']],
    ]);
    expect(importCircles(chain)).toEqual([['a.ts', 'b.ts', 'c.ts', 'd.ts']]);
  });

  it('ports and types import nothing but each other', () => {
    const wrong = breaches((source, name) => {
      if (!source.file.startsWith('core/ports/') && source.file !== 'core/types.ts') return false;
      return !startsWithAny(name, ['core/ports/', 'core/types.ts', 'node:']);
    });
    expect(wrong).toEqual([]);
  });
});

describe('homes', () => {
  it.each(Object.entries(HOMES))('%s is imported only where it belongs', (prefix, homes) => {
    const belongs = (name: string) =>
      prefix.endsWith('/') ? name.startsWith(prefix) : name === prefix || name.startsWith(`${prefix}/`);
    expect(breaches((source, name) => belongs(name) && !startsWithAny(source.file, homes))).toEqual([]);
  });

  it('the library of the sign-in provider is loaded only for who signs in so', () => {
    const always = product.filter(({ text }) => /^(?:import|export) (?!type ).*'openid-client'/m.test(text));
    expect(always.map((source) => source.file)).toEqual([]);
  });

  it('only the settings and the launcher read the environment', () => {
    const allowed = ['bot/settings/config.ts', 'bot/docent.js'];
    const reads = product.filter(
      (source) => /process\.env\b/.test(source.text) && !allowed.includes(source.file),
    );
    expect(reads.map((source) => source.file)).toEqual([]);
  });

  it('clocks and randomness come through the ports', () => {
    const direct = /\b(?:Date\.now\(|new Date\(\)|performance\.now\(|Math\.random\()/;
    const allowed = ['core/local/system-clock.ts', 'core/local/system-random.ts'];
    const files = product.filter(
      (source) => source.file.endsWith('.ts') && direct.test(source.text) && !allowed.includes(source.file),
    );
    expect(files.map((source) => source.file)).toEqual([]);
  });
});

describe('shape', () => {
  it('no file is longer than its budget', () => {
    const long = everything
      .filter((source) => source.text.split('\n').length > LONGEST_FILE + 1)
      .map((source) => source.file);
    expect(long).toEqual([]);
  });

  it('there are no default exports, enums or barrels', () => {
    const wrong = everything.filter(
      (source) =>
        /^export default\b/m.test(source.text) ||
        /^(export )?(const )?enum\b/m.test(source.text) ||
        /(^|\/)index\.ts$/.test(source.file),
    );
    expect(wrong.map((source) => source.file)).toEqual([]);
  });

  it('file names are kebab-case', () => {
    const odd = everything.filter(
      (source) =>
        !/^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.test)?\.(?:ts|js|css)$/.test(path.posix.basename(source.file)),
    );
    expect(odd.map((source) => source.file)).toEqual([]);
  });

  // Files share workers: what one sets holds for those after it, and a short limit fails on a busy machine.
  it('no test file sets limits for the files after it', () => {
    const setting = everything.filter(({ text }) => /^vi\.setConfig\(/m.test(text));
    expect(setting.map((source) => source.file)).toEqual([]);
  });

  it('the top level holds the five folders and root files', () => {
    const folders = readdirSync(root, { withFileTypes: true })
      .filter(
        (entry) =>
          entry.isDirectory() &&
          !entry.name.startsWith('.') &&
          !['node_modules', 'data', 'coverage'].includes(entry.name),
      )
      .map((entry) => entry.name);
    expect(folders.sort()).toEqual(['bot', 'console', 'core', 'knowledge', 'test']);
    expect(existsSync(path.join(root, 'src'))).toBe(false);
  });
});
