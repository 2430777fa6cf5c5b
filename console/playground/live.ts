import { param, type StreamRoute, type Visit } from '../routes/route.ts';

/** More than one person has open pages at a time; the oldest of more than this is let go. */
const MOST = 64;

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
      return (text) => void listeners.get(keyOf(visit, id))?.write(`data: ${JSON.stringify(text)}\n\n`);
    },
    done(visit, id) {
      if (id !== undefined) release(keyOf(visit, id));
    },
    route: { method: 'get', path: '/ask/live/:id', access: 'curator', listen },
  };
}
