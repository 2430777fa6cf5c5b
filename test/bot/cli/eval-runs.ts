import { runCommand } from '../../../bot/cli/program.ts';
import type { WholeApp } from '../../fixtures/whole-app.ts';

export type Ran = { code: number; out: string; err: string };

/** Runs a command on an app that is open, as a running Docent does for whoever types it. */
export async function onApp({ app, folder }: WholeApp, ...argv: string[]): Promise<Ran> {
  let out = '';
  let err = '';
  const code = await runCommand(argv, {
    io: {
      out: (words) => {
        out += words;
      },
      err: (words) => {
        err += words;
      },
      columns: null,
      cwd: folder,
      signal: new AbortController().signal,
      read: () => Promise.reject(new Error('nothing is read here')),
    },
    config: app.config(),
    app: () => Promise.resolve(app),
    start: null,
  });
  return { code, out, err };
}

/** Runs a set of golden questions to its end; the id of the run. */
export async function runSet(rig: WholeApp, set: string): Promise<string> {
  const ran = await onApp(rig, 'eval', 'run', set, '--json');
  return (JSON.parse(ran.out) as { run: { id: string } }).run.id;
}
