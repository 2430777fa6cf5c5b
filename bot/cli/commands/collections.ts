import type { Command } from 'commander';
import {
  collectionRules,
  isPersonalDataRule,
  personalDataRules,
  setPersonalDataRule,
} from '../../../core/guardrails/collection-rules.ts';
import { type Context, knownCollection, printJson, usageError } from '../context.ts';

export function registerCollections(program: Command, context: Context): void {
  const collections = program.command('collections').description('what holds for which group of documents');
  collections
    .command('list')
    .description('list the collections with their rules')
    .option('--json', 'print one JSON object')
    .action(async (options: { json?: boolean }) => {
      const list = await collectionRules((await context.app()).store);
      if (options.json) printJson(context.io, { collections: list });
      else
        context.io.out(
          list
            .map(({ collection, personalData }) => `${collection}  personal data ${personalData}\n`)
            .join(''),
        );
    });
  collections
    .command('set')
    .description('decide whether answers may give personal data that stands in a collection')
    .argument('<collection>', 'its name')
    .requiredOption(
      '--personal-data <rule>',
      `${personalDataRules.join(' or ')}: removed takes it out of answers`,
    )
    .option('--json', 'print one JSON object')
    .action(async (name: string, options: { personalData: string; json?: boolean }) => {
      const { personalData } = options;
      if (!isPersonalDataRule(personalData))
        throw usageError(`The rule must be ${personalDataRules.join(' or ')}.`);
      const app = await context.app();
      const collection = await knownCollection(app, name);
      await setPersonalDataRule(app.store, collection, personalData);
      if (options.json) printJson(context.io, { collection, personalData });
      else context.io.out(`${collection}  personal data ${personalData}\n`);
    });
}
