import { wilson95 } from '../../core/evals/intervals.ts';

/** "96.2 % [93.0, 98.1] (152/158)" with a Wilson interval. */
export function shareOf(hits: number, of: number): string {
  const interval = wilson95(hits, of);
  if (interval === null) return '–';
  const per = (value: number) => (100 * value).toFixed(1);
  return `${per(hits / of)} % [${per(interval[0])}, ${per(interval[1])}] (${hits}/${of})`;
}
