import type { Io } from './io.ts';

export type Progress = { show(done: number, total: number, label: string): void; clear(): void };

/** A progress line on the terminal, drawn over itself; silent where nobody watches. */
export function createProgress(io: Io): Progress {
  const columns = io.columns;
  if (columns === null) return { show: () => {}, clear: () => {} };
  let drawn = -1;
  return {
    show(done, total, label) {
      const percent = total === 0 ? 100 : Math.floor((done / total) * 100);
      if (percent === drawn && done !== total) return;
      drawn = percent;
      const bar = '█'.repeat(Math.floor(percent / 5)).padEnd(20, '░');
      const line = `${bar} ${done}/${total} ${label}`;
      io.err(`\r\x1b[2K${line.slice(0, columns - 1)}`);
    },
    clear: () => io.err('\r\x1b[2K'),
  };
}
