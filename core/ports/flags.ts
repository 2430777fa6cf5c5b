import type { Place } from '../types.ts';

/** What a flag is about; the names are those of the guards for the same concern. */
export type FlagKind = 'pii' | 'secrets' | 'injection' | 'toxicity';

/** Where something stands and how it looks, on one line; secrets and personal data are cut to their first characters. */
export type FlagSample = { text: string; place: Place };

/** Something in a document that a person should decide about before members see it. */
export type Flag = {
  kind: FlagKind;
  /** What exactly, a stable code such as `iban` or `ignore-instructions`. */
  rule: string;
  /** How often it stands in the document. */
  count: number;
  /** The first few different ones. */
  samples: FlagSample[];
};
