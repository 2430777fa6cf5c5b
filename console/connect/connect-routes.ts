import { z } from 'zod';
import type { TokenCheck } from '../../core/ports/connectors.ts';
import type { SettingRow } from '../deps.ts';
import { BadRequest, readForm } from '../form.ts';
import { sendFragment, sendPage } from '../layout.ts';
import { param, type Room, type Route, type Visit, wantsFragment } from '../route.ts';
import { connectPage, modelCard } from './connect-page.ts';
import { platformCard, type Report } from './platform-card.ts';

/** The group of settings that belong to no platform. */
const MODEL = 'model';

type Groups = { byPlatform: Map<string, SettingRow[]>; model: SettingRow[]; others: SettingRow[] };

/** The settings of a platform are those whose names begin with its own. */
function grouped(room: Room, settings: SettingRow[]): Groups {
  const platforms = room.deps.connectors.list().map((connector) => connector.id);
  const byPlatform = new Map<string, SettingRow[]>(platforms.map((id) => [id, []]));
  const model: SettingRow[] = [];
  const others: SettingRow[] = [];
  for (const setting of settings) {
    const platform = platforms.find((id) => setting.key.startsWith(`${id.toUpperCase()}_`));
    if (platform !== undefined && setting.editable !== false) byPlatform.get(platform)?.push(setting);
    else if (platform === undefined && setting.editable === true) model.push(setting);
    else others.push(setting);
  }
  return { byPlatform, model, others };
}

/** The page, or with htmx the one card, with what just happened to a group of settings. */
async function show(room: Room, visit: Visit, about: string | null, report: Report | null): Promise<void> {
  const { connectors, settings, embeddingSwitch } = room.deps;
  const { session } = visit;
  const groups = grouped(room, await settings.list());
  const reportOf = (id: string) => (id === about ? report : null);
  const embeddings = await embeddingSwitch.state();
  const model = { session, settings: groups.model, report: reportOf(MODEL), embeddings };
  const cards = await Promise.all(
    connectors.list().map(async (connector) => ({
      session,
      connector,
      settings: groups.byPlatform.get(connector.id) ?? [],
      manifest: connector.id === 'slack' ? connectors.slackManifest() : null,
      invite: connector.id === 'discord' ? await connectors.discordInvite() : null,
      report: reportOf(connector.id),
    })),
  );
  const own = cards.find((card) => card.connector.id === about);
  if (about !== null && wantsFragment(visit.req)) {
    sendFragment(visit.res, own === undefined ? modelCard(model) : platformCard(own));
    return;
  }
  const body = connectPage(cards, model, groups.others);
  await sendPage(room, visit, { title: 'Connect', area: 'connect', body });
}

/** An empty field keeps a stored secret; the checkbox beside it removes the value. */
async function save(room: Room, visit: Visit): Promise<void> {
  const { deps } = room;
  const group = param(visit.req, 'id');
  const groups = grouped(room, await deps.settings.list());
  const own = (group === MODEL ? groups.model : groups.byPlatform.get(group))?.filter(
    (setting) => setting.source !== 'environment',
  );
  if (own === undefined) throw new BadRequest('There is no such platform.', 404);
  const field = z.string().trim().max(4_000).optional();
  const names = own.flatMap(({ key }) => [key, `remove-${key}`]);
  const form = readForm(visit.req, Object.fromEntries(names.map((name) => [name, field])));
  const lines: Report['lines'] = [];
  for (const { key, shown, secret } of own) {
    const value = form[key] ?? '';
    const remove = form[`remove-${key}`] === 'yes' || (!secret && value === '' && form[key] !== undefined);
    if (remove ? shown === '' : value === '' || (!secret && value === shown)) continue;
    const result = await deps.settings.set(key, remove ? null : value);
    deps.log.info({ key, by: visit.session.user.id, remove, ok: result.ok }, 'setting changed');
    lines.push({ ...result, hint: '' });
  }
  const saved = lines.length === 0 ? 'Nothing was changed.' : 'Saved.';
  const title = lines.every((line) => line.ok) ? saved : 'Not all was saved.';
  await show(room, visit, group, { title, lines });
}

async function check(room: Room, visit: Visit): Promise<void> {
  const id = param(visit.req, 'id');
  if (!room.deps.connectors.list().some((connector) => connector.id === id)) {
    throw new BadRequest('There is no such platform.', 404);
  }
  readForm(visit.req, {});
  const lines: TokenCheck[] = await room.deps.connectors.check(id);
  const title =
    lines.length === 0
      ? 'There is nothing to check yet. Enter the tokens first.'
      : lines.every((line) => line.ok)
        ? 'All is well.'
        : 'Something is wrong.';
  await show(room, visit, id, { title, lines });
}

export function connectRoutes(room: Room): Route[] {
  return [
    { method: 'get', path: '/connect', access: 'admin', handle: (visit) => show(room, visit, null, null) },
    { method: 'post', path: '/connect/:id/settings', access: 'admin', handle: (visit) => save(room, visit) },
    { method: 'post', path: '/connect/:id/check', access: 'admin', handle: (visit) => check(room, visit) },
  ];
}
