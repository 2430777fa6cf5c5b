import { load } from 'cheerio';
import { describe, expect, test } from 'vitest';
import { isFromPackage, originOf } from '../../bot/escaped-errors.ts';

/** An error with a stack of these files, innermost first. */
function thrownIn(...files: string[]): Error {
  const error = new Error('broken');
  error.stack = ['Error: broken', ...files.map((file) => `    at act (${file}:1:2)`)].join('\n');
  return error;
}

const own = 'file:///srv/docent/bot/slack/incoming/events.ts';
const bolt = '/srv/docent/node_modules/@slack/bolt/dist/App.js';
const http = '/srv/docent/node_modules/axios/lib/core/AxiosError.js';
const node = 'node:internal/process/task_queues';

describe('the origin of an escaped error', () => {
  test('is ours when our code made it, though a library called us', () => {
    expect(originOf(new Error('ours'))).toBe('own');
    expect(originOf(thrownIn(own, bolt))).toBe('own');
    expect(originOf(thrownIn(node, own))).toBe('own');
  });

  test('is a package’s when it made the error, or called what did', () => {
    expect(isFromPackage(thrownIn(bolt, own), '@slack')).toBe(true);
    expect(isFromPackage(thrownIn(node, http, bolt), '@slack')).toBe(true);
    expect(isFromPackage(thrownIn(http, own), '@slack')).toBe(false);
    expect(isFromPackage(thrownIn(own, bolt), '@slack')).toBe(false);
  });

  test('is a library’s when the innermost frame is in one', () => {
    expect(originOf(thrownIn(bolt, own))).toBe('library');
    expect(originOf(thrownIn(http, own))).toBe('library');
    expect(originOf(caught(() => load('<p>', null, false)(':no-such-selector(')))).toBe('library');
  });

  test('is unknown without a stack that tells', () => {
    for (const error of [undefined, 'text', AbortSignal.abort().reason, thrownIn(node)])
      expect(originOf(error)).toBe('unknown');
  });
});

function caught(act: () => unknown): unknown {
  try {
    return act();
  } catch (error) {
    return error;
  }
}
