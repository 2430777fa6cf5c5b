import { describe, expect, it } from 'vitest';
import { readHeldBack } from '../../../knowledge/question-memory/held-back.ts';
import { openApp } from '../../fixtures/whole-app.ts';

const COLOURS = ['amber', 'blue', 'copper', 'dark', 'green', 'ivory', 'orange', 'purple'];
const THINGS = ['kettle', 'ladder', 'mirror', 'bucket', 'pillow', 'hammer', 'lantern', 'window'];

/** A page of each thing in each colour: no two questions have one page. */
const things = COLOURS.flatMap((colour) => THINGS.map((thing) => `${colour} ${thing}`));
const fileOf = (thing: string): string => `${thing.replace(' ', '-')}.md`;
const files = Object.fromEntries(
  things.map((thing) => [
    fileOf(thing),
    `# The ${thing}\n\nThe ${thing} is kept on the shelf beside the door.\n`,
  ]),
);

/** A golden set whose questions name the page of the thing that is so many further. */
const golden = (shift: number): string =>
  things
    .map((thing, at) => ({
      question: `Where do I find the ${thing}?`,
      expectedSources: [fileOf(things[(at + shift) % things.length] as string)],
    }))
    .map((row) => JSON.stringify(row))
    .join('\n');

describe('confirmed questions of which no two name one document', () => {
  it('teach where search finds their documents by itself, and are held back where it does not', async () => {
    await using rig = await openApp();
    await rig.ingest(files);
    const remembered = () => rig.app.store.selectFrom('remembered_questions').select('id').execute();
    const wrong = await rig.app.batches.importSet({ name: 'wrong', format: 'jsonl', text: golden(37) });
    await rig.app.questionMemory.settled();
    expect(await readHeldBack(rig.app.store)).toMatchObject([{ source: 'eval', pairs: things.length }]);
    expect(await remembered()).toEqual([]);
    await rig.app.batches.deleteSet(wrong.setId);
    await rig.app.batches.importSet({ name: 'right', format: 'jsonl', text: golden(0) });
    await rig.app.questionMemory.settled();
    expect(await readHeldBack(rig.app.store)).toEqual([]);
    expect(await remembered()).toHaveLength(things.length);
  });
});
