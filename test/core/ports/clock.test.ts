import { describe, expect, it } from 'vitest';
import { createDeadline, isoNow } from '../../../core/ports/clock.ts';
import { createManualClock } from '../../fixtures/manual-clock.ts';

describe('createDeadline', () => {
  it('fires after its time with a TimeoutError', async () => {
    const clock = createManualClock();
    const { signal } = createDeadline(clock, 100);
    clock.advance(99);
    await Promise.resolve();
    expect(signal.aborted).toBe(false);
    clock.advance(1);
    await Promise.resolve();
    expect(signal.reason).toMatchObject({ name: 'TimeoutError' });
  });

  it('fires with the outer signal, for its reason', () => {
    const outer = new AbortController();
    const { signal } = createDeadline(createManualClock(), 100, outer.signal);
    outer.abort(new Error('gone'));
    expect(signal.reason).toEqual(new Error('gone'));
  });

  it('never fires once it is cleared', async () => {
    const clock = createManualClock();
    const { signal, clear } = createDeadline(clock, 100);
    clear();
    clock.advance(1000);
    await Promise.resolve();
    expect(signal.aborted).toBe(false);
  });
});

describe('isoNow', () => {
  it('is the form that rows store', () => {
    expect(isoNow(createManualClock(Date.UTC(2026, 0, 1)))).toBe('2026-01-01T00:00:00.000Z');
  });
});
