import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { meaningProgress } from '../../bot/assembly/meaning-progress.ts';
import { createRehearsal } from '../../bot/assembly/rehearsal.ts';
import { watchParts } from '../../bot/doctor/parts.ts';
import { createConsole } from '../../console/app.ts';
import { createSignInLink } from '../../console/session/sign-in-links.ts';
import { createFakeConnectors, createFakeSettings } from '../fakes/console/fake-connectors.ts';
import { openApp } from '../fixtures/whole-app.ts';

/** The console over a whole Docent: real documents, search, answers and jobs; only the chat platforms are missing. */
export async function startRealConsole(env: Record<string, string> = {}) {
  const whole = await openApp(env);
  const { app } = whole;
  const place = { url: '' };
  const server = createConsole({
    ...app,
    meaningProgress: () => meaningProgress(app),
    publicUrl: () => place.url,
    sessionLimits: () => ({ idleMs: 12 * 3_600_000, absoluteMs: 30 * 24 * 3_600_000 }),
    log: app.log,
    parts: watchParts(app, createFakeConnectors()),
    connectors: createFakeConnectors(),
    rehearsal: createRehearsal(app),
    settings: createFakeSettings(),
    uploadDir: path.join(whole.dataDir, 'uploads'),
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  place.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    ...whole,
    url: place.url,
    deps: app,
    link: async (name = 'Ada', role: 'admin' | 'curator' = 'admin') =>
      (await createSignInLink({ ...app, publicUrl: () => place.url }, name, role)).url,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await whole[Symbol.asyncDispose]();
    },
  };
}

export type RealConsole = Awaited<ReturnType<typeof startRealConsole>>;
