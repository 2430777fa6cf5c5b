import type { Command } from 'commander';
import { aboutPerson, forgetPerson, type PersonRecord } from '../../../core/answering/people.ts';
import { type Context, printJson } from '../context.ts';
import { plural } from '../words.ts';

type Options = { json?: boolean };

export function registerPeople(program: Command, context: Context): void {
  const people = program.command('people').description('what is stored about members of a chat');
  people
    .command('show')
    .description('say what is stored about a member')
    .argument('<platform>', 'slack or discord')
    .argument('<user>', 'id of the member on that platform')
    .option('--json', 'print one JSON object')
    .action(async (platform: string, user: string, options: Options) => {
      const record = await aboutPerson(await context.app(), platform, user);
      if (options.json) printJson(context.io, record);
      else context.io.out(`${textOf(record)}\n`);
    });
  people
    .command('forget')
    .description('delete what is stored about a member; their questions and answers stay without a name')
    .argument('<platform>', 'slack or discord')
    .argument('<user>', 'id of the member on that platform')
    .option('--json', 'print one JSON object')
    .action(async (platform: string, user: string, options: Options) => {
      const { store, random, questionMemory } = await context.app();
      const forgotten = await store
        .transaction()
        .execute((trx) => forgetPerson({ store: trx, random }, platform, user));
      questionMemory.changed();
      if (options.json) printJson(context.io, { forgotten });
      else
        context.io.out(
          `Deleted: ${plural(forgotten.messages, 'message')}, the name on ${plural(forgotten.answers, 'answer')}, ${plural(forgotten.votes, 'vote')}.\n`,
        );
    });
}

/** Members are told the same in words to them; see core/answering/people.ts. */
function textOf({ messages, answers, votes }: PersonRecord): string {
  return messages + answers + votes === 0
    ? 'Nothing is stored about this member.'
    : `Stored about this member: ${plural(messages, 'message')} to the bot, the name in a scrambled form on ${plural(answers, 'answer')}, and ${plural(votes, 'vote')}.`;
}
