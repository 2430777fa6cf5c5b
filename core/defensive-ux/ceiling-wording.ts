/** Whose daily ceiling of model calls it is. */
export type Ceiling = 'person' | 'channel' | 'team';

/** What members read once a ceiling of model calls is reached. */
export const ceilingWording = {
  /** The mark of an answer that is quoted, since no model was asked. */
  quoted: {
    person: 'Quoted from your documents, because you have used up your model answers for today.',
    channel: 'Quoted from your documents, because this channel has used up its model answers for today.',
    team: 'Quoted from your documents, because the team has used up its model answers for today.',
  } satisfies Record<Ceiling, string>,
  /** There was nothing to quote. */
  nothing: {
    person: 'You have used up your model answers for today, and I found nothing that I could quote instead.',
    channel:
      'This channel has used up its model answers for today, and I found nothing that I could quote instead.',
    team: 'The team has used up its model answers for today, and I found nothing that I could quote instead.',
  } satisfies Record<Ceiling, string>,
  /** Behind both: when a new day begins for the ceilings. */
  until: 'That begins anew at midnight UTC.',
} as const;

/** The reason that a trace gives when a ceiling is reached. */
export const ceilingReason = {
  person: 'ceiling-person',
  channel: 'ceiling-channel',
  team: 'ceiling-team',
} as const satisfies Record<Ceiling, string>;

const ceilings = Object.keys(ceilingReason) as Ceiling[];

export function isCeiling(reason: string | null): boolean {
  return ceilings.some((ceiling) => ceilingReason[ceiling] === reason);
}

/** The mark of an answer that is quoted for this reason; null where the reason is no ceiling. */
export function quotedAtCeiling(reason: string): string | null {
  const at = ceilings.find((ceiling) => ceilingReason[ceiling] === reason);
  return at === undefined ? null : `${ceilingWording.quoted[at]} ${ceilingWording.until}`;
}

/** What is said where there was nothing to quote. */
export function nothingAtCeiling(ceiling: Ceiling): string {
  return `${ceilingWording.nothing[ceiling]} ${ceilingWording.until}`;
}
