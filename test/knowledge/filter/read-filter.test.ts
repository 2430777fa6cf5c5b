import { describe, expect, it } from 'vitest';
import { readFilter } from '../../../knowledge/filter/read-filter.ts';

describe('a filter', () => {
  it('has its paths in the form in which documents keep theirs', () => {
    const typed = ' Café.md'.normalize('NFD');
    expect(readFilter({ paths: [typed] })).toMatchObject({ filter: { paths: ['Café.md'.normalize('NFC')] } });
  });
});
