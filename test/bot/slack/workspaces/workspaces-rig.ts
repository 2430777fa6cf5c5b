import { pino } from 'pino';
import { createSeal } from '../../../../bot/settings/seal.ts';
import { createSlackPlatform, type SlackPlatform } from '../../../../bot/slack/slack-platform.ts';
import { slackTimings } from '../../../../bot/slack/text/limits.ts';
import { createInstalledWorkspaces } from '../../../../bot/slack/workspaces/installed.ts';
import { createInstalls, FIRST, type Installs } from '../../../../bot/slack/workspaces/installs.ts';
import { createSlackOAuth } from '../../../../bot/slack/workspaces/oauth.ts';
import { systemClock } from '../../../../core/local/system-clock.ts';
import { systemRandom } from '../../../../core/local/system-random.ts';
import { readMeta } from '../../../../core/store/meta.ts';
import type { Store } from '../../../../core/store/schema.ts';
import { createHeard, type Heard } from '../../../contracts/chat-platform-rig.ts';
import { createFakeSlack, type FakeSlack, type OtherWorkspace } from '../../../fakes/slack/fake-slack.ts';
import { openTempStore } from '../../../fixtures/temp-store.ts';
import { patientTimings } from '../rig.ts';

export const redirectUrl = 'https://docent.example/connect/slack/callback';

/** A fake Slack with two more workspaces, ONE and TWO, and a store that knows which have the app. */
export type WorkspacesRig = {
  slack: FakeSlack;
  one: OtherWorkspace;
  two: OtherWorkspace;
  store: Store;
  installs: Installs;
  heard: Heard;
  /** Everything that was logged. */
  logged(): string;
  /** An admin of the workspace allows the app. */
  add(team: string): Promise<void>;
  /** The connector, started; with the token of the fake's own workspace, and over HTTP, where the options say so. */
  start(options?: { settings?: boolean; signingSecret?: string }): Promise<SlackPlatform>;
} & AsyncDisposable;

export async function workspacesRig(): Promise<WorkspacesRig> {
  const slack = await createFakeSlack();
  const temporary = await openTempStore();
  const { store } = temporary;
  slack.oauth.app.redirectUrls.push(redirectUrl);
  const one = slack.addWorkspace({ team: 'T0ONE', name: 'One' });
  const two = slack.addWorkspace({ team: 'T0TWO', name: 'Two' });
  const lines: string[] = [];
  const logger = pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) });
  const timings = { ...slackTimings, ...patientTimings, tendMs: 30 };
  const seal = createSeal(() => Buffer.alloc(32, 7));
  const installs = createInstalls({ store, clock: systemClock, seal });
  const oauth = createSlackOAuth(slack.oauth.app, {
    ...{ apiUrl: slack.apiUrl, clock: systemClock, logger, timings },
  });
  const heard = createHeard();
  const started: SlackPlatform[] = [];

  return {
    ...{ slack, one, two, store, installs, heard },
    logged: () => lines.join(''),
    async add(team) {
      const allowed = slack.oauth.decide(oauth.url('state', redirectUrl), { team });
      if (allowed.kind === 'refused') throw new Error(allowed.why);
      const code = new URL(allowed.url).searchParams.get('code') ?? '';
      const came = await oauth.accept(code, redirectUrl);
      if (came.kind !== 'accepted') throw new Error(JSON.stringify(came));
      await installs.add({ ...came.install, by: 'usr_ada' });
    },
    async start({ settings = false, signingSecret } = {}) {
      const platform = createSlackPlatform({
        ...(settings ? { botToken: slack.workspace.tokens.bot } : {}),
        ...(signingSecret === undefined ? { appToken: slack.workspace.tokens.app } : { signingSecret }),
        apiUrl: slack.apiUrl,
        ...{ clock: systemClock, random: systemRandom, logger, timings },
        installed: createInstalledWorkspaces(installs, oauth, (await readMeta(store, FIRST)) ?? null),
      });
      started.push(platform);
      await platform.start(heard.handlers);
      return platform;
    },
    async [Symbol.asyncDispose]() {
      for (const platform of started) await platform.stop();
      await slack.close();
      await temporary[Symbol.asyncDispose]();
    },
  };
}
