import { percentile, row } from '../table.ts';
import { discordStorm } from './discord-storm.ts';
import { slackStorm } from './slack-storm.ts';
import { type StormReport, wholeStorm } from './storm-plan.ts';

const storms = { slack: slackStorm, discord: discordStorm };

/** One storm a platform, against its fake with the limits enforced. `mentions` makes it a smaller one. */
export async function stormBench(
  only: readonly string[] = [],
  mentions = wholeStorm.mentions,
): Promise<void> {
  const share = mentions / wholeStorm.mentions;
  const size = {
    ...wholeStorm,
    mentions,
    overMs: wholeStorm.overMs * share,
    killAfter: Math.floor(mentions / 2),
  };
  for (const [name, blow] of Object.entries(storms)) {
    if (only.length > 0 && !only.includes(name)) continue;
    print(name, await blow(size, {}, (words) => console.log(`  … ${words}`)));
  }
}

function print(name: string, report: StormReport): void {
  const { asked, lost, doubled, wrong, votes, wrongVotes, ackMs, replyMs, calls, refused } = report;
  const { tookMs, load } = report;
  console.log(`\n${name}: ${asked} mentions in ${(tookMs / 1_000).toFixed(0)} s`);
  row(
    'questions without a reply, with several',
    `${lost.length}, ${doubled.length}`,
    lost.slice(0, 3).join('; '),
  );
  row('replies that are no answer', String(wrong.length), wrong.slice(0, 2).join('; ').slice(0, 120));
  row('answers whose votes are not the thumbs', `${wrongVotes.length}`, `${votes} votes stand`);
  row('acknowledged', `p50 ${fixed(ackMs, 50)} ms`, `p99 ${fixed(ackMs, 99)} ms of ${ackMs.length}`);
  row('first reply', `p50 ${fixed(replyMs, 50)} ms`, `p99 ${fixed(replyMs, 99)} ms`);
  row(
    'event loop of the program late',
    `p50 ${load.lateP50.toFixed(0)} ms`,
    `p99 ${load.lateP99.toFixed(0)} ms, most ${load.lateMost.toFixed(0)} ms; ${((100 * load.cpuMs) / load.upMs).toFixed(0)} % of a core`,
  );
  row('calls to the platform', String(calls), `${refused} refused for a limit`);
}

const fixed = (values: number[], share: number) =>
  values.length === 0 ? '-' : percentile(values, share).toFixed(0);
