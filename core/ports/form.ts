/** The forms of a channel's settings: a form of Discord has five fields at most. */
export const settingsPages = ['settings', 'limits'] as const;

export type SettingsPage = (typeof settingsPages)[number];

/** A form that a chat platform shows to one person, in its own way. */
export type ChatForm = {
  title: string;
  /** At most five, each with an id of its own. */
  fields: readonly FormField[];
};

export type FormField = { id: string; label: string; value: string } & (
  | { kind: 'choice'; options: readonly { value: string; label: string }[] }
  | { kind: 'text'; placeholder: string; longest: number }
);

/** What was filled in, by the id of its field. */
export type FormValues = Readonly<Record<string, string>>;
