import { describe, expect, it } from 'vitest';
import { outline, parseDocument } from '../../../fixtures/parse-bytes.ts';

describe('boxes one below the other', () => {
  it('are one list, with the state of each in words', async () => {
    const page =
      '<h1>Intake</h1><p><label><input type="checkbox" checked> Fasting</label></p>' +
      '<p><label><input type="checkbox"> Consent signed</label></p><p>Hand it in.</p>';
    expect(outline((await parseDocument('a.html', page)).blocks)).toEqual([
      'heading1 1-1 Intake',
      'list 1-1 - ☑ (ticked) Fasting\n- ☐ (not ticked) Consent signed',
      'paragraph 1-1 Hand it in.',
    ]);
  });

  it('keep the lines that they stand on', async () => {
    const text = '☑ Gate shut\n\n☐ Pump off\n\nThat is all.\n';
    expect(outline((await parseDocument('a.txt', text)).blocks)).toEqual([
      'list 1-3 - ☑ (ticked) Gate shut\n- ☐ (not ticked) Pump off',
      'paragraph 5-5 That is all.',
    ]);
  });

  it('are no list where there is only one', async () => {
    expect(outline((await parseDocument('a.txt', '☐ Pump off\n\nThat is all.\n')).blocks)).toEqual([
      'paragraph 1-1 ☐ (not ticked) Pump off',
      'paragraph 3-3 That is all.',
    ]);
  });

  it('of Org are open until they are ticked', async () => {
    const org = '- [X] Hedge\n- [-] Leaves\n- [ ] Tap\n';
    expect(outline((await parseDocument('a.org', org)).blocks)).toEqual([
      'list 1-3 - ☑ (ticked) Hedge\n- ☐ (not ticked) Leaves\n- ☐ (not ticked) Tap',
    ]);
  });
});
