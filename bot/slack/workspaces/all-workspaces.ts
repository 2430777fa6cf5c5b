import type { Logger } from 'pino';
import type { Clock } from '../../../core/ports/clock.ts';
import type { TokenCheck } from '../../../core/ports/connectors.ts';
import type { SlackTimings } from '../text/limits.ts';
import type { Served, Trouble } from './served.ts';

export type AllWorkspacesDeps = {
  /** The workspace of the token in the settings; null = there is no such token. */
  settings: Served | null;
  /** Those that the app was added to, made anew where their tokens changed; `before` = those that are served now. */
  installed(before: readonly Served[]): Promise<Served[]>;
  /** The workspace whose ids are plain; null = not known yet. */
  first(): string | null;
  clock: Clock;
  logger: Logger;
  timings: SlackTimings;
};

/** The workspaces that one connection serves. */
export type AllWorkspaces = {
  /** Signs in to each that is not. Why none could be; null = one is. */
  signIn(): Promise<Trouble | null>;
  /** Events come from now on: each is read back, tended, and signed in to again where it was lost. */
  begin(): void;
  end(): void;
  /** Looks at once what changed: a workspace that was added or removed, or lost. */
  tend(): Promise<void>;
  list(): readonly Served[];
  /** The one that an event is for, by ids of teams; undefined = there is none, null = that is not known yet. */
  forEvent(teamIds: readonly string[]): Served | null | undefined;
  /** The same for what goes out; '' = the one whose ids are plain. */
  forTeam(teamId: string): Served | null | undefined;
  isAnySignedIn(): boolean;
  /** Slack is asked anew who the bot is, everywhere. */
  forget(): void;
  /** Tries the tokens of the installed ones now. */
  check(): Promise<TokenCheck[]>;
};

export function createAllWorkspaces(deps: AllWorkspacesDeps): AllWorkspaces {
  const { settings, clock, logger, timings } = deps;
  let installed: Served[] = [];
  let isRunning = false;
  let tending: Promise<void> | null = null;
  let ending = new AbortController();
  /** Those that are told of events, and were read back. */
  const begun = new Set<Served>();

  /** The token of the settings comes first: a workspace that has both is served by it while it works. */
  const list = (): Served[] => [...(settings === null ? [] : [settings]), ...installed];
  const signedIn = (): Served[] => list().filter((one) => one.identity() !== null);

  async function load(): Promise<void> {
    const now = await deps.installed(installed);
    for (const gone of installed) if (!now.includes(gone)) end(gone);
    installed = now;
  }

  function end(served: Served): void {
    served.workspace.end();
    begun.delete(served);
  }

  function beginThose(): void {
    const own = settings?.teamId() ?? null;
    for (const served of signedIn()) {
      // Two tokens of one workspace must not read it back twice.
      if (begun.has(served) || (served !== settings && served.teamId() === own)) continue;
      begun.add(served);
      served.workspace.begin();
    }
  }

  async function signInAll(): Promise<Trouble[]> {
    const lost = list().filter((one) => one.identity() === null);
    const troubles = await Promise.all(
      lost.map(async (one) => {
        end(one);
        return one.signIn();
      }),
    );
    return troubles.filter((trouble) => trouble !== null);
  }

  async function look(): Promise<void> {
    await load();
    await Promise.all(installed.map((one) => one.keepFresh()));
    await signInAll();
    if (isRunning) beginThose();
  }

  async function run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await clock.sleep(timings.tendMs, signal).catch(() => undefined);
      if (!signal.aborted) await tend();
    }
  }

  async function tend(): Promise<void> {
    const before = tending;
    // What changed while a look was under way is seen by one more.
    const own = (before ?? Promise.resolve()).then(look).catch((error: unknown) => {
      logger.error({ error }, 'the workspaces of Slack could not be looked after');
    });
    tending = own;
    await own;
    if (tending === own) tending = null;
  }

  return {
    list,
    tend,
    isAnySignedIn: () => signedIn().length > 0,
    async signIn() {
      await load();
      const troubles = await signInAll();
      if (signedIn().length > 0) return null;
      return (
        troubles.find(({ refused }) => !refused) ?? troubles[0] ?? { message: noWorkspace, refused: true }
      );
    },
    begin() {
      for (const served of [...begun]) end(served);
      beginThose();
      if (isRunning) return;
      isRunning = true;
      ending = new AbortController();
      void run(ending.signal);
    },
    end() {
      isRunning = false;
      ending.abort();
      for (const served of [...begun]) end(served);
    },
    forEvent(teamIds) {
      const found = list().find((one) => teamIds.includes(one.teamId() ?? ''));
      if (found !== undefined) return found.identity() === null ? null : found;
      return settings !== null && settings.teamId() === null ? null : undefined;
    },
    forTeam(given) {
      const first = deps.first();
      const teamId = given === '' ? first : given;
      const found = list().find((one) => one.teamId() === teamId && teamId !== null);
      if (found !== undefined) return found;
      if (settings === null || settings.teamId() !== null) return undefined;
      // Nobody knows yet whose token it is: it may serve the workspace that was there first.
      return teamId === first || first === null ? settings : null;
    },
    forget() {
      for (const one of list()) one.forget();
    },
    async check() {
      if (installed.length === 0) await load();
      return Promise.all(installed.map((one) => one.check()));
    },
  };
}

const noWorkspace =
  'No workspace has Docent yet. Press “Add to Slack” on the Connect page, or set SLACK_BOT_TOKEN.';
