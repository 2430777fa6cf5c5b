import type { DiskReserve } from '../../core/local/disk-reserve.ts';
import { isDiskFull } from './disk-full.ts';

/**
 * What makes room, made able to do so on a full disk: where there is none, the reserve is given up and it is tried once
 * more. Only for acts that change nothing when they fail.
 */
export function withReserve<Args extends unknown[], Result>(
  reserve: Pick<DiskReserve, 'release'>,
  act: (...args: Args) => Promise<Result>,
): (...args: Args) => Promise<Result> {
  return async (...args) => {
    try {
      return await act(...args);
    } catch (error) {
      if (!isDiskFull(error) || !(await reserve.release())) throw error;
      return act(...args);
    }
  };
}
