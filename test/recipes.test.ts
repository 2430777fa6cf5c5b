import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { carryOut, recipesIn, type Step } from './fixtures/recipes.ts';

/** The recipes of CONTRIBUTING.md, carried out as they stand in a copy of the program. */

const root = path.resolve(import.meta.dirname, '..');
const copy = mkdtempSync(path.join(tmpdir(), 'docent-recipes-'));
const steps = recipesIn(readFileSync(path.join(root, 'CONTRIBUTING.md'), 'utf8'));
const LONG = 300_000;

/** What a platform's own folder would hold: a recipe cannot bring it along. */
const PLATFORM = `import type { ConnectedPlatform } from '../assembly/platforms/platform-kind.ts';

export function createMatrixPlatform(deps: { token: string; apiUrl?: string }): ConnectedPlatform {
  const failed = async () => ({ kind: 'failed', why: deps.token }) as const;
  return {
    id: 'matrix',
    start: async () => {},
    stop: async () => {},
    status: () => ({ state: 'ready', message: '', since: '' }),
    acknowledge: async () => {},
    thread: async () => [],
    deliver: failed,
    passOn: failed,
    remove: async () => {},
    permalink: async () => null,
    checkTokens: async () => [],
  };
}
`;

/** Asks the parts that no command reaches without a store. */
const PROBE = `import { guardCatalog } from './core/guardrails/guard-catalog.ts';
import { allScorers } from './core/evals/scorers/all-scorers.ts';
import { createConnectors } from './bot/assembly/connectors.ts';
import { parseFile } from './knowledge/parsers/parse-any.ts';
import { loadConfig } from './bot/settings/config.ts';

const config = loadConfig({}, '.');
const documents: unknown[] = [];
const bytes = Buffer.from('# comment\\nserver.port = 8080\\n');
const file = { path: '', name: 'app.properties', bytes, maxFileBytes: 1_000 };
const end = await parseFile(file, async (parsed) => void documents.push(...parsed));
const app = { config: () => config, clock: { now: () => 0 } } as never;
console.log(JSON.stringify({
  scorers: allScorers.map(({ label }) => label),
  guards: guardCatalog.map(({ label }) => label),
  platforms: createConnectors(app).list().map(({ name, missing }) => ({ name, missing })),
  parsed: { end, documents },
}));
`;

function run(args: string[], input = ''): Promise<{ code: number; said: string }> {
  return new Promise((resolve) => {
    const env = { PATH: process.env['PATH'], DOCENT_DATA_DIR: path.join(copy, 'data') };
    const child = execFile(process.execPath, args, { cwd: copy, env }, (error, out, err) =>
      resolve({
        code: typeof error?.code === 'number' ? error.code : error === null ? 0 : 1,
        said: out + err,
      }),
    );
    child.stdin?.end(input);
  });
}

/** The files that the compiler finds fault with. */
async function typecheck(): Promise<string[]> {
  const compiler = path.join(root, 'node_modules/typescript/bin/tsc');
  // Several checkers are sooner done, and do more work in all.
  const alone = ['--checkers', '1', '--tsBuildInfoFile', path.join(copy, 'types.tsbuildinfo')];
  const { said } = await run([compiler, ...alone]);
  return [...new Set([...said.matchAll(/^(\S+?)\(\d+,\d+\): error/gm)].map(([, file]) => file ?? ''))];
}

const carryOutAll = (wanted: (step: Step) => boolean) => {
  for (const step of steps.filter(wanted)) carryOut(copy, step);
};
/** The rows that say that a thing is there; what belongs to it comes later. */
const isRow = ({ file }: Step) => /^(?:core\/ports\/platforms|knowledge\/parsers\/formats)\.ts$/.test(file);

beforeAll(() => {
  for (const name of ['bot', 'console', 'core', 'knowledge', 'tsconfig.json', 'package.json'])
    cpSync(path.join(root, name), path.join(copy, name), { recursive: true });
  symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'));
});
afterAll(() => rmSync(copy, { recursive: true }));

test('there is a recipe for a platform, a parser, a guardrail, a scorer and a setting', () => {
  expect([...new Set(steps.map(({ recipe }) => recipe))]).toEqual([
    'A new chat platform',
    'A new parser',
    'A new guardrail',
    'A new scorer',
    'A new setting',
  ]);
});

test('a line whose place is gone is noticed', () => {
  const step: Step = { recipe: 'x', kind: 'lines', file: 'package.json', before: ['gone'], after: [] };
  expect(() => carryOut(copy, step)).toThrow('0 places');
});

test('the compiler names the second place that a platform or a parser needs', { timeout: LONG }, async () => {
  carryOutAll(isRow);
  expect((await typecheck()).toSorted()).toEqual([
    'bot/assembly/platforms/platform-kinds.ts',
    'knowledge/parsers/parse-any.ts',
  ]);
});

test('what the recipes add compiles and is really there', { timeout: LONG }, async () => {
  carryOutAll((step) => !isRow(step));
  const platform: Step = { recipe: '', kind: 'file', file: 'bot/matrix/matrix-platform.ts', text: PLATFORM };
  carryOut(copy, platform);
  expect(await typecheck()).toEqual([]);

  writeFileSync(path.join(copy, 'probe.ts'), PROBE);
  const probe = await run(['probe.ts']);
  expect(probe).toMatchObject({ code: 0 });
  expect(JSON.parse(probe.said)).toMatchObject({
    scorers: expect.arrayContaining(['Brief']),
    guards: expect.arrayContaining(['Shouting']),
    platforms: expect.arrayContaining([{ name: 'Matrix', missing: ['MATRIX_TOKEN'] }]),
    parsed: {
      end: { kind: 'parsed', mediaType: 'text/x-java-properties' },
      documents: [{ blocks: [{ text: 'server.port: 8080', startLine: 2 }] }],
    },
  });

  const config = await run(['bot/docent.js', 'config']);
  expect(config.said).toContain('DOCENT_TONE=plain  (default)');
  const row = JSON.stringify({ id: '1', stage: 'output', text: 'THE OFFICE IS CLOSED' });
  const guard = await run(['bot/docent.js', 'guard', '--batch', '-'], row);
  expect(JSON.parse(guard.said)).toMatchObject({ outcome: 'transform', text: 'the office is closed' });
});
