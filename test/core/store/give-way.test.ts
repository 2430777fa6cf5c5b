import { expect, it } from 'vitest';
import { openSqliteStore } from '../../../core/store/sqlite.ts';

it('lets others have their turn in the middle of a long transaction', async () => {
  const store = await openSqliteStore(':memory:');
  let running = true;
  let turns = 0;
  const other = (): void => {
    turns += 1;
    if (running) setImmediate(other);
  };
  other();
  await store.transaction().execute(async (trx) => {
    for (let at = 0; at < 300; at++) {
      await trx
        .insertInto('meta')
        .values({ key: `key-${at}`, value: 'x' })
        .execute();
    }
  });
  running = false;
  expect(turns).toBeGreaterThan(20);
  await store.destroy();
});
