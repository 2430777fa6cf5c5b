import { expect, it } from 'vitest';
import { createSourceLinks } from '../../../core/local/source-links.ts';
import { createManualClock } from '../../fixtures/manual-clock.ts';

const made = '2026-01-01T00:00:00.000Z';

function links(overrides: Partial<Parameters<typeof createSourceLinks>[0]> = {}) {
  const clock = createManualClock();
  const options = { clock, key: () => Buffer.alloc(32, 1), base: () => 'https://docent.example' };
  return {
    clock,
    links: createSourceLinks({ ...options, readers: () => 'link', days: () => 30, ...overrides }),
  };
}

const tokenOf = (url: string | null) => url?.split('/read/')[1] ?? '';

it('a link opens its passage until it expires, and is the same each time', () => {
  const { clock, links: own } = links();
  const url = own.linkTo('42', made);
  expect(url).toMatch(/^https:\/\/docent\.example\/read\/42\.\d+\.[0-9a-f]{32}$/);
  expect(own.linkTo('42', made)).toBe(url);
  expect(own.read(tokenOf(url))).toEqual({ passageId: '42', until: '2026-01-31T00:00:00.000Z' });
  clock.advance(30 * 24 * 3_600_000);
  expect(own.read(tokenOf(url))).toBe('expired');
});

it('nobody can make one for another passage or a later day, nor with another key', () => {
  const { links: own } = links();
  const token = tokenOf(own.linkTo('42', made));
  const [id = '', until = '', signature = ''] = token.split('.');
  expect(own.read(`43.${until}.${signature}`)).toBeNull();
  expect(own.read(`${id}.${Number(until) + 86_400}.${signature}`)).toBeNull();
  expect(own.read(`${id}.${until}.${signature.slice(0, -1)}`)).toBeNull();
  expect(own.read('')).toBeNull();
  const { links: other } = links({ key: () => Buffer.alloc(32, 2) });
  expect(other.read(token)).toBeNull();
});

it('there is none where nobody could open it', () => {
  expect(links({ base: () => '' }).links.linkTo('42', made)).toBeNull();
  expect(links({ readers: () => 'off' }).links.linkTo('42', made)).toBeNull();
});
