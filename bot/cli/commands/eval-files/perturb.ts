import type { Command } from 'commander';
import {
  absentPerturbations,
  allPerturbations,
  perturb,
  perturbationName,
  perturbationNamed,
} from '../../../../core/evals/robustness/all-perturbations.ts';
import type { Gender, PerturbOptions } from '../../../../core/evals/robustness/perturbation.ts';
import { answerBatch, type Context, exitCode, readBatch, usageError } from '../../context.ts';

type Options = {
  kind: string;
  seed: string;
  batch: string;
  probability?: string;
  source: string;
  target: string;
  suffix?: string;
};

const GENDERS: readonly string[] = ['neutral', 'female', 'male'] satisfies Gender[];
const isGender = (word: string): word is Gender => GENDERS.includes(word);

/** `docent eval perturb`: the same questions, written otherwise. */
export function registerPerturb(evals: Command, context: Context): void {
  evals
    .command('perturb')
    .description('change texts in a way that should not change the answer, as HELM does')
    .requiredOption('--kind <name>', allPerturbations.map(({ name }) => name).join(', '))
    .requiredOption('--batch <file>', 'JSON Lines of {"id","text","references"?}; - for standard input')
    .option('--seed <seed>', 'the same seed gives the same texts', '0')
    .option('--probability <number>', 'how often something that may change does, 0 to 1')
    .option('--source <gender>', `of the gender kinds: ${GENDERS.join(', ')}`, 'male')
    .option('--target <gender>', 'what it becomes', 'female')
    .option('--suffix <text>', 'of kind suffix: what is put behind')
    .option('--json', 'JSON Lines are printed with and without it')
    .action(async (options: Options) => {
      const perturbation = perturbationNamed(options.kind);
      if (perturbation === undefined) throw unknownKind(options.kind);
      if (perturbation.name === 'suffix' && options.suffix === undefined)
        throw usageError('Kind suffix needs --suffix TEXT.');
      const settings = readOptions(options);
      const rows = await readBatch(context.io, options.batch);
      if (rows.length === 0) throw usageError(`${options.batch} is empty.`);
      let failed = 0;
      await answerBatch(context.io, rows, async ({ id, text, references }) => {
        if (typeof text === 'string' && (typeof id === 'string' || typeof id === 'number')) {
          const change = (one: string) =>
            perturb(perturbation, { id: String(id), text: one }, options.seed, settings);
          if (references === undefined) return { text: change(text) };
          if (isTexts(references))
            return {
              text: change(text),
              references: perturbation.references === true ? references.map(change) : references,
            };
          failed += 1;
          throw usageError('"references" must be a list of texts');
        }
        failed += 1;
        throw usageError(
          typeof text === 'string' ? '"id" must be a text or a number' : '"text" must be a text',
        );
      });
      failed += rows.filter((row) => 'error' in row).length;
      if (failed === rows.length) context.exit(exitCode.failed);
    });
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

function unknownKind(kind: string): Error {
  const name = perturbationName(kind);
  const why = Object.hasOwn(absentPerturbations, name) ? absentPerturbations[name] : undefined;
  return usageError(
    why === undefined
      ? `There is no perturbation "${kind}".`
      : `There is no perturbation "${kind}" here: ${why}.`,
    `There is ${allPerturbations.map((one) => one.name).join(', ')}.`,
  );
}

function readOptions({ probability, source, target, suffix }: Options): PerturbOptions {
  const share = probability === undefined ? null : Number(probability);
  if (share !== null && !(share >= 0 && share <= 1)) throw usageError('--probability must be from 0 to 1.');
  if (!isGender(source) || !isGender(target))
    throw usageError(`--source and --target must be one of ${GENDERS.join(', ')}.`);
  return { probability: share, source, target, suffix: suffix ?? null };
}
