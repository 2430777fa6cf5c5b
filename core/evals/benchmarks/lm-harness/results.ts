import { BOOTSTRAP_DRAWS } from './aggregate.ts';
import { hashOf } from './hash.ts';
import { pythonText, type Value } from './python/values.ts';
import type { FolderRun } from './run-folder.ts';
import type { TaskRun } from './run-task.ts';

type Table<Held> = { [name: string]: Held };

/** A run in the layout of lm-evaluation-harness's result file. It holds no clock: the same input, the same bytes. */
export function resultsOf({ runs, groups, groupNumbers }: FolderRun, model: string) {
  const sorted = [...runs].sort(([a], [b]) => (a < b ? -1 : 1));
  const each = <Held>(make: (run: TaskRun) => Held): Table<Held> =>
    Object.fromEntries(sorted.map(([name, run]) => [name, make(run)]));
  const withNumbers = [...groupNumbers].filter(([, numbers]) => 'sample_len' in numbers);
  const better = each(({ task }) =>
    Object.fromEntries(task.metrics.map((row) => [row.metric, row.higherIsBetter])),
  );
  const shots = each(({ task }) => task.numFewshot);
  for (const [name, { children }] of groups) {
    const counts = new Set(children.flatMap((child) => shots[child] ?? []));
    const [count] = counts;
    if (counts.size === 1 && count !== undefined) shots[name] = count;
    better[name] = Object.assign({}, ...children.map((child) => better[child] ?? {})) as Table<boolean>;
  }
  const results: Table<Table<Value>> = {
    ...each(({ task, numbers, count }) => ({
      alias: pythonText(task.fields['task_alias'] ?? task.task),
      name: task.task,
      sample_len: count,
      ...numbers,
    })),
    ...Object.fromEntries(groupNumbers),
  };
  return {
    results,
    groups: Object.fromEntries(withNumbers) as Table<Table<Value>>,
    group_subtasks: Object.fromEntries([...groups].map(([name, { children }]) => [name, children])),
    configs: each(configOf),
    versions: {
      ...each(({ task }) => versionOf(task.fields)),
      ...Object.fromEntries([...groups].map(([name, { fields }]) => [name, versionOf(fields)])),
    },
    'n-shot': shots,
    higher_is_better: better,
    'n-samples': each(({ count, documents }) => ({ original: documents, effective: count })),
    config: { model, bootstrap_iters: BOOTSTRAP_DRAWS, fewshot_seed: 1234 },
    task_hashes: each(({ samples }) =>
      hashOf(samples.map((row) => `${row['doc_hash']}${row['prompt_hash']}${row['target_hash']}`).join('')),
    ),
  };
}

function versionOf({ metadata = null }: Table<Value>): Value {
  return metadata !== null && typeof metadata === 'object' && !Array.isArray(metadata)
    ? (metadata['version'] ?? 'N/A')
    : 'N/A';
}

/** A task's configuration with the defaults that count for its numbers. */
function configOf({ task }: TaskRun): Table<Value> {
  const { shot } = task;
  return {
    ...task.fields,
    description: task.description,
    fewshot_config: {
      sampler: task.sampler,
      split: task.fewshotSplit,
      fewshot_indices: task.fewshotIndices,
      samples: task.fewshotSamples,
      doc_to_text: shot.docToText,
      doc_to_choice: shot.docToChoice,
      doc_to_target: shot.docToTarget,
      gen_prefix: shot.genPrefix,
      fewshot_delimiter: shot.fewshotDelimiter,
      target_delimiter: shot.targetDelimiter,
      process_docs: null,
    },
    fewshot_delimiter: task.fewshotDelimiter,
    target_delimiter: task.targetDelimiter,
    ...(task.outputType === 'generate_until' ? { generation_kwargs: task.generation } : {}),
    num_fewshot: task.numFewshot,
    output_type: task.outputType,
    repeats: task.repeats,
    should_decontaminate: task.fields['should_decontaminate'] ?? false,
    unsafe_code: false,
  };
}
