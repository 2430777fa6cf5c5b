/** How hard it blows. Times in ms. */
export type StormSize = {
  mentions: number;
  places: number;
  people: number;
  /** Over which the mentions are spread. */
  overMs: number;
  dropEveryMs: number;
  /** After so many mentions the program is killed. */
  killAfter: number;
  /** How long everything may take. */
  patienceMs: number;
};

/** The storm that issue G asks for. */
export const wholeStorm: StormSize = {
  ...{ mentions: 1_000, places: 50, people: 40 },
  ...{ overMs: 150_000, dropEveryMs: 20_000, killAfter: 500, patienceMs: 900_000 },
};

/** Shares of what goes wrong. */
export const shares = { doubled: 0.1, late: 0.1, limited: 0.05, broken: 0.05, lost: 0.05, voted: 0.5 };
/** What comes late comes up to so much later. */
const LATE_MS = 3_000;

/** Numbers from 0 to 1, the same in every run. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export const lateness = (chance: () => number): number => (chance() < shares.late ? chance() * LATE_MS : 0);

/** What happens to a call; null = nothing. */
export function mishap(chance: () => number): 'limited' | 'broken' | 'lost' | null {
  const drawn = chance();
  if (drawn < shares.limited) return 'limited';
  if (drawn < shares.limited + shares.broken) return 'broken';
  return drawn < shares.limited + shares.broken + shares.lost ? 'lost' : null;
}

/** What one person does with the thumbs under an answer, in order: the last state is what counts. */
export function voteOf(chance: () => number): { add: boolean; up: boolean }[] {
  const up = chance() < 0.6;
  const drawn = chance();
  if (drawn < 0.7) return [{ add: true, up }];
  const back = [
    { add: true, up },
    { add: false, up },
  ];
  return drawn < 0.85 ? [...back, { add: true, up: !up }] : back;
}

/** Up and down of each message. */
export type Tally = Map<string, { up: number; down: number }>;

/** What came of a storm. */
export type StormReport = {
  asked: number;
  /** Questions without a reply, with more than one, and with one that is no answer. */
  lost: string[];
  doubled: string[];
  wrong: string[];
  votes: number;
  /** Messages whose votes on record differ from the thumbs that stand. */
  wrongVotes: string[];
  ackMs: number[];
  replyMs: number[];
  /** Calls to the platform, and those of them that its limits refused. */
  calls: number;
  refused: number;
  tookMs: number;
  load: ProgramLoad;
};

/** How busy the program was since it was started last: processor time, and how late its event loop was (ms). */
export type ProgramLoad = { cpuMs: number; upMs: number; lateP50: number; lateP99: number; lateMost: number };
