import type { Server } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createConsole } from '../../console/app.ts';
import { createMetrics, type Metrics } from '../../console/metrics/metrics.ts';
import { ensureFirstAdmin } from '../../console/session/sign-in-links.ts';
import { holderOf } from '../../console/tokens/api-tokens.ts';
import { AppError, messageOf } from '../../core/errors.ts';
import { platformOfSetting } from '../../core/ports/platforms.ts';
import { takeDataLock } from '../../core/store/data-lock.ts';
import { HANDBOOK_COLLECTION } from '../../knowledge/search/retriever.ts';
import { exitCode } from '../cli/context.ts';
import type { Io } from '../cli/io.ts';
import { runCommand } from '../cli/program.ts';
import { createProgress } from '../cli/progress.ts';
import { serveCommands } from '../cli/socket.ts';
import { createConversations } from '../conversations/conversations.ts';
import { watchParts } from '../doctor/parts.ts';
import { originOf } from '../escaped-errors.ts';
import { createLog } from '../log.ts';
import { createMcpEndpoint } from '../mcp/http.ts';
import { createKnowledge } from '../mcp/knowledge.ts';
import { createMcpServers } from '../mcp/server.ts';
import type { Config } from '../settings/config.ts';
import { oidcOf } from '../settings/oidc.ts';
import { settingRows } from '../settings/setting-rows.ts';
import { proxiesOf } from '../settings/trusted-proxies.ts';
import { warningsOf } from '../settings/warnings.ts';
import { openTelemetry } from '../telemetry/telemetry.ts';
import type { App } from './app.ts';
import { assemble } from './assemble.ts';
import { createConnectors, type RunningConnectors } from './connectors.ts';
import { lockFile, makeDataDir } from './data-dir.ts';
import { keepDroppingOldSignals } from './drop-old-signals.ts';
import { keepFollowingJobs } from './keep-following-jobs.ts';
import { keepPlanningBackups } from './keep-planning-backups.ts';
import { keepWatchingVersions } from './keep-watching-versions.ts';
import { meaningProgress } from './meaning-progress.ts';
import { createRehearsal } from './rehearsal.ts';
import { keepReserve } from './storage.ts';

const HOUR_MS = 3_600_000;
/** How long saving a token waits to be able to say how connecting went. */
const CONNECT_WAIT_MS = 3_000;

/** Runs the bot and the console until it is told to stop. */
export async function serve(config: Config, io: Io): Promise<number> {
  const log = createLog(config.get('DOCENT_LOG_LEVEL'));
  io.out('Docent is starting…\n');
  for (const warning of warningsOf(config)) log.warn({}, warning);
  makeDataDir(config.dataDir);
  const lock = takeDataLock(lockFile(config.dataDir));
  if (lock === null) {
    throw new AppError(
      'start.locked',
      `Another Docent is running on ${config.dataDir}.`,
      'Stop it first, or set DOCENT_DATA_DIR to another folder. Other commands (ingest, ask, …) work while it runs.',
    );
  }
  const app = await assemble(config, log);
  await loadHandbook(app, io);
  const connectors = createConnectors(app);
  app.connectors = connectors;
  const conversations = createConversations({ app, platform: (id) => connectors.platform(id) });
  app.suggestions.whenPosted((platform) => {
    void conversations
      .resume(platform)
      .catch((error: unknown) =>
        log.error({ error: messageOf(error) }, 'a posted answer is delivered later'),
      );
  });
  const broken = new AbortController();
  process.on('unhandledRejection', (error) => {
    const stack = error instanceof Error ? error.stack : undefined;
    const restarted = connectors.contain(error);
    if (restarted !== null) log.warn({ error: messageOf(error), stack }, `${restarted} connects anew`);
    else if (originOf(error) !== 'own') log.error({ error: messageOf(error), stack }, 'a library failed');
    else {
      // Nobody can tell what state we are in: what is stored is whole, and the next start takes it up.
      log.fatal({ error: messageOf(error), stack }, 'a part of Docent failed; ending');
      broken.abort();
    }
  });

  const parts = watchParts(app, connectors);
  const metrics = await createMetrics({ ...app, connectors, waiting: conversations.waiting });
  app.whenAnswered(metrics.count);
  const telemetry = await openTelemetry(config, { clock: app.clock, log });
  if (telemetry !== null) app.observeQuestions(telemetry.observe);
  const server = await listen(app, { connectors, metrics, parts }, config);
  const commands = await serveCommands(config.dataDir, (argv, commandIo) =>
    runCommand(argv, { io: commandIo, config: app.config(), app: async () => app, start: null }),
  );
  app.work();
  const ending = new AbortController();
  void keepDroppingOldSignals(app, ending.signal);
  void keepReserve(app, app.reserve, ending.signal);
  void keepWatchingVersions(app, ending.signal);
  void keepFollowingJobs(app, ending.signal);
  void keepPlanningBackups(app, ending.signal);
  void connectors
    .start(conversations.handlers(), (platform) => conversations.resume(platform))
    .catch((error: unknown) => log.error({ error: messageOf(error) }, 'connecting failed'));
  await greet(app, io);

  await stopSignal(io, broken.signal);
  io.err('Stopping…\n');
  ending.abort();
  commands.close();
  server.close();
  server.closeAllConnections();
  await conversations.stop();
  await connectors.stop();
  await app.stop();
  lock.release();
  await telemetry?.stop();
  return broken.signal.aborted ? exitCode.failed : exitCode.done;
}

/** The first start has something to answer from: Docent's own manual. */
async function loadHandbook(app: App, io: Io): Promise<void> {
  if ((await app.library.list({ limit: 1 })).length > 0) return;
  const knowledge = fileURLToPath(new URL('../../knowledge/', import.meta.url));
  const progress = createProgress(io);
  await app.library.ingest(['handbook'], {
    collection: HANDBOOK_COLLECTION,
    by: 'docent',
    cwd: knowledge,
    onProgress: ({ done, total, path: file }) => progress.show(done, total, file),
  });
  progress.clear();
}

async function listen(
  app: App,
  {
    connectors,
    metrics,
    parts,
  }: { connectors: RunningConnectors; metrics: Metrics; parts: ReturnType<typeof watchParts> },
  config: Config,
): Promise<Server> {
  const mcp = createMcpEndpoint({
    servers: createMcpServers(createKnowledge(app), app.log),
    token: () => app.config().get('DOCENT_MCP_TOKEN'),
    isHolder: async (header) => (await holderOf(app, header, 'mcp')) !== null,
    log: app.log,
  });
  const console_ = createConsole({
    ...app,
    retriever: app.ownRetriever,
    meaningProgress: () => meaningProgress(app),
    log: app.log,
    connectors,
    sessionLimits: () => ({
      idleMs: Number(app.config().get('DOCENT_SESSION_IDLE_HOURS')) * HOUR_MS,
      absoluteMs: Number(app.config().get('DOCENT_SESSION_DAYS')) * 24 * HOUR_MS,
    }),
    oidc: () => oidcOf(app.config()),
    trustedProxies: proxiesOf(config.get('DOCENT_TRUSTED_PROXIES')),
    rehearsal: createRehearsal(app),
    uploadDir: path.join(config.dataDir, 'uploads'),
    metrics: { text: metrics.text, token: () => app.config().get('DOCENT_METRICS_TOKEN') },
    parts,
    agents: () => mcp,
    api: createKnowledge(app, 'api'),
    settings: {
      list: async () => settingRows(app.config()),
      set: (key, value) => saveSetting(app, connectors, key, value),
    },
  });
  const host = config.get('DOCENT_HOST');
  const port = Number(config.get('DOCENT_PORT'));
  return new Promise((resolve, reject) => {
    const server = console_.listen(port, host, (error?: Error) => {
      if (error !== undefined) {
        reject(
          new AppError(
            'start.port',
            `The console cannot listen on ${host}:${port}: ${error.message}`,
            'Set DOCENT_PORT to a free port, or 0 to take any.',
            error,
          ),
        );
        return;
      }
      const address = server.address();
      const taken = typeof address === 'object' && address !== null ? address.port : port;
      app.setPublicUrl(`http://localhost:${taken}`);
      resolve(server);
    });
  });
}

/** Saves a setting and puts it to work at once. */
async function saveSetting(app: App, connectors: RunningConnectors, key: string, value: string | null) {
  const saved = await app.storedSettings.set(key, value);
  if (!saved.ok) return saved;
  const trouble = await app.reload();
  if (trouble !== null) return { ok: false, message: trouble };
  const platform = platformOfSetting(key);
  if (platform === undefined) return saved;
  // A platform that hangs must not hang the console: its status tells the rest.
  const connected = connectors
    .restart(platform)
    .catch((error: unknown) => app.log.error({ error: messageOf(error) }, 'connecting failed'));
  await Promise.race([connected, app.clock.sleep(CONNECT_WAIT_MS)]);
  return saved;
}

async function greet(app: App, io: Io): Promise<void> {
  const link = await ensureFirstAdmin(app);
  const lines = [`Docent is running. Console: ${app.publicUrl()}`];
  if (link !== null)
    lines.push(
      '',
      'Sign in as the first admin with this link (it works once, for one hour):',
      `  ${link.url}`,
    );
  else lines.push('Sign-in link: npx docent users link');
  io.out(`${lines.join('\n')}\n`);
}

/** Ctrl-C, a service manager, or a failure of our own; the second time ends the process at once. */
function stopSignal(io: Io, broken: AbortSignal): Promise<void> {
  const any = AbortSignal.any([io.signal, broken]);
  return new Promise((resolve) => {
    if (any.aborted) resolve();
    any.addEventListener('abort', () => resolve(), { once: true });
    process.once('SIGTERM', () => resolve());
  });
}
