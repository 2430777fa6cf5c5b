import type { Plan } from './plan.ts';

/** TRL's scripts know LoRA alone: prefixes and soft prompts are trained by a script that reads the same settings. */
const SOFT_PROMPTS = `"""Trains the prefix or soft prompt of adapter_config.json with the settings of trl.yaml."""
import json
from pathlib import Path

import yaml
from datasets import load_dataset
from peft import PrefixTuningConfig, PromptTuningConfig
from transformers import AutoModelForCausalLM
from trl import SFTConfig, SFTTrainer

here = Path(__file__).parent
settings = yaml.safe_load((here / "trl.yaml").read_text())
adapter = json.loads((here / "adapter_config.json").read_text())
kinds = {"PREFIX_TUNING": PrefixTuningConfig, "PROMPT_TUNING": PromptTuningConfig}
peft_config = kinds[adapter.pop("peft_type")](**adapter)

model = AutoModelForCausalLM.from_pretrained(settings.pop("model_name_or_path"), dtype=settings.pop("dtype"))
data = load_dataset(str(here / settings.pop("dataset_name")))
train = data[settings.pop("dataset_train_split")]
valid = data[settings.pop("dataset_test_split")]
trainer = SFTTrainer(
    model=model, args=SFTConfig(**settings), train_dataset=train, eval_dataset=valid, peft_config=peft_config
)
trainer.model.print_trainable_parameters()
trainer.train()
trainer.save_model()
`;

/** Bottleneck adapters live in AdapterHub's package. */
const ADAPTERS = `"""Trains the bottleneck adapter of adapter_config.json with the settings of trl.yaml."""
import json
from pathlib import Path

import adapters
import yaml
from adapters import AdapterTrainer, BnConfig
from datasets import load_dataset
from transformers import AutoModelForCausalLM, AutoTokenizer, DataCollatorForLanguageModeling, TrainingArguments

here = Path(__file__).parent
settings = yaml.safe_load((here / "trl.yaml").read_text())
for name in ("completion_only_loss", "packing"):
    settings.pop(name, None)
longest = settings.pop("max_length")
template = settings.pop("chat_template_path", None)
name = settings.pop("model_name_or_path")
tokenizer = AutoTokenizer.from_pretrained(name)
tokenizer.pad_token = tokenizer.pad_token or tokenizer.eos_token
if template is not None:
    tokenizer.chat_template = (here / template).read_text()
model = AutoModelForCausalLM.from_pretrained(name, dtype=settings.pop("dtype"))
adapters.init(model)
model.add_adapter("docent", config=BnConfig(**json.loads((here / "adapter_config.json").read_text())))
model.train_adapter("docent")
print(model.adapter_summary())


def tokens(row):
    text = row["text"] if "text" in row else tokenizer.apply_chat_template(
        row["prompt"] + row["completion"], tokenize=False
    )
    return tokenizer(text, truncation=True, max_length=longest)


data = load_dataset(str(here / settings.pop("dataset_name")))
train, valid = data[settings.pop("dataset_train_split")], data[settings.pop("dataset_test_split")]
trainer = AdapterTrainer(
    model=model,
    args=TrainingArguments(**settings),
    train_dataset=train.map(tokens, remove_columns=train.column_names),
    eval_dataset=valid.map(tokens, remove_columns=valid.column_names),
    data_collator=DataCollatorForLanguageModeling(tokenizer, mlm=False),
)
trainer.train()
model.save_adapter("output/docent", "docent")
`;

/** What GRPO rewards, and how Axolotl reads its rows. */
const REWARDS = `"""Rewards an answer by the words that it shares with the one that people confirmed."""
import re


def words(text):
    return re.findall(r"\\w+", text.lower())


def answer_overlap(completions, solution, **kwargs):
    """F1 of words, 0 to 1."""
    rewards = []
    for completion, right in zip(completions, solution):
        text = completion if isinstance(completion, str) else completion[-1]["content"]
        said, meant = set(words(text)), set(words(right))
        common = len(said & meant)
        rewards.append(2 * common / (len(said) + len(meant)) if said or meant else 0.0)
    return rewards


def as_prompt(cfg, *args, **kwargs):
    def row(example, tokenizer=None):
        return {"prompt": example["prompt"], "solution": example["solution"]}

    return row
`;

/** For base models that never saw a chat: the form of ChatML. */
const TEMPLATE = `{%- for message in messages -%}
<|im_start|>{{ message['role'] }}
{{ message['content'] }}<|im_end|>
{% endfor -%}
{%- if add_generation_prompt -%}
<|im_start|>assistant
{% endif -%}
`;

/** Programs that a recipe needs beside its settings, by file name. */
export function scriptsOf({ approach, method, model }: Plan): { name: string; text: string }[] {
  return [
    ...(approach === 'prefix' || approach === 'prompt' ? [{ name: 'train.py', text: SOFT_PROMPTS }] : []),
    ...(approach === 'adapter' ? [{ name: 'train.py', text: ADAPTERS }] : []),
    ...(method === 'grpo' ? [{ name: 'rewards.py', text: REWARDS }] : []),
    ...(method === 'sft' && !model.chats ? [{ name: 'chat_template.jinja', text: TEMPLATE }] : []),
  ];
}
