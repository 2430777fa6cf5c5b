import { param, type StreamRoute, type Visit } from '../routes/route.ts';

/** Pages that may listen at a time, of all people and of one; the oldest of more is let go. */
const MOST = 64;
const MOST_OF_ONE = 8;

/**
 * What a page shows of an answer while it is being written. The page listens under an id of its own making before it
 * asks; ids of different people never meet.
 */
export type Live = {
  /** Takes what may be shown now; undefined where no page listens or ever will. */
  teller(visit: Visit, id: string | undefined): ((text: string) => void) | undefined;
  /** The answer stands: the page is told no more. */
  done(visit: Visit, id: string | undefined): void;
  route: StreamRoute;
};

export function createLive(): Live {
  const listeners = new Map<string, Visit['res']>();
  const keyOf = ({ session }: Visit, id: string) => `${session.user.id} ${id}`;

  /** Taken out at once: a write after the end would be an error that nobody catches. */
  const release = (key: string): void => {
    listeners.get(key)?.end();
    listeners.delete(key);
  };

  function listen(visit: Visit): void {
    const { req, res } = visit;
    const key = keyOf(visit, param(req, 'id'));
    release(key);
    const [oldest] = listeners.keys();
    if (listeners.size >= MOST && oldest !== undefined) release(oldest);
    const own = [...listeners.keys()].filter((other) => other.startsWith(keyOf(visit, '')));
    const [oldestOwn] = own;
    if (own.length >= MOST_OF_ONE && oldestOwn !== undefined) release(oldestOwn);
    listeners.set(key, res);
    res.once('close', () => {
      if (listeners.get(key) === res) listeners.delete(key);
    });
    res.status(200).type('text/event-stream').flushHeaders();
  }

  return {
    teller(visit, id) {
      if (id === undefined) return undefined;
      // Looked up each time: the page may begin to listen after it has asked.
      return (text) => {
        const page = listeners.get(keyOf(visit, id));
        // One whose session is over is ended, and not gone yet.
        if (page !== undefined && !page.writableEnded) page.write(`data: ${JSON.stringify(text)}\n\n`);
      };
    },
    done(visit, id) {
      if (id !== undefined) release(keyOf(visit, id));
    },
    route: { method: 'get', path: '/ask/live/:id', access: 'curator', listen },
  };
}
