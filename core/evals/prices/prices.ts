import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const table = z
  .object({
    asOf: z.string(),
    unit: z.literal('US dollars per million tokens'),
    /** Beginnings of the names of models that nobody bills. */
    local: z.array(z.string()),
    models: z.record(z.string(), z.tuple([z.number(), z.number()])),
  })
  .parse(JSON.parse(readFileSync(path.join(import.meta.dirname, 'prices.json'), 'utf8')));

const MILLION = 1_000_000;

/** A day that a provider puts behind a model's name: `-20260115`, `-2026-01-15`. */
const DATED = /-\d{4}-?\d{2}-?\d{2}$/;

/** The day on which the prices were looked up. */
export const pricesOf = table.asOf;

/** Whether its calls cost nothing: it runs on the team's own machines. */
export function isLocal(model: string): boolean {
  return table.local.some((name) => (name.endsWith(':') ? model.startsWith(name) : model === name));
}

/**
 * What tokens of a model (`provider:name`) cost in US dollars by list price, 0 for a local one. Null where the table
 * does not have the model: that is not the same as nothing.
 */
export function priceOf(model: string, tokens: { input: number; output: number }): number | null {
  if (isLocal(model)) return 0;
  const price = table.models[model] ?? table.models[model.replace(DATED, '')];
  if (price === undefined) return null;
  return (tokens.input * price[0] + tokens.output * price[1]) / MILLION;
}
