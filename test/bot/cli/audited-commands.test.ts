import { expect, it } from 'vitest';
import { auditedCommands } from '../../../bot/cli/audited-commands.ts';
import { commandNames } from '../../../bot/cli/program.ts';

it('says of every command what the audit log tells of it, and of none that does not exist', async () => {
  const names = await commandNames();
  expect(names.length).toBeGreaterThan(50);
  expect(Object.keys(auditedCommands).sort()).toEqual(names.sort());
});
