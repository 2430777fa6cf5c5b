import { wrongFile } from '../wrong-file.ts';
import { pythonText, type Value } from './python/values.ts';
import type { TaskRun } from './run-task.ts';
import type { RawConfig } from './task-files.ts';

/** Tasks and groups that are reported together. */
export type Group = {
  name: string;
  file: string;
  alias: string;
  children: string[];
  fields: RawConfig['fields'];
};
export type GroupNumbers = { [key: string]: Value };

/** Resolves a group's members: tasks, groups, and tags that stand for the tasks that carry them. */
export function groupOf(
  raw: RawConfig,
  names: ReadonlySet<string>,
  tags: ReadonlyMap<string, string[]>,
): Group {
  const { group, group_alias: alias, task } = raw.fields;
  const name = pythonText(group ?? '');
  const children = (Array.isArray(task) ? task : [task ?? null]).flatMap((member) => {
    const wanted =
      member !== null && typeof member === 'object' && !Array.isArray(member) ? member['task'] : member;
    if (typeof wanted !== 'string')
      throw wrongFile(raw.file, null, `group ${name}: the field "task" must name tasks, groups or tags.`);
    if (names.has(wanted)) return [wanted];
    const tagged = tags.get(wanted);
    if (tagged === undefined)
      throw wrongFile(
        raw.file,
        null,
        `group ${name}: the field "task" names "${wanted}", which is not in the folder.`,
      );
    return tagged;
  });
  return {
    name,
    file: raw.file,
    alias: typeof alias === 'string' ? alias : name,
    children,
    fields: raw.fields,
  };
}

/** The tasks under a group, each once. Throws where a group is within itself. */
export function leavesOf(
  name: string,
  groups: ReadonlyMap<string, Group>,
  above: readonly string[] = [],
): string[] {
  const group = groups.get(name);
  if (group === undefined) return [name];
  if (above.includes(name)) throw wrongFile(group.file, null, `group ${name}: it is within itself.`);
  return [...new Set(group.children.flatMap((child) => leavesOf(child, groups, [...above, name])))];
}

/** A group's numbers over its tasks: means, weighted by size or not, and the pooled standard error. */
export function aggregateGroup(
  group: Group,
  leaves: readonly string[],
  runs: ReadonlyMap<string, TaskRun>,
): GroupNumbers {
  const own = leaves.flatMap((leaf) => runs.get(leaf) ?? []);
  const numbers: GroupNumbers = { name: group.name, alias: group.alias };
  const { aggregate_metric_list: given = null } = group.fields;
  const list = (Array.isArray(given) ? given : given === null ? [] : [given]).flatMap((entry) => {
    if (
      entry === null ||
      typeof entry !== 'object' ||
      Array.isArray(entry) ||
      typeof entry['metric'] !== 'string'
    )
      throw wrongFile(
        group.file,
        null,
        `group ${group.name}: the field "aggregate_metric_list" has an entry without "metric".`,
      );
    if ((entry['aggregation'] ?? 'mean') !== 'mean')
      throw wrongFile(
        group.file,
        null,
        `group ${group.name}: the field "aggregate_metric_list" may only have the aggregation mean.`,
      );
    return [
      {
        metric: entry['metric'],
        weighted: entry['weight_by_size'] !== false,
        filters: entry['filter_list'] ?? null,
      },
    ];
  });
  if (list.length === 0) return numbers;
  numbers['sample_len'] = own.reduce((sum, { count }) => sum + count, 0);
  for (const { metric, weighted, filters } of list)
    for (const filter of filtersOf(filters, metric, own)) {
      const members = own.filter((run) => typeof run.numbers[`${metric},${filter}`] === 'number');
      if (members.length === 0) continue;
      const sizes = members.map(({ count }) => count);
      const values = members.map((run) => Number(run.numbers[`${metric},${filter}`]));
      const errors = members.map((run) => run.numbers[`${metric}_stderr,${filter}`] ?? 'N/A');
      numbers[`${metric},${filter}`] = weightedMean(values, weighted ? sizes : sizes.map(() => 1));
      const known = errors.filter((error) => error !== 'N/A');
      numbers[`${metric}_stderr,${filter}`] =
        known.length < errors.length ? 'N/A' : pooledError(known, sizes);
    }
  return numbers;
}

/** The filters that are named, or all that the metric has. */
function filtersOf(named: Value, metric: string, runs: readonly TaskRun[]): string[] {
  if (named !== null) return (Array.isArray(named) ? named : [named]).map(pythonText);
  const keys = runs
    .flatMap(({ numbers }) => Object.keys(numbers))
    .filter((key) => key.startsWith(`${metric},`));
  return [...new Set(keys.map((key) => key.slice(metric.length + 1)))].sort();
}

function weightedMean(values: readonly number[], weights: readonly number[]): number {
  const sum = values.reduce((total, value, at) => total + value * (weights[at] ?? 0), 0);
  return sum / weights.reduce((total, weight) => total + weight, 0);
}

/** Standard error of the mean over all items of tasks whose own errors are known (pooled variance). */
function pooledError(errors: readonly number[], sizes: readonly number[]): number {
  const all = sizes.reduce((sum, size) => sum + size, 0);
  const spread = errors.reduce((sum, error, at) => {
    const size = sizes[at] ?? 0;
    return sum + (size - 1) * error ** 2 * size;
  }, 0);
  return Math.sqrt(spread / (all - sizes.length) / all);
}
