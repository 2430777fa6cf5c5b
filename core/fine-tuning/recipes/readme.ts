import { allParameters } from './modules.ts';
import { isPlain, type Plan } from './plan.ts';
import { DATA_FOLDER, dataFor } from './trainer-settings.ts';

const APPROACHES: Record<Plan['approach'], string> = {
  lora: 'LoRA: small matrices beside those of the model are trained',
  qlora: 'QLoRA: as LoRA, the model itself kept in 4 bits',
  prefix: 'prefix tuning: vectors in front of every layer are trained',
  prompt: 'soft prompt tuning: vectors in front of the question are trained',
  adapter: 'bottleneck adapters: a small net behind every layer is trained',
  full: 'full fine-tuning: all of the model is trained',
};
const METHODS: Record<Plan['method'], string> = {
  cpt: 'continued pre-training on the texts of the team',
  sft: 'instruction tuning on questions and good answers',
  dpo: 'preferences (DPO): better answers beside worse ones',
  kto: 'votes (KTO): single answers, good or bad',
  reward: 'a reward model: it learns which of two answers people prefer',
  grpo: 'reinforcement (GRPO): answers are tried and rewarded',
};
/** From here on a model does not fit a usual accelerator. */
const MUCH = 48;
const LARGEST = 80;

type Facts = {
  command: string;
  trainable: number;
  memory: { weights: number; training: number };
  files: string[];
};

/** What to install, what to run and what to expect. */
export function recipeReadme(plan: Plan, { command, trainable, memory, files }: Facts): string {
  const { model, approach, method } = plan;
  const plain = isPlain(approach);
  const exports = plain ? [dataFor.trl, dataFor.axolotl, dataFor.llamaFactory] : [dataFor.trl];
  const number = (value: number) => value.toLocaleString('en-US');
  const spread =
    memory.training > LARGEST
      ? 'That is more than one usual accelerator has: spread it over several, or choose QLoRA.'
      : 'Check that yours has it.';
  const notes = [
    ...(memory.training > MUCH
      ? [`- **This needs about ${memory.training} GB of accelerator memory.** ${spread}`]
      : []),
    ...(method === 'reward'
      ? ['- A head of one number is put on the model and trained with it; it is counted.']
      : []),
    ...(needsTemplate(plan)
      ? [
          '- The tokenizer of this model brings no chat template, which TRL asks for here: name the `output` of an sft recipe in the place of the base model, which has one.',
        ]
      : []),
  ];
  return `# ${model.id}: ${approach}, ${method}

${APPROACHES[approach]}; ${METHODS[method]}.

## Run

    docent tune export --format ${dataFor.trl[method]} --out ${DATA_FOLDER}
    ${command}

The first line writes the data beside this file, the second one trains.
${plain ? others(plan) : ''}
## Expect

- Base model: ${model.id}, ${number(allParameters(model))} parameters, licence ${model.licence}. ${model.note}
- Trained: ${number(trainable)} parameters.
- Memory: the weights take about ${memory.weights} GB, training about ${memory.training} GB.
${[...notes, ''].join('\n')}
## Data

${[...new Set(exports.map((of) => of[method]))].map((format) => `- \`docent tune export --format ${format} --out ${DATA_FOLDER}\``).join('\n')}

## Files

${files.map((name) => `- \`${name}\``).join('\n')}

## Install

    pip install ${packages(plan)}

Evaluate the result against the base model on \`valid.jsonl\`, which shares no question with the training data, before anybody uses it.
`;
}

function others({ method }: Plan): string {
  const grpo =
    method === 'grpo' ? ' LLaMA-Factory has no GRPO: its file uses PPO and a reward model in `reward/`.' : '';
  return `
With Axolotl instead: \`axolotl train axolotl.yaml\`; with LLaMA-Factory: \`llamafactory-cli train llama-factory.yaml\`. Each reads its own export, see below.${grpo}
`;
}

/** Methods that read chats, for a model that never saw one. */
function needsTemplate({ model, method }: Plan): boolean {
  return !model.chats && method !== 'sft' && method !== 'cpt';
}

function packages({ approach }: Plan): string {
  if (approach === 'adapter') return 'adapters datasets pyyaml';
  if (approach === 'full') return 'trl';
  return approach === 'qlora' ? 'trl peft bitsandbytes' : 'trl peft';
}
