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

/** A folder of tasks and groups of which each can run. `leaves`: the tasks of a group, however deep. */
export type CheckedFolder = {
  tasks: Map<string, TaskConfig>;
  groups: Map<string, Group>;
  leaves: Map<string, string[]>;
};

/** Checks every task and group. Throws where one cannot run, and names all of them. */
export function checkConfigs(configs: readonly RawConfig[]): CheckedFolder {
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
  return { tasks, groups, leaves: new Map([...groups.keys()].map((name) => [name, leavesOf(name, groups)])) };
}

/** Checks every task and group first, then scores all tasks. Throws before anything is counted where one cannot run. */
export async function runConfigs(
  configs: readonly RawConfig[],
  read: ReadData,
  answer: Answer,
): Promise<FolderRun> {
  return runFolder(checkConfigs(configs), read, answer);
}

/** Scores all tasks. With `leaveOut`, documents without an answer are not counted; else they end the run. */
export async function runFolder(
  { tasks, groups, leaves }: CheckedFolder,
  read: ReadData,
  answer: Answer,
  leaveOut = false,
): Promise<FolderRun> {
  const runs = new Map<string, TaskRun>();
  for (const [name, task] of tasks) runs.set(name, await runTask(task, read, answer, leaveOut));
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
