import { setTimeout as delay } from 'node:timers/promises';
import { createFakeSlack, type FakeSlack } from '../../fakes/slack/fake-slack.ts';
import type { Envelope, FakeMessage, JsonObject } from '../../fakes/slack/wire.ts';
import { trains } from '../../journeys/documents.ts';
import { lateness, mishap, type StormReport, type StormSize, seeded, shares, voteOf } from './storm-plan.ts';
import { stormProgram } from './storm-program.ts';
import { wrongVotes } from './votes-on-record.ts';

/** Slack sends an event that was not acknowledged again: so long after it. */
const RESEND_MS = [3_000, 10_000, 30_000, 60_000];
const LOOK_MS = 200;
const MINUTE_MS = 60_000;
/** The thumbs that stand are compared with the votes within this. */
const VOTES_MS = 5 * MINUTE_MS;
/** Long enough for a second reply, if there were one. */
const CALM_MS = 15_000;

type Asked = { channel: string; ts: string; at: number; repliedMs: number | null };

/** A storm over the fake Slack with its tiers enforced. `env` adds settings of the program. */
export async function slackStorm(
  size: StormSize,
  env: Record<string, string> = {},
  say: (words: string) => void = () => {},
): Promise<StormReport> {
  const began = performance.now();
  await using slack = await createFakeSlack();
  const chance = seeded(11);
  const program = await stormProgram({
    SLACK_BOT_TOKEN: slack.workspace.tokens.bot,
    SLACK_APP_TOKEN: slack.workspace.tokens.app,
    SLACK_API_URL: slack.apiUrl,
    ...env,
  });
  slack.tiers.minuteMs = MINUTE_MS;
  await program.start();
  say('started');
  await slack.waitForSocket(1, { timeoutMs: 60_000 });
  slack.faults.otherwise = () => {
    const what = mishap(chance);
    if (what === 'limited') return { kind: 'rate-limited', retryAfter: 1 };
    return what === 'broken' ? { kind: 'http', status: 503 } : what === 'lost' ? { kind: 'lost' } : undefined;
  };
  const ackMs: number[] = [];
  const acked = new Set<string>();
  let read = 0;
  const isAcked = (id: string): boolean => {
    for (; read < slack.acks.length; read += 1) acked.add(String(slack.acks[read]?.envelope_id));
    return acked.has(id);
  };
  const asked: Asked[] = [];
  const over = new AbortController();
  const work: Promise<unknown>[] = [];

  /** Hands an event over until it is acknowledged, as Slack does. */
  async function hand(event: JsonObject, lateMs: number): Promise<void> {
    if (lateMs > 0) await delay(lateMs);
    let envelope: Envelope | null = null;
    const eventId = slack.workspace.nextId('EvS');
    for (const waitMs of RESEND_MS) {
      envelope = await slack.event(event, eventId).catch(() => null);
      // Until a connection stands there is nobody who could acknowledge.
      const sent = performance.now();
      const id = envelope?.envelope_id ?? '';
      const until = sent + waitMs;
      while (envelope !== null && performance.now() < until && !isAcked(id)) await delay(5);
      if (envelope !== null && isAcked(id)) {
        ackMs.push(performance.now() - sent);
        break;
      }
      if (envelope === null)
        await delay(Math.max(0, until - performance.now()), undefined, over).catch(() => {});
    }
    if (envelope !== null && chance() < shares.doubled) await slack.redeliver(eventId).catch(() => undefined);
  }

  function mention(nth: number): void {
    const channel = `C0STORM${nth % size.places}`;
    const user = `U0S${nth % size.people}`;
    const { workspace } = slack;
    if (!workspace.users.has(user)) workspace.addUser({ id: user });
    if (!workspace.channels.has(channel)) workspace.addChannel({ id: channel });
    workspace.channels.get(channel)?.members.add(user);
    const text = `<@${workspace.bot.user_id}> ${trains.question}`;
    const { ts } = workspace.post({ channel, user, text });
    asked.push({ channel, ts, at: performance.now(), repliedMs: null });
    const event = { type: 'app_mention', user, text, ts, channel, team: workspace.team.id, event_ts: ts };
    work.push(hand(event, lateness(chance)));
  }

  async function vote(message: FakeMessage, user: string): Promise<void> {
    for (const { add, up } of voteOf(chance)) {
      const reaction = up ? '+1' : '-1';
      const holders = message.reactions.get(reaction) ?? new Set<string>();
      if (add) message.reactions.set(reaction, holders.add(user));
      else holders.delete(user);
      const event = {
        ...{ type: add ? 'reaction_added' : 'reaction_removed', user, reaction },
        ...{ item: { type: 'message', channel: message.channel, ts: message.ts } },
        ...{ item_user: message.user, event_ts: slack.workspace.nextTs() },
      };
      work.push(hand(event, lateness(chance)));
      await delay(50 + chance() * 400);
    }
  }

  const repliesTo = ({ channel, ts }: Asked) => slack.posts(channel, ts);
  async function watch(): Promise<void> {
    while (!over.signal.aborted) {
      for (const one of asked) {
        if (one.repliedMs !== null) continue;
        const [reply] = repliesTo(one);
        if (reply === undefined) continue;
        one.repliedMs = performance.now() - one.at;
        if (chance() >= shares.voted) continue;
        for (const voter of ['U0V1', 'U0V2', 'U0V3'].slice(0, 1 + Math.floor(chance() * 3)))
          work.push(vote(reply, voter));
      }
      await delay(LOOK_MS);
    }
  }

  async function dropSockets(): Promise<void> {
    while (!over.signal.aborted) {
      await delay(size.dropEveryMs, undefined, over).catch(() => {});
      if (asked.length < size.mentions) slack.socket.drop();
    }
  }

  const watching = Promise.all([watch(), dropSockets()]);
  for (let nth = 0; nth < size.mentions; nth += 1) {
    mention(nth);
    if (nth === size.killAfter) {
      await program.kill9();
      slack.socket.drop();
      say('killed');
      work.push(
        delay(1_000)
          .then(() => program.start())
          .then(() => say('started again')),
      );
    }
    await delay((size.overMs / size.mentions) * 2 * chance());
  }
  const until = began + size.patienceMs;
  while (asked.some(({ repliedMs }) => repliedMs === null) && performance.now() < until) await delay(LOOK_MS);
  say(`all asked and waited for: ${asked.filter(({ repliedMs }) => repliedMs !== null).length} replies`);
  await delay(LOOK_MS * 2);
  over.abort();
  await watching;
  await Promise.all(work);
  say('everything told');
  await delay(CALM_MS);
  slack.faults.otherwise = null;
  const truth = tallyOf(slack, asked.flatMap(repliesTo));
  const wrong = await wrongVotes(program, truth, { patienceMs: VOTES_MS, say });
  say('compared');
  say(`calls: ${busiest(slack.calls.map(({ method }) => method))}`);
  const report: StormReport = {
    asked: asked.length,
    lost: asked.filter((one) => repliesTo(one).length === 0).map(({ ts }) => ts),
    doubled: asked.filter((one) => repliesTo(one).length > 1).map(({ ts }) => ts),
    wrong: asked.flatMap(repliesTo).flatMap((one) => (one.text.includes(trains.answer) ? [] : [one.text])),
    votes: [...truth.values()].reduce((sum, { up, down }) => sum + up + down, 0),
    wrongVotes: wrong,
    ackMs,
    replyMs: asked.flatMap(({ repliedMs }) => repliedMs ?? []),
    calls: slack.calls.length,
    refused: slack.tiers.refused,
    tookMs: performance.now() - began,
    load: await program.load(),
  };
  await program.end();
  return report;
}

/** The methods that were called most, with how often. */
function busiest(methods: readonly string[]): string {
  const counts = Object.entries(Object.groupBy(methods, (method) => method));
  const sorted = counts.map(([method, calls = []]) => [calls.length, method] as const);
  return sorted
    .toSorted(([one], [other]) => other - one)
    .slice(0, 8)
    .map(([count, method]) => `${method} ${count}`)
    .join(', ');
}

function tallyOf(slack: FakeSlack, replies: readonly FakeMessage[]) {
  const count = (one: FakeMessage, name: string) =>
    [...(one.reactions.get(name) ?? [])].filter((user) => user !== slack.workspace.bot.user_id).length;
  return new Map(replies.map((one) => [one.ts, { up: count(one, '+1'), down: count(one, '-1') }]));
}
