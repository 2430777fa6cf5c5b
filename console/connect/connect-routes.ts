import { z } from 'zod';
import type { TokenCheck } from '../../core/ports/connectors.ts';
import { isPlatformId } from '../../core/ports/platforms.ts';
import { byId } from '../audit/subjects.ts';
import type { ConsoleDeps, SettingRow } from '../deps.ts';
import { BadRequest, readForm } from '../requests/form.ts';
import type { Reply } from '../routes/replies.ts';
import { formRoute, param, type Route, type Visit, wantsFragment } from '../routes/route.ts';
import { pageRoute } from '../routes/view-route.ts';
import { type ConnectView, connectCard, connectPage, type Done, MODEL } from './connect-page.ts';
import { installRoutes, installsView } from './install-routes.ts';
import type { Report } from './platform-card.ts';

type Reads = Pick<ConsoleDeps, 'connectors' | 'settings' | 'embeddingSwitch' | 'publicUrl'>;
type Changes = Reads & Pick<ConsoleDeps, 'log' | 'store' | 'clock' | 'random'>;

type Groups = { byPlatform: Map<string, SettingRow[]>; model: SettingRow[]; others: SettingRow[] };

/** The settings of a platform are those whose names begin with its own. */
function grouped({ connectors }: Pick<Reads, 'connectors'>, settings: SettingRow[]): Groups {
  const platforms = connectors.list().map((connector) => connector.id);
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

async function load(deps: Reads): Promise<ConnectView> {
  const { connectors, settings, embeddingSwitch } = deps;
  const groups = grouped({ connectors }, await settings.list());
  const platforms = await Promise.all(
    connectors.list().map(async (connector) => ({
      connector,
      settings: groups.byPlatform.get(connector.id) ?? [],
      setup: await connectors.setup(connector.id),
      installs: isPlatformId(connector.id) ? await installsView(deps, connector.id) : null,
    })),
  );
  const model = { settings: groups.model, embeddings: await embeddingSwitch.state() };
  return { platforms, model, others: groups.others };
}

/** The page, or with htmx the one card, with what just happened to a group of settings. */
async function show(deps: Reads, { req, session }: Visit, done: Done): Promise<Reply> {
  const view = await load(deps);
  return wantsFragment(req)
    ? { fragment: connectCard(view, session, done) }
    : connectPage(view, session, done);
}

/** An empty field keeps a stored secret; the checkbox beside it removes the value. */
async function save(deps: Changes, visit: Visit): Promise<Reply> {
  const group = param(visit.req, 'id');
  const groups = grouped(deps, await deps.settings.list());
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
  return show(deps, visit, { group, report: { title, lines } });
}

async function check(deps: Reads, visit: Visit): Promise<Reply> {
  const id = param(visit.req, 'id');
  if (!deps.connectors.list().some((connector) => connector.id === id)) {
    throw new BadRequest('There is no such platform.', 404);
  }
  readForm(visit.req, {});
  const lines: TokenCheck[] = await deps.connectors.check(id);
  const title =
    lines.length === 0
      ? 'There is nothing to check yet. Enter the tokens first.'
      : lines.every((line) => line.ok)
        ? 'All is well.'
        : 'Something is wrong.';
  return show(deps, visit, { group: id, report: { title, lines } });
}

/** The workspace that was just added, in words. */
function addedTo({ platforms }: ConnectView, workspace: string): Done | null {
  for (const { connector, installs } of platforms) {
    const found = installs?.workspaces.find(({ id }) => id === workspace);
    if (found === undefined) continue;
    const hint = 'Invite the bot to a channel there, and mention it.';
    const line = { ok: true, message: `Docent was added to ${found.name}.`, hint };
    return { group: connector.id, report: { title: 'Added.', lines: [line] } };
  }
  return null;
}

export function connectRoutes(deps: Changes): Route[] {
  return [
    pageRoute({
      ...{ path: '/connect', access: 'admin' },
      load: async ({ query }) => ({ ...(await load(deps)), added: query('added') }),
      page: ({ added, ...view }, session) => connectPage(view, session, addedTo(view, added)),
    }),
    ...installRoutes(deps, (visit, done) => show(deps, visit, done)),
    formRoute('/connect/:id/settings', 'admin', { action: 'settings.save', subject: byId }, (visit) =>
      save(deps, visit),
    ),
    formRoute('/connect/:id/check', 'admin', 'nothing', (visit) => check(deps, visit)),
  ];
}
