/** A test that shows it: its file and its name. */
export type Seen = readonly [file: string, test: string];

/** One kind of attack. `open` = not held, or held in part, and what is missing; `notApplicable` = Docent has no such thing. */
export type SecurityRow = {
  id: string;
  attack: string;
  seenBy?: readonly Seen[];
  open?: string;
  notApplicable?: string;
};

export const consoleTests = (file: string) => `test/console/${file}.test.ts`;
