import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Passages between two times that memory is given back: some 30 MB of texts. */
const PASSAGES = 10_000;

/**
 * Gives back memory that a large ingest has left behind. V8 keeps what it once took while there is work: 200 MB after
 * 60 MB of Markdown, of which it uses 60. A collection takes some 50 ms, so a small ingest has none.
 */
export function createHeapRelease(): { stored(passages: number): void; end(): void } {
  let collect: (() => void) | null = null;
  let since = 0;
  let all = 0;
  const release = (): void => {
    since = 0;
    if (collect === null) {
      setFlagsFromString('--expose-gc');
      collect = runInNewContext('gc') as () => void;
    }
    collect();
  };
  return {
    stored(passages) {
      since += passages;
      all += passages;
      if (since >= PASSAGES) release();
    },
    /** Training comes next, which wants memory itself. */
    end() {
      if (all >= PASSAGES && since > 0) release();
    },
  };
}
