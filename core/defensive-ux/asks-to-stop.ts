const STOP =
  /^(?:please |bitte |por favor )?(?:stop|stopp|halt|cancel|abort|abbrechen|arr[êe]te|stoppe|detente|para|fermati|parar?|stopt?|sluta|przestań|dur)(?: (?:it|that|this|please|bitte|s['’]il te pla[iî]t|por favor))?\s*[!.…]*$/iu;

/** Whether a whole message tells Docent to stop writing. */
export function asksToStop(text: string): boolean {
  return STOP.test(text.trim());
}
