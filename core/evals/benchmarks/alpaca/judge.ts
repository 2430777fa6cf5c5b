import { meanOf } from '../moments.ts';
import type { Annotation } from './annotations.ts';
import {
  LONG_NAMES,
  preferenceFromLogprobs,
  preferenceFromRanking,
  SHORT_NAMES,
  unswapped,
} from './judge-parsers.ts';
import { codePoints } from './win-rate.ts';

/** What the verdicts tell about their judge: AlpacaEval's columns that need no second opinion. */
export type Judge = {
  annotator: string | null;
  /** US dollars and seconds for 1,000 verdicts; null where they are not recorded. */
  pricePer1000: number | null;
  secondsPer1000: number | null;
  /** How often the longer answer won, among those that differ by more than 30 characters and are no draw. */
  preferLonger: { rate: number | null; longer: number; n: number };
  /** Verdicts, and those whose recorded reply gives the same preference in one of the two orders. */
  parsed: number;
  reparsed: { same: number; n: number };
};

/** Answers closer than this are as long as each other. */
const SAME_LENGTH = 30;
/** Preferences are recorded to ten digits. */
const SAME_PREFERENCE = 1e-6;

export function describeJudge(annotations: readonly Annotation[]): Judge {
  const replies = annotations.flatMap((row) => {
    const read = readReply(row.raw);
    return read === null || row.preference === null ? [] : [{ read, recorded: row.preference }];
  });
  return {
    annotator: annotations[0]?.annotator ?? null,
    pricePer1000: per1000(annotations, 'price'),
    secondsPer1000: per1000(annotations, 'seconds'),
    preferLonger: preferLonger(annotations),
    parsed: annotations.filter(({ preference }) => preference !== null).length,
    reparsed: {
      same: replies.filter(({ read, recorded }) =>
        [false, true].some((swapped) => Math.abs(unswapped(read, swapped) - recorded) < SAME_PREFERENCE),
      ).length,
      n: replies.length,
    },
  };
}

/** The preference in a judge's reply as it came, for the second answer shown; null where there is none. */
function readReply(raw: unknown): number | null {
  if (raw === null) return null;
  return (
    preferenceFromLogprobs(raw, SHORT_NAMES) ??
    preferenceFromRanking(raw, LONG_NAMES) ??
    preferenceFromRanking(raw, SHORT_NAMES)
  );
}

function preferLonger(annotations: readonly Annotation[]): Judge['preferLonger'] {
  const wins = annotations.flatMap(({ output1, output2, preference }) => {
    if (output1 === null || output2 === null || preference === null || preference === 1.5) return [];
    const longer = codePoints(output2) - codePoints(output1);
    return Math.abs(longer) > SAME_LENGTH ? [longer > 0 === preference > 1.5] : [];
  });
  const longer = wins.filter(Boolean).length;
  return { rate: wins.length === 0 ? null : longer / wins.length, longer, n: wins.length };
}

/** Equal answers are not sent to the judge: they cost nothing, but are verdicts. */
function per1000(annotations: readonly Annotation[], field: 'price' | 'seconds'): number | null {
  const recorded = annotations.flatMap(({ [field]: value, output1, output2 }) =>
    value !== null ? [value] : output1 !== null && output1 === output2 ? [0] : [],
  );
  const mean = annotations.some((row) => row[field] !== null) ? meanOf(recorded) : null;
  return mean === null ? null : 1000 * mean;
}
