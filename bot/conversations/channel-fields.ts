import { isChannelMode } from '../../core/defensive-ux/channel-modes.ts';
import { type ChannelOptions, isTimeZone, optionLimits } from '../../core/defensive-ux/channel-options.ts';
import type { ChannelRules } from '../../core/defensive-ux/channels.ts';
import { isContact } from '../../core/defensive-ux/contact.ts';
import { wording } from '../../core/defensive-ux/wording.ts';
import type { FormField, FormValues } from '../../core/ports/form.ts';

type Rules = ChannelRules & { options: ChannelOptions };

const QUIET = /^([01]?\d|2[0-3]):([0-5]\d)\s*[-–—]\s*([01]?\d|2[0-3]):([0-5]\d)(?:\s+(\S+))?$/;
/** Characters of a time with its zone, of a number, and of a list of languages. */
const lengths = { quiet: 60, number: 4, languages: 60 } as const;
const { fields, modes, styles, thumbs, followUps, unnamed } = wording.channelForm;

const choice = (
  id: keyof typeof fields,
  value: string,
  words: Readonly<Record<string, string>>,
): FormField => ({
  ...{ id, label: fields[id], value, kind: 'choice' },
  options: Object.entries(words).map(([value, label]) => ({ value, label })),
});

const text = (
  id: keyof typeof fields,
  value: string,
  { placeholder, longest }: { placeholder: string; longest: number },
): FormField => ({ id, label: fields[id], value, kind: 'text', placeholder, longest });

export function settingFields({ mode, options }: Rules): FormField[] {
  const { quiet } = options;
  const hours = quiet === null ? '' : `${quiet.from}-${quiet.to} ${quiet.zone}`;
  return [
    choice('mode', mode, modes),
    choice('style', options.style, styles),
    choice('thumbs', options.thumbs ? 'on' : 'off', thumbs),
    text('experts', options.experts, { placeholder: wording.colleague, longest: optionLimits.experts }),
    text('quiet', hours, { placeholder: '22:00-07:00 Europe/Berlin', longest: lengths.quiet }),
  ];
}

export function limitFields(options: ChannelOptions): FormField[] {
  const number = { placeholder: '20', longest: lengths.number };
  const shown = (limit: number) => (limit === 0 ? '' : String(limit));
  return [
    choice('followUps', options.followUps, followUps),
    choice('unnamed', options.unnamed, unnamed),
    text('languages', options.languages.join(', '), { placeholder: 'en, de', longest: lengths.languages }),
    text('perPerson', shown(options.perPerson), number),
    text('perChannel', shown(options.perChannel), number),
  ];
}

type Wrong = { wrong: { field: string; words: string } };

/** What was filled in, over what stood before; or the first field that cannot be read. */
export function readFields(values: FormValues, before: Rules): Pick<Rules, 'mode' | 'options'> | Wrong {
  const { mode = '', style, thumbs, followUps, unnamed } = values;
  const { options } = before;
  const experts = values['experts']?.trim() ?? options.experts;
  if (experts !== '' && !isContact(experts)) return wrong('experts', wording.channelForm.wrongExperts);
  const quiet = values['quiet'] === undefined ? options.quiet : quietOf(values['quiet']);
  if (quiet === undefined) return wrong('quiet', wording.channelForm.wrongQuiet);
  const languages = values['languages'] === undefined ? options.languages : languagesOf(values['languages']);
  if (languages === undefined) return wrong('languages', wording.channelForm.wrongLanguages);
  const limits = { perPerson: options.perPerson, perChannel: options.perChannel };
  for (const field of ['perPerson', 'perChannel'] as const) {
    const read = numberOf(values[field] ?? String(options[field]));
    if (read === undefined) return wrong(field, wording.channelForm.wrongLimit);
    limits[field] = read;
  }
  return {
    mode: isChannelMode(mode) ? mode : before.mode,
    options: {
      ...options,
      ...{ experts, quiet, languages, ...limits },
      style: oneOf(['full', 'links'], style, options.style),
      thumbs: thumbs === undefined ? options.thumbs : thumbs !== 'off',
      followUps: oneOf(['remember', 'alone'], followUps, options.followUps),
      unnamed: oneOf(['nothing', 'after-its-own', 'among-people'], unnamed, options.unnamed),
    },
  };
}

const wrong = (field: string, words: string): Wrong => ({ wrong: { field, words } });

function oneOf<T extends string>(known: readonly T[], value: string | undefined, before: T): T {
  return known.find((one) => one === value) ?? before;
}

/** Null = none; undefined = it cannot be read. */
function quietOf(text: string): ChannelOptions['quiet'] | undefined {
  if (text.trim() === '') return null;
  const [, fromHour, fromMinute, toHour, toMinute, zone = 'UTC'] = QUIET.exec(text.trim()) ?? [];
  if (fromHour === undefined || toHour === undefined || !isTimeZone(zone)) return undefined;
  return {
    from: `${fromHour.padStart(2, '0')}:${fromMinute}`,
    to: `${toHour.padStart(2, '0')}:${toMinute}`,
    zone,
  };
}

function languagesOf(text: string): string[] | undefined {
  const codes = text
    .toLowerCase()
    .split(/[\s,;]+/)
    .filter((code) => code !== '');
  const isGood = codes.length <= optionLimits.languages && codes.every((code) => /^[a-z]{2,3}$/.test(code));
  return isGood ? codes : undefined;
}

function numberOf(text: string): number | undefined {
  if (text.trim() === '') return 0;
  const number = Number(text);
  return Number.isInteger(number) && number >= 0 && number <= optionLimits.perHour ? number : undefined;
}
