import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runCommand } from '../bot/cli/program.ts';
import { inviteFor } from '../bot/discord/connection/invite.ts';
import { loadConfig, settings } from '../bot/settings/config.ts';
import { otherChatProviders, otherEmbeddingProviders } from '../bot/settings/providers.ts';
import type { Setting } from '../bot/settings/setting.ts';
import { botScopes } from '../bot/slack/connection/manifest.ts';
import { wording } from '../core/defensive-ux/wording.ts';
import { AppError } from '../core/errors.ts';
import { policy } from '../core/rag/policy.ts';
import { supportedExtensions } from '../knowledge/parsers/formats.ts';
import { parserLimits } from '../knowledge/parsers/limits.ts';
import { withoutRecipes } from './fixtures/recipes.ts';

/** Keeps the documentation true: what it tells people to type, where it points to, and the figures it names. */

const root = path.resolve(import.meta.dirname, '..');
const scratch = mkdtempSync(path.join(tmpdir(), 'docent-docs-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const ROOT_PAGES = [
  'README.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'CHANGELOG.md',
  'QUALITY.md',
];
const HANDBOOK = readdirSync(path.join(root, 'knowledge/handbook'))
  .filter((name) => name.endsWith('.md'))
  .map((name) => `knowledge/handbook/${name}`);
const pages = [...ROOT_PAGES, ...HANDBOOK].map((file) => ({ file, text: withoutRecipes(read(file)) }));

function read(file: string): string {
  return readFileSync(path.join(root, file), 'utf8');
}

function handbook(name: string): string {
  return read(`knowledge/handbook/${name}.md`);
}

/** Code spans and the lines of code blocks, comments of the shell cut off. */
function codeOf(text: string): string[] {
  const blocks = [...text.matchAll(/^```[^\n]*\n([\s\S]*?)^```/gm)].flatMap((match) =>
    (match[1] ?? '').split('\n'),
  );
  const spans = [...text.replace(/^```[\s\S]*?^```/gm, '').matchAll(/`([^`\n]+)`/g)].map(
    (match) => match[1] ?? '',
  );
  return [...blocks, ...spans].map((code) => code.replace(/\s#\s.*$/, '').trim());
}

/** What the pages tell people to type, one command each, with the page it stands on. */
const commands = pages.flatMap(({ file, text }) =>
  codeOf(text)
    .flatMap((code) => code.split('&&'))
    .map((command) => ({ file, command: command.trim() })),
);

/** Words of a command line; quotes hold together. */
function words(command: string): string[] {
  return [...command.matchAll(/"([^"]*)"|(\S+)/g)].map((match) => match[1] ?? match[2] ?? '');
}

/** Runs a command line up to the point where it would open the store. */
async function parse(argv: string[]): Promise<{ code: number; said: string }> {
  let said = '';
  const keep = (text: string) => {
    said += text;
  };
  const code = await runCommand(argv, {
    io: {
      out: keep,
      err: keep,
      columns: null,
      cwd: scratch,
      signal: new AbortController().signal,
      read: async () => '',
    },
    config: loadConfig({ DOCENT_DATA_DIR: scratch }, scratch),
    app: () => Promise.reject(new AppError('test.store', 'THE STORE WAS REACHED', '')),
    takeDataDir: () => {
      throw new AppError('test.store', 'THE STORE WAS REACHED', '');
    },
    start: async () => 0,
  });
  return { code, said };
}

function settingsTable(): string {
  const rows = settings.map(({ key, default: fallback, console: inConsole, help }: Setting) => {
    const value = fallback === '' ? '' : `\`${fallback}\``;
    return `| \`${key}\` | ${value} | ${inConsole ? 'yes' : ''} | ${help.replaceAll('|', '\\|')} |`;
  });
  return ['| Setting | Default | In the console | Meaning |', '|---|---|---|---|', ...rows].join('\n');
}

function envExample(): string {
  const head =
    '# Every setting of Docent. Copy this file to .env and take the # away from what you change.\n# .env holds secrets: keep it out of version control.\n';
  const entries = settings.map(({ key, default: fallback, help }) => `\n# ${help}\n#${key}=${fallback}\n`);
  return head + entries.join('');
}

describe('settings', () => {
  it('the README has the table of all settings', async () => {
    const [before = '', , after = ''] = read('README.md').split(
      /(?<=<!-- settings:begin[^\n]*-->\n)([\s\S]*?)(?=<!-- settings:end -->)/,
    );
    const expected = `${before}\n${settingsTable()}\n\n${after}`;
    await expect(expected).toMatchFileSnapshot(path.join(root, 'README.md'));
  });

  it('.env.example lists all settings and holds no value that is not a default', async () => {
    await expect(envExample()).toMatchFileSnapshot(path.join(root, '.env.example'));
  });

  it('pages name only settings that exist', () => {
    const known = new Set<string>(settings.map(({ key }) => key));
    const unknown = pages.flatMap(({ file, text }) =>
      [...text.matchAll(/\b(?:DOCENT|SLACK|DISCORD|OPENAI|ANTHROPIC|OLLAMA|VOYAGE)_[A-Z_]+\b/g)]
        .filter(([name]) => !known.has(name))
        .map(([name]) => `${file}: ${name}`),
    );
    expect(unknown).toEqual([]);
  });
});

describe('commands', () => {
  it('every docent command of the pages is understood by the program', async () => {
    const docent = commands.filter(({ command }) => command.startsWith('npx docent '));
    const refused: string[] = [];
    for (const { file, command } of docent) {
      const { code, said } = await parse(words(command).slice(2));
      if (code !== 0 && !said.includes('THE STORE WAS REACHED')) refused.push(`${file}: ${command}: ${said}`);
    }
    expect(docent.length).toBeGreaterThan(20);
    expect(refused).toEqual([]);
  });

  it('a command that does not exist, or an option that does not, is noticed', async () => {
    for (const wrong of ['fly', 'ask Hello --loudly', 'users link Ada', 'ingest']) {
      expect((await parse(words(wrong))).code, wrong).toBe(2);
    }
  });

  it('every npm script of the pages is in package.json', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = commands.flatMap(({ file, command }) => {
      const script = /^npm (?:run (\S+)|(start|test)\b)/.exec(command);
      return script === null ? [] : [{ file, script: script[1] ?? script[2] ?? '' }];
    });
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter(({ script }) => scripts[script] === undefined)).toEqual([]);
  });
});

describe('paths', () => {
  it('every path of the repository that the pages name exists', () => {
    const named = commands.flatMap(({ file, command }) =>
      words(command)
        .filter((word) => /^(?:bot|console|core|knowledge|test)\/[\w./-]+$|^[A-Z]+\.md$/.test(word))
        .map((word) => ({ file, word })),
    );
    expect(named.length).toBeGreaterThan(50);
    expect(named.filter(({ word }) => !existsSync(path.join(root, word)))).toEqual([]);
  });

  it('every link between pages leads to a page', () => {
    const broken = pages.flatMap(({ file, text }) =>
      [...text.matchAll(/\]\(([^)\s]+)\)/g)]
        .map((match) => match[1] ?? '')
        .filter((target) => !/^[a-z]+:/.test(target))
        .filter((target) => !existsSync(path.join(root, path.dirname(file), target)))
        .map((target) => `${file}: ${target}`),
    );
    expect(broken).toEqual([]);
  });
});

describe('size', () => {
  it.each([
    ['README.md', 100],
    ['ARCHITECTURE.md', 200],
    ['CONTRIBUTING.md', 80],
  ])('%s has at most %i lines, recipes and the table of settings aside', (file, most) => {
    const written = withoutRecipes(read(file)).replace(/<!-- settings:begin[\s\S]*settings:end -->\n/, '');
    expect(written.trimEnd().split('\n').length).toBeLessThanOrEqual(most);
  });
});

describe('facts', () => {
  it('the manual names the limits of files as they are', () => {
    const text = handbook('add-documents');
    const megabytes = (bytes: number) => `${bytes / 1024 / 1024} MB`;
    expect(text).toContain(`up to ${megabytes(parserLimits.fileBytes)} large`);
    expect(text).toContain(`up to ${megabytes(parserLimits.corpusFileBytes)} on the command line`);
    expect(text).toContain(`${parserLimits.textChars / 1e6} million characters`);
    expect(text).toContain(`${parserLimits.pdfPages.toLocaleString('en')} pages`);
    expect(handbook('ask-questions')).toContain(`${policy.questionLength.toLocaleString('en')} characters`);
  });

  it('the manual names every package format by its extension', () => {
    const packed = supportedExtensions.filter(({ container }) => container === 'zip');
    const text = handbook('add-documents');
    expect(packed.filter(({ extension }) => !text.includes(`\`.${extension}\``))).toEqual([]);
  });

  it('the manual lists the other providers with their keys, addresses and packages', () => {
    const text = handbook('models-and-embeddings');
    const facts = Object.entries(otherChatProviders).flatMap(([name, row]) => [
      ...[`\`${name}:\``, row.key ?? 'its own sign-in'],
      row.package === '@langchain/openai' ? 'comes with Docent' : `npm install ${row.package}\``,
      row.address ?? '',
    ]);
    for (const [name, { key, address }] of Object.entries(otherEmbeddingProviders))
      facts.push(`\`${name}:NAME\``, key, address);
    expect(facts.filter((fact) => !text.includes(fact))).toEqual([]);
  });

  it('the manual quotes the words that members read', () => {
    const text = handbook('how-answers-are-made');
    const quoted = [
      wording.outcome.abstained.replace(/\.$/, ''),
      wording.servedBy.extract,
      wording.servedBy.model,
      wording.servedBy['exact-cache'],
      wording.confidence.found,
      wording.confidence.partly,
    ];
    expect(quoted.filter((words) => !text.includes(words))).toEqual([]);
  });

  it('the manual lists the scopes and permissions that are asked for, and no others', () => {
    const rows = (text: string) => [...text.matchAll(/^\| `?([^|`]+?)`? \|/gm)].map((match) => match[1]);
    const scopes = rows(handbook('connect-slack')).filter((name) => name !== 'Scope');
    expect(scopes.toSorted()).toEqual(Object.keys(botScopes).toSorted());
    const permissions = rows(handbook('connect-discord')).filter((name) => name !== 'Permission');
    expect(permissions.toSorted()).toEqual(inviteFor(null).permissions.toSorted());
  });
});
