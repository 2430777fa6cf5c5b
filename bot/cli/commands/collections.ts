import type { Command } from 'commander';
import { setShareable, shareableCollections } from '../../../core/defensive-ux/shareable.ts';
import {
  type CollectionRule,
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
      const { store } = await context.app();
      const shareable = new Set(await shareableCollections(store));
      const list = (await collectionRules(store)).map((rule) => ({
        ...rule,
        ...(shareable.has(rule.collection) ? { shareable: true as const } : {}),
      }));
      if (options.json) printJson(context.io, { collections: list });
      else context.io.out(list.map(line).join(''));
    });
  collections
    .command('set')
    .description('decide what answers may give of a collection, and to whom')
    .argument('<collection>', 'its name')
    .option(
      '--personal-data <rule>',
      `${personalDataRules.join(' or ')}: removed takes personal data out of answers`,
    )
    .option(
      '--shareable <yes|no>',
      'yes: people outside the team may be answered from it, where a channel allows them',
    )
    .option('--json', 'print one JSON object')
    .action(async (name: string, options: Options) => {
      const { personalData, shareable } = options;
      if (personalData === undefined && shareable === undefined)
        throw usageError('Say --personal-data or --shareable.');
      if (personalData !== undefined && !isPersonalDataRule(personalData))
        throw usageError(`The rule must be ${personalDataRules.join(' or ')}.`);
      if (shareable !== undefined && shareable !== 'yes' && shareable !== 'no')
        throw usageError('Shareable must be yes or no.');
      const app = await context.app();
      const collection = await knownCollection(app, name);
      if (personalData !== undefined) await setPersonalDataRule(app.store, collection, personalData);
      if (shareable !== undefined) await setShareable(app.store, collection, shareable === 'yes');
      const isShareable = (await shareableCollections(app.store)).includes(collection);
      const mark = isShareable ? { shareable: true as const } : {};
      const rule = (await collectionRules(app.store)).find((one) => one.collection === collection);
      if (rule === undefined) return;
      if (options.json) printJson(context.io, { ...rule, ...mark });
      else context.io.out(line({ ...rule, ...mark }));
    });
}

type Options = { personalData?: string; shareable?: string; json?: boolean };

function line({ collection, personalData, shareable }: CollectionRule & { shareable?: true }): string {
  return `${collection}  personal data ${personalData}${shareable === true ? '  shareable' : ''}\n`;
}
