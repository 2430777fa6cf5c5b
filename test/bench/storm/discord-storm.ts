import { setTimeout as delay } from 'node:timers/promises';
import { limits } from '../../../bot/discord/text/limits.ts';
import { createFakeDiscord, type FakeDiscord } from '../../fakes/discord/fake-discord.ts';
import type { FakeMessage } from '../../fakes/discord/types.ts';
import { trains } from '../../journeys/documents.ts';
import {
  lateness,
  mishap,
  type StormReport,
  type StormSize,
  seeded,
  shares,
  type Tally,
  voteOf,
} from './storm-plan.ts';
import { stormProgram } from './storm-program.ts';
import { wrongVotes } from './votes-on-record.ts';

const LOOK_MS = 200;
const MINUTE_MS = 60_000;
const { typingFreshMs: FRESH_MS } = limits;
/** Discord wants to be left alone for so long after a call too many. */
const LIMITED_MS = 1_000;
/** The thumbs that stand are compared with the votes within this. */
const VOTES_MS = 5 * MINUTE_MS;
/** Long enough for a second reply, if there were one. */
const CALM_MS = 15_000;
/** What was told this long before a connection broke may not have arrived. */
const IN_FLIGHT_MS = 1_000;
const voters = ['ben', 'cat', 'dan'];

/** `toldAt` = when its event goes out to the bot: some are late. */
type Asked = { message: FakeMessage; at: number; toldAt: number; repliedMs: number | null };

/** A storm over the fake Discord with its message buckets enforced. `env` adds settings of the program. */
export async function discordStorm(
  size: StormSize,
  env: Record<string, string> = {},
  say: (words: string) => void = () => {},
): Promise<StormReport> {
  const began = performance.now();
  const channels = Array.from({ length: size.places }, (_, nth) => `storm-${nth}`);
  await using discord = await createFakeDiscord({ rateLimits: true, channels });
  const chance = seeded(12);
  const program = await stormProgram({
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
    ...env,
  });
  await program.start();
  say('started');
  await discord.waitForReady(60_000);
  discord.faults.otherwise = (method) => {
    const what = mishap(chance);
    if (what === 'limited') return { kind: 'rate-limit', retryAfter: LIMITED_MS / 1_000 };
    if (what === 'lost') return { kind: 'lost-response' };
    return what === 'broken'
      ? { kind: 'status', status: 503, carriedOut: method !== 'GET' && chance() < 0.5 }
      : undefined;
  };
  /** How late the event is that was told last. */
  let lateMs = 0;
  discord.gateway.lateness = () => {
    lateMs = lateness(chance);
    return lateMs;
  };
  const asked: Asked[] = [];
  /** When no process was connected: who asked then could see no sign of it. */
  const away: { from: number; to: number }[] = [];
  const over = new AbortController();
  const work: Promise<unknown>[] = [];

  function mention(nth: number): void {
    if (chance() < shares.doubled) discord.gateway.duplicateNext(1);
    const channel = String(channels[nth % channels.length]);
    const message = discord.mention({
      text: trains.question,
      channel,
      user: `u${nth % size.people}`,
    });
    const at = performance.now();
    asked.push({ message, at, toldAt: at + lateMs, repliedMs: null });
  }

  async function vote({ channelId, id }: FakeMessage, user: string): Promise<void> {
    for (const { add, up } of voteOf(chance)) {
      if (chance() < shares.doubled) discord.gateway.duplicateNext(1);
      const kind = add ? 'added' : 'removed';
      discord.reaction({ kind, user, emoji: up ? '👍' : '👎', channelId, messageId: id });
      await delay(50 + chance() * 400);
    }
  }

  const byPlace = () => Map.groupBy(ours(discord), ({ channelId, replyTo }) => replyTo ?? channelId);
  async function watch(): Promise<void> {
    while (!over.signal.aborted) {
      const replies = byPlace();
      for (const one of asked) {
        const [reply] = one.repliedMs === null ? (replies.get(one.message.id) ?? []) : [];
        if (reply === undefined) continue;
        one.repliedMs = performance.now() - one.at;
        if (chance() >= shares.voted) continue;
        for (const voter of voters.slice(0, 1 + Math.floor(chance() * 3))) work.push(vote(reply, voter));
      }
      await delay(LOOK_MS);
    }
  }

  async function goAway(from: number): Promise<void> {
    const isBack = () => discord.gateway.liveSessions() > 0;
    while (!over.signal.aborted && isBack()) await delay(5);
    while (!over.signal.aborted && !isBack()) await delay(5);
    away.push({ from, to: performance.now() });
  }

  async function dropSockets(): Promise<void> {
    while (!over.signal.aborted) {
      await delay(size.dropEveryMs, undefined, over).catch(() => {});
      if (asked.length >= size.mentions) continue;
      work.push(goAway(performance.now() - IN_FLIGHT_MS));
      discord.gateway.kill();
    }
  }

  const watching = Promise.all([watch(), dropSockets()]);
  for (let nth = 0; nth < size.mentions; nth += 1) {
    mention(nth);
    if (nth === size.killAfter) {
      work.push(goAway(performance.now() - IN_FLIGHT_MS));
      await program.kill9();
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
  discord.faults.otherwise = null;
  const replies = byPlace();
  const of = ({ message }: Asked) => replies.get(message.id) ?? [];
  const truth = tallyOf(discord, asked.flatMap(of));
  const wrong = await wrongVotes(program, truth, { patienceMs: VOTES_MS, say });
  say('compared');
  const report: StormReport = {
    asked: asked.length,
    lost: asked.filter((one) => of(one).length === 0).map(({ message }) => message.content),
    doubled: asked.filter((one) => of(one).length > 1).map(({ message }) => message.content),
    wrong: asked.flatMap(of).flatMap(({ content }) => (content.includes(trains.answer) ? [] : [content])),
    votes: [...truth.values()].reduce((sum, { up, down }) => sum + up + down, 0),
    wrongVotes: wrong,
    ackMs: asked
      .filter(({ toldAt }) => !away.some(({ from, to }) => toldAt >= from && toldAt <= to))
      .flatMap((one) => typingAfter(discord, one)),
    replyMs: asked.flatMap(({ repliedMs }) => repliedMs ?? []),
    calls: discord.requests.length,
    refused: discord.requests.filter(({ status }) => status === 429).length,
    tookMs: performance.now() - began,
    load: await program.load(),
  };
  await program.end();
  return report;
}

const ours = (discord: FakeDiscord) =>
  discord.messages().filter(({ author, deleted }) => author.id === discord.bot.id && !deleted);

/** Discord is shown "is typing" in the channel: the first sign of it after the question, or after a limit that Discord set there. */
function typingAfter(discord: FakeDiscord, { message, toldAt }: Asked): number[] {
  const path = `/channels/${message.channelId}/typing`;
  const typing = discord.requests.filter((request) => request.path === path);
  const limited = typing.filter(({ status, at }) => status === 429 && at < toldAt);
  const from = Math.max(toldAt, ...limited.map(({ at }) => at + LIMITED_MS));
  // Shown so shortly before, it is not shown anew.
  const isShown = typing.some(({ status = 0, at }) => status === 204 && at < from && at >= from - FRESH_MS);
  const first = isShown ? { at: from } : typing.find(({ at }) => at >= from);
  return first === undefined ? [] : [first.at - from];
}

function tallyOf(discord: FakeDiscord, replies: readonly FakeMessage[]): Tally {
  return new Map(
    replies.map(({ id, reactions }) => {
      const count = (thumb: string) =>
        reactions.filter(({ emoji, userId }) => emoji === thumb && userId !== discord.bot.id).length;
      return [id, { up: count('👍'), down: count('👎') }];
    }),
  );
}
