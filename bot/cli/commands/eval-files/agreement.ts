import type { Command } from 'commander';
import {
  agreeInBothOrders,
  agreeWithExperts,
  type BothOrders,
  type OrderAgreement,
  type Rated,
  type RatedAgreement,
  type Verdict,
} from '../../../../core/evals/judged/agreement.ts';
import { type Context, printJson, usageError } from '../../context.ts';
import { plural } from '../../words.ts';
import { type Row, readRows } from './read-rows.ts';

type Options = { scores?: string; pairs?: string; json?: boolean };

/** `docent eval agreement`: may a judge be believed? */
export function registerAgreement(evals: Command, context: Context): void {
  evals
    .command('agreement')
    .description(
      'how far an LLM judge agrees with people, or with itself when answers are shown in both orders',
    )
    .option('--scores <file>', 'JSON Lines of {"id","judge","expert","setting"?}')
    .option(
      '--pairs <file>',
      'JSON Lines of {"id","aFirst","bFirst","setting"?}: "a", "b" or "tie", with a shown first and with b first',
    )
    .option('--json', 'print one JSON object')
    .action(async ({ scores, pairs, json }: Options) => {
      if ((scores === undefined) === (pairs === undefined))
        throw usageError('Give either --scores FILE or --pairs FILE.');
      if (scores !== undefined) {
        const found = bySetting(await readRows(context.io, scores), readRated, agreeWithExperts);
        if (json) printJson(context.io, { settings: found });
        else context.io.out(Object.entries(found).map(ratedLine).join(''));
      } else {
        const found = bySetting(await readRows(context.io, pairs ?? ''), readOrders, agreeInBothOrders);
        if (json) printJson(context.io, { settings: found });
        else context.io.out(Object.entries(found).map(orderLine).join(''));
      }
    });
}

/** Rows without a setting belong together under this name. */
const ALL = 'all';

function bySetting<T, A>(rows: Row[], read: (row: Row) => T, agree: (rows: T[]) => A): Record<string, A> {
  const groups = new Map<string, T[]>();
  const seen = new Map<string, number>();
  for (const row of rows) {
    const setting = row.value('setting') === undefined ? ALL : row.id('setting');
    const key = JSON.stringify([setting, row.id('id')]);
    const earlier = seen.get(key);
    if (earlier !== undefined)
      throw row.fail(`"id" ${JSON.stringify(row.value('id'))} is on line ${earlier} already`);
    seen.set(key, row.line);
    groups.set(setting, [...(groups.get(setting) ?? []), read(row)]);
  }
  return Object.fromEntries([...groups].map(([setting, own]) => [setting, agree(own)]));
}

const readRated = (row: Row): Rated => ({ judge: row.number('judge'), expert: row.number('expert') });

function readOrders(row: Row): BothOrders {
  const verdict = (name: string): Verdict => {
    const word = row.text(name);
    if (word === 'a' || word === 'b' || word === 'tie') return word;
    throw row.fail(`"${name}" must be "a", "b" or "tie"`);
  };
  return { aFirst: verdict('aFirst'), bFirst: verdict('bFirst') };
}

const number = (value: number | null): string => (value === null ? 'not measured' : value.toFixed(4));

function ratedLine([setting, { n, pearson, spearman, kendall }]: [string, RatedAgreement]): string {
  return `${setting}: ${plural(n, 'item')}, Spearman ${number(spearman)}, Kendall ${number(kendall)}, Pearson ${number(pearson)}\n`;
}

function orderLine([setting, one]: [string, OrderAgreement]): string {
  return `${setting}: ${plural(one.n, 'pair')}, the same in both orders ${number(one.consistency)}, the first shown wins ${number(one.firstShown)}, ties ${number(one.ties)}, a wins ${number(one.winRate)}\n`;
}
