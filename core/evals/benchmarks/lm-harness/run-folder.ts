import { AppError } from '../../../errors.ts';
import { NOTHING_COUNTED, wrongFile } from '../wrong-file.ts';
import type { ReadData } from './documents.ts';
import { aggregateGroup, type Group, type GroupNumbers, groupOf, leavesOf } from './groups.ts';
import { pythonText } from './python/values.ts';
import type { Answer } from './responses.ts';
import { runTask, type TaskRun } from './run-task.ts';
import { type TaskConfig, taskOf } from './task-config.ts';
import type { RawConfig } from './task-files.ts';

/** A folder of tasks and groups that has run. */
export type FolderRun = {
  runs: Map<string, TaskRun>;
  groups: Map<string, Group>;
  groupNumbers: Map<string, GroupNumbers>;
};

/** Checks every task and group first, then runs all tasks. Throws before anything is asked where one cannot run. */
export async function runConfigs(
  configs: readonly RawConfig[],
  read: ReadData,
  answer: Answer,
): Promise<FolderRun> {
  const isGroup = ({ fields }: RawConfig) => (fields['group'] ?? null) !== null;
  const tasks = new Map<string, TaskConfig>();
  const rawGroups = configs.filter(isGroup);
  const names = new Set<string>(rawGroups.map(({ fields }) => pythonText(fields['group'] ?? '')));
  const unfit: string[] = [];
  for (const raw of configs.filter(
    (config) => !isGroup(config) && typeof config.fields['task'] === 'string',
  )) {
    try {
      const task = taskOf(raw);
      if (tasks.has(task.task) || names.has(task.task))
        throw wrongFile(raw.file, null, `the field "task" is ${task.task}, as in another file.`);
      tasks.set(task.task, task);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      unfit.push(error.message);
    }
  }
  // All at once, so that a folder needs no second run to show the next.
  if (unfit.length > 0) throw new AppError('cli.file', unfit.join('\n'), NOTHING_COUNTED);
  if (tasks.size === 0) throw wrongFile('--tasks', null, 'the folder holds no task.');
  for (const name of tasks.keys()) names.add(name);
  const groups = new Map<string, Group>();
  const tags = tagsOf(tasks);
  for (const raw of rawGroups) {
    const group = groupOf(raw, names, tags);
    groups.set(group.name, group);
  }
  const leaves = new Map([...groups.keys()].map((name) => [name, leavesOf(name, groups)]));
  const runs = new Map<string, TaskRun>();
  for (const [name, task] of tasks) runs.set(name, await runTask(task, read, answer));
  const groupNumbers = new Map(
    [...groups.values()].map((group) => [
      group.name,
      aggregateGroup(group, leaves.get(group.name) ?? [], runs),
    ]),
  );
  return { runs, groups, groupNumbers };
}

function tagsOf(tasks: ReadonlyMap<string, TaskConfig>): Map<string, string[]> {
  const tags = new Map<string, string[]>();
  for (const [name, { fields }] of tasks) {
    const { tag = null } = fields;
    for (const one of Array.isArray(tag) ? tag : tag === null ? [] : [tag])
      tags.set(pythonText(one), [...(tags.get(pythonText(one)) ?? []), name]);
  }
  return tags;
}
