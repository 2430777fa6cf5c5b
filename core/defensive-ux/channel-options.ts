import { z } from 'zod';

const clockTime = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/);

const schema = z.object({
  /** Whether thumbs and their buttons stand under answers. */
  thumbs: z.boolean().default(true),
  /** `links` = only where it stands, not what it says. */
  style: z.enum(['full', 'links']).default('full'),
  /** How a model is to sound there; '' = as everywhere. */
  persona: z.string().default(''),
  /** Whom members are told to ask instead; '' = whom the settings name. */
  experts: z.string().default(''),
  /** ISO 639 codes of the languages that are answered; none = every one. */
  languages: z.array(z.string()).default([]),
  /** Nothing is answered between these times of the day; a question then gets a word for its asker alone. */
  quiet: z.object({ from: clockTime, to: clockTime, zone: z.string() }).nullable().default(null),
  /** Questions an hour, of one person and in the whole channel; 0 = as many as they like. */
  perPerson: z.number().int().min(0).default(0),
  perChannel: z.number().int().min(0).default(0),
  /** Whether a question is understood from what was said before it. */
  followUps: z.enum(['remember', 'alone']).default('remember'),
  /**
   * What is answered in a thread of its own without a mention, where the settings let it listen: nothing, what follows its
   * own reply, or also what is meant for it while people talk to each other.
   */
  unnamed: z.enum(['nothing', 'after-its-own', 'among-people']).default('among-people'),
});

/** What admins decide for a channel beside its mode, collections and models. */
export type ChannelOptions = z.infer<typeof schema>;

/** Where nobody decided anything. */
export const defaultOptions: ChannelOptions = schema.parse({});

/** Characters of texts, and the longest list. */
export const optionLimits = { persona: 500, experts: 100, languages: 10, perHour: 1_000 } as const;

/** Stored options; what this version does not understand is as where nobody decided. */
export function readOptions(stored: string | null): ChannelOptions {
  if (stored === null) return defaultOptions;
  const read: unknown = JSON.parse(stored);
  const whole = schema.safeParse(read);
  if (whole.success) return whole.data;
  const known = Object.entries(schema.shape).map(([key, field]) => {
    const value =
      typeof read === 'object' && read !== null ? (read as Record<string, unknown>)[key] : undefined;
    return [key, field.safeParse(value).data ?? defaultOptions[key as keyof ChannelOptions]] as const;
  });
  return schema.parse(Object.fromEntries(known));
}

/** As they are stored; null where they are as where nobody decided. */
export function writeOptions(options: ChannelOptions): string | null {
  const text = JSON.stringify(options);
  return text === JSON.stringify(defaultOptions) ? null : text;
}

/** Until when it is quiet at this moment (ms since 1970), as HH:MM; null where it is not. */
export function quietUntil({ quiet }: Pick<ChannelOptions, 'quiet'>, now: number): string | null {
  if (quiet === null || quiet.from === quiet.to) return null;
  const { from, to, zone } = quiet;
  const time = new Intl.DateTimeFormat('en-GB', {
    ...{ hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: zone },
  }).format(now);
  const isQuiet = from < to ? time >= from && time < to : time >= from || time < to;
  return isQuiet ? to : null;
}

/** Whether a time zone is known by its name, such as Europe/Berlin. */
export function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
