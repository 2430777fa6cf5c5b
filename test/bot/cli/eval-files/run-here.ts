import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runCommand } from '../../../../bot/cli/program.ts';
import { loadConfig } from '../../../../bot/settings/config.ts';
import { AppError } from '../../../../core/errors.ts';

/** A folder of files and the commands run on them in this process; whoever opens the store fails. */
export function evalFolder(env: Record<string, string> = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), 'docent-eval-'));
  return {
    folder,
    /** Writes lines; objects as JSON. Returns the name. */
    file(name: string, lines: readonly (string | object)[]): string {
      const text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
      writeFileSync(path.join(folder, name), text === '' ? '' : `${text}\n`);
      return name;
    },
    async run(...argv: string[]) {
      let [out, err] = ['', ''];
      const code = await runCommand(['eval', ...argv], {
        io: {
          out: (text) => {
            out += text;
          },
          err: (text) => {
            err += text;
          },
          ...{ columns: null, cwd: folder, signal: new AbortController().signal },
          read: async (file) => readFileSync(path.resolve(folder, file), 'utf8'),
        },
        config: loadConfig({ DOCENT_DATA_DIR: path.join(folder, 'data'), ...env }, folder),
        app: () => Promise.reject(new AppError('test.store', 'THE STORE WAS OPENED', '')),
        start: null,
      });
      const rows = () => out.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]));
      return { code, out, err, rows, json: () => JSON.parse(out) };
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}
