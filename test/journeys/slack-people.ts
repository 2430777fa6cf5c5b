import type { FakeSlack } from '../fakes/slack/fake-slack.ts';
import type { FakeMessage } from '../fakes/slack/wire.ts';
import { travel } from './documents.ts';
import { type Person, signIn } from './person.ts';
import { type Program, startProgram } from './program.ts';

export const channel = 'C0HELP';

/** Docent connected to a team on Slack over Socket Mode; `env` starts it once more. */
export type Team = { env: Record<string, string>; program: Program; admin: Person; travelId: string };

/** Starts Docent for a team, with further settings, signs its admin in and uploads the travel policy. */
export async function startTeam(slack: FakeSlack, settings: Record<string, string> = {}): Promise<Team> {
  const env = {
    SLACK_BOT_TOKEN: slack.workspace.tokens.bot,
    SLACK_APP_TOKEN: slack.workspace.tokens.app,
    SLACK_API_URL: slack.apiUrl,
    ...settings,
  };
  const program = await startProgram(env);
  const admin = await signIn(program);
  const travelId = await admin.upload(travel.name, travel.text);
  await slack.waitForSocket();
  return { env, program, admin, travelId };
}

/** A question that somebody asked, and how long it took until a sign showed that it was seen, in ms. */
export type Asked = { ts: string; thread: string; seenMs: number };

/** Somebody mentions the bot; resolves once the status line shows. */
export async function ask(
  slack: FakeSlack,
  said: { text: string; user?: string; thread_ts?: string },
): Promise<Asked> {
  const before = performance.now();
  const { ts } = await slack.mention({ ...said, channel });
  const thread = said.thread_ts ?? ts;
  const shows = () =>
    slack.callsOf('assistant.threads.setStatus').some(({ args }) => args['thread_ts'] === thread);
  await slack.waitFor(shows, { what: `a status in thread ${thread}` });
  return { ts, thread, seenMs: performance.now() - before };
}

/** The bot's first message in the question's thread after it. */
export function replyTo(slack: FakeSlack, { ts, thread }: Asked): Promise<FakeMessage> {
  const fits = (one: FakeMessage) => one.thread_ts === thread && one.ts > ts;
  return slack.waitForMessage(channel, fits);
}

/** Everything that members read of a message. */
export function shown(message: FakeMessage): string {
  return `${message.text}\n${JSON.stringify(message.blocks ?? [])}`;
}

/** Whether the status came before the first message of the thread. */
export function statusCameFirst(slack: FakeSlack, { thread }: Asked): boolean {
  const first = (method: string) =>
    slack.callsOf(method).find(({ args }) => args['thread_ts'] === thread)?.at;
  return (first('assistant.threads.setStatus') ?? Infinity) < (first('chat.postMessage') ?? 0);
}
