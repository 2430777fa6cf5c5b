import type { Request } from 'express';
import { z } from 'zod';
import { channelModes } from '../../core/defensive-ux/channel-modes.ts';
import { type ChannelOptions, isTimeZone, optionLimits } from '../../core/defensive-ux/channel-options.ts';
import { ALL_COLLECTIONS } from '../../core/defensive-ux/channel-scope.ts';
import type { ChannelRules } from '../../core/defensive-ux/channels.ts';
import { isContact } from '../../core/defensive-ux/contact.ts';
import { BadRequest, readForm } from '../requests/form.ts';
import { ALL } from './channels-page.ts';

const perHour = z.coerce.number().int().min(0).max(optionLimits.perHour);
const clockTime = z.union([z.literal(''), z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/)]);

/** The rules in the form of a channel's page. Throws BadRequest, in words, for what cannot be. */
export function readChannelForm(req: Request): ChannelRules & { options: ChannelOptions } {
  const form = readForm(req, {
    mode: z.enum(channelModes),
    style: z.enum(['full', 'links']),
    thumbs: z.enum(['on', 'off']),
    followUps: z.enum(['remember', 'alone']),
    unnamed: z.enum(['nothing', 'after-its-own', 'among-people']),
    collections: z.string().max(2_000),
    models: z.string().max(500),
    persona: z.string().trim().max(optionLimits.persona),
    experts: z.string().trim().max(optionLimits.experts),
    outside: z.enum(['allow', 'deny']),
    languages: z.string().max(200),
    quietFrom: clockTime,
    quietTo: clockTime,
    quietZone: z.string().trim().max(60),
    perPerson: perHour,
    perChannel: perHour,
  });
  if (form.experts !== '' && !isContact(form.experts))
    throw new BadRequest(
      'Experts must be one line without < or > and without @channel, @here or @everyone.',
      422,
    );
  return {
    ...{ mode: form.mode, collections: collectionsIn(form.collections), models: modelsIn(form.models) },
    outside: form.outside === 'allow',
    options: {
      ...{ style: form.style, thumbs: form.thumbs === 'on', followUps: form.followUps },
      unnamed: form.unnamed,
      ...{ persona: form.persona, experts: form.experts, languages: languagesIn(form.languages) },
      ...{ quiet: quietIn(form), perPerson: form.perPerson, perChannel: form.perChannel },
    },
  };
}

/** Null for an empty field: those that no channel has for itself. */
export function collectionsIn(text: string): ChannelRules['collections'] {
  const names = namesIn(text);
  if (names.includes(ALL)) return [ALL_COLLECTIONS];
  return names.length === 0 ? null : names;
}

/** Null for an empty field: those of the settings. */
export function modelsIn(text: string): ChannelRules['models'] {
  const names = namesIn(text);
  return names.length === 0 ? null : names;
}

function namesIn(text: string): string[] {
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

function languagesIn(text: string): string[] {
  const codes = namesIn(text.toLowerCase());
  const wrong = codes.find((code) => !/^[a-z]{2,3}$/.test(code));
  if (wrong !== undefined) throw new BadRequest(`"${wrong}" is no code of a language, such as en.`, 422);
  if (codes.length > optionLimits.languages)
    throw new BadRequest(`Name at most ${optionLimits.languages} languages.`, 422);
  return codes;
}

type QuietForm = { quietFrom: string; quietTo: string; quietZone: string };

function quietIn({ quietFrom: from, quietTo: to, quietZone }: QuietForm): ChannelOptions['quiet'] {
  if (from === '' && to === '') return null;
  if (from === '' || to === '') throw new BadRequest('Quiet hours need a beginning and an end.', 422);
  const zone = quietZone === '' ? 'UTC' : quietZone;
  if (!isTimeZone(zone)) throw new BadRequest(`There is no time zone "${zone}".`, 422);
  return { from, to, zone };
}
