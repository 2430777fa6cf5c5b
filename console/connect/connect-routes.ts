import { z } from 'zod';
import type { TokenCheck } from '../../core/ports/connectors.ts';
import type { SettingRow } from '../deps.ts';
import { BadRequest, readForm } from '../form.ts';
import { sendFragment, sendPage } from '../layout.ts';
import { param, type Room, type Route, type Visit, wantsFragment } from '../route.ts';
import { connectPage } from './connect-page.ts';
import { type PlatformCard, platformCard, type Report } from './platform-card.ts';

/** The settings of a platform are those whose names begin with its own. */
function settingsOf(settings: SettingRow[], id: string): SettingRow[] {
  const prefix = `${id.toUpperCase()}_`;
  return settings.filter((setting) => setting.key.startsWith(prefix));
}

async function cards(room: Room, visit: Visit, settings: SettingRow[]): Promise<PlatformCard[]> {
  const { connectors } = room.deps;
  return await Promise.all(
    connectors.list().map(async (connector) => ({
      session: visit.session,
      connector,
      settings: settingsOf(settings, connector.id),
      manifest: connector.id === 'slack' ? connectors.slackManifest() : null,
      invite: connector.id === 'discord' ? await connectors.discordInvite() : null,
      report: null,
    })),
  );
}

/** The page, or with htmx the one card, with what just happened to a platform. */
async function show(room: Room, visit: Visit, about: string | null, report: Report | null): Promise<void> {
  const settings = await room.deps.settings.list();
  const all = (await cards(room, visit, settings)).map((card) =>
    card.connector.id === about ? { ...card, report } : card,
  );
  const own = all.find((card) => card.connector.id === about);
  if (own !== undefined && wantsFragment(visit.req)) {
    sendFragment(visit.res, platformCard(own));
    return;
  }
  const shown = new Set(all.flatMap((card) => card.settings.map((setting) => setting.key)));
  const body = connectPage(
    all,
    settings.filter((setting) => !shown.has(setting.key)),
  );
  await sendPage(room, visit, { title: 'Connect', area: 'connect', body });
}

function knownPlatform(room: Room, visit: Visit): string {
  const id = param(visit.req, 'id');
  if (!room.deps.connectors.list().some((connector) => connector.id === id)) {
    throw new BadRequest('There is no such platform.', 404);
  }
  return id;
}

/** An empty field keeps what is stored; the checkbox beside it removes it. */
async function save(room: Room, visit: Visit): Promise<void> {
  const { deps } = room;
  const id = knownPlatform(room, visit);
  const own = settingsOf(await deps.settings.list(), id).filter(
    (setting) => setting.source !== 'environment',
  );
  const field = z.string().trim().max(4_000).optional();
  const names = own.flatMap(({ key }) => [key, `remove-${key}`]);
  const form = readForm(visit.req, Object.fromEntries(names.map((name) => [name, field])));
  const results: Report['lines'] = [];
  for (const { key, shown, secret } of own) {
    const value = form[key] ?? '';
    const removed = form[`remove-${key}`] === 'yes';
    if (!removed && (value === '' || (!secret && value === shown))) continue;
    const result = await deps.settings.set(key, removed ? null : value);
    deps.log.info({ key, by: visit.session.user.id, removed, ok: result.ok }, 'setting changed');
    results.push({ ok: result.ok, message: `${key}: ${result.message}`, hint: '' });
  }
  const title = results.length === 0 ? 'Nothing was changed.' : 'Saved.';
  await show(room, visit, id, {
    title: results.every((line) => line.ok) ? title : 'Not all was saved.',
    lines: results,
  });
}

async function check(room: Room, visit: Visit): Promise<void> {
  const id = knownPlatform(room, visit);
  readForm(visit.req, {});
  const checks: TokenCheck[] = await room.deps.connectors.check(id);
  const title =
    checks.length === 0
      ? 'There is nothing to check yet. Enter the tokens first.'
      : checks.every((entry) => entry.ok)
        ? 'All is well.'
        : 'Something is wrong.';
  await show(room, visit, id, { title, lines: checks });
}

export function connectRoutes(room: Room): Route[] {
  return [
    { method: 'get', path: '/connect', access: 'admin', handle: (visit) => show(room, visit, null, null) },
    { method: 'post', path: '/connect/:id/settings', access: 'admin', handle: (visit) => save(room, visit) },
    { method: 'post', path: '/connect/:id/check', access: 'admin', handle: (visit) => check(room, visit) },
  ];
}
