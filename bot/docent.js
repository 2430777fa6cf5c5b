#!/usr/bin/env node
// The only plain JavaScript of the program: it must run on any Node, to hand over to the Node 24 that `npm ci` installed.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const NEEDED = [24, 15];
const [major, minor] = process.versions.node.split('.').map(Number);
const args = process.argv.slice(2);

if (major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1])) {
  // Stripping types costs memory and time in every thread; the owner's own folder keeps the result.
  const { enableCompileCache } = await import('node:module');
  enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/docent', import.meta.url)));
  const { main } = await import('./cli/main.ts');
  process.exitCode = await main(args);
} else {
  const bundled = fileURLToPath(new URL('../node_modules/node/bin/node', import.meta.url));
  if (process.env.DOCENT_HANDED_OVER || !existsSync(bundled)) {
    console.error(
      `Docent needs Node ${NEEDED.join('.')} or later, this is ${process.versions.node}. Run "npm ci" first: it brings the right one.`,
    );
    process.exit(3);
  }
  const self = fileURLToPath(import.meta.url);
  const child = spawn(bundled, [self, ...args], {
    stdio: 'inherit',
    env: { ...process.env, DOCENT_HANDED_OVER: '1' },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)));
}
