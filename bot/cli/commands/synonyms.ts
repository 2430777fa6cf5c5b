import type { Command } from 'commander';
import { type Finding, synonymEffect } from '../../../core/answering/synonym-effect.ts';
import { keepSynonym, listSynonyms, removeSynonym } from '../../../core/rag/synonyms/synonym-list.ts';
import { synonymProblemWords } from '../../../core/rag/synonyms/synonym-words.ts';
import { type Context, exitCode, printJson, usageError } from '../context.ts';

export function registerSynonyms(program: Command, context: Context): void {
  const synonyms = program.command('synonyms').description('what the team says for words of its documents');
  synonyms
    .command('list')
    .description('list the synonyms')
    .option('--json', 'print one JSON object')
    .action(async (options: { json?: boolean }) => {
      const list = await listSynonyms((await context.app()).store);
      if (options.json) printJson(context.io, { synonyms: list });
      else if (list.length === 0) context.io.out('There are no synonyms yet.\n');
      else context.io.out(list.map(({ said, meant }) => `${said} = ${meant}\n`).join(''));
    });
  synonyms
    .command('try')
    .description('show what a synonym would change, and keep nothing')
    .argument('<said>', 'what people say')
    .argument('<meant>', 'what the documents say for it')
    .option('--json', 'print one JSON object')
    .action(async (said: string, meant: string, options: { json?: boolean }) => {
      const { store, retriever } = await context.app();
      const effects = await synonymEffect({ store, retriever }, { said, meant });
      if (options.json) printJson(context.io, { effects });
      else
        for (const { question, before, after } of effects)
          context.io.out(`${question}\n  now:  ${inWords(before)}\n  then: ${inWords(after)}\n`);
    });
  synonyms
    .command('add')
    .description('write a synonym down, or change what it means')
    .argument('<said>', 'what people say')
    .argument('<meant>', 'what the documents say for it')
    .option('--json', 'print one JSON object')
    .action(async (said: string, meant: string, options: { json?: boolean }) => {
      const app = await context.app();
      const done = await keepSynonym(app, { said, meant, by: 'cli' });
      if ('problem' in done) throw usageError(synonymProblemWords[done.problem]);
      if (options.json) printJson(context.io, { synonym: done.kept });
      else context.io.out(`Kept: ${done.kept.said} = ${done.kept.meant}.\n`);
    });
  synonyms
    .command('remove')
    .description('take a synonym off the list')
    .argument('<said>', 'what people say')
    .option('--json', 'print one JSON object')
    .action(async (said: string, options: { json?: boolean }) => {
      const removed = await removeSynonym((await context.app()).store, said);
      if (options.json) printJson(context.io, { said, removed });
      else if (removed) context.io.out(`Removed "${said}".\n`);
      if (removed) return;
      if (!options.json) context.io.err(`There is no synonym "${said}".\n`);
      context.exit(exitCode.failed);
    });
}

const SAID = { found: 'found', partly: 'partly', 'not-found': 'not found' } as const;

function inWords({ title, evidence, said }: Finding): string {
  return `${SAID[said]}${title === null ? '' : `, ${title}`} (evidence ${evidence.toFixed(2)})`;
}
