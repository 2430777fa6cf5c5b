import type { InstalledWorkspace, TokenCheck, WorkspaceInstalls } from '../../../core/ports/connectors.ts';
import { readMeta } from '../../../core/store/meta.ts';
import { createSeal } from '../../settings/seal.ts';
import { keyFor } from '../../settings/secret-key.ts';
import { slackTimings } from '../../slack/text/limits.ts';
import type { InstalledWorkspaces } from '../../slack/workspaces/installed.ts';
import { createInstalls, FIRST, type Install } from '../../slack/workspaces/installs.ts';
import type { SlackOAuth } from '../../slack/workspaces/oauth.ts';
import type { App } from '../app.ts';
import { type ConnectedPlatform, sharedParts } from './platform-kind.ts';

type Needs = Pick<App, 'clock' | 'config' | 'log' | 'random' | 'store'>;

const installsOf = (app: Needs) =>
  createInstalls({ ...app, seal: createSeal(() => keyFor(app.config(), 'installs')) });

/** Null where the app's own credentials are not set. Slack's library is loaded here, not before. */
async function oauthOf(app: Needs): Promise<SlackOAuth | null> {
  const config = app.config();
  const [clientId, clientSecret] = [config.get('SLACK_CLIENT_ID'), config.get('SLACK_CLIENT_SECRET')];
  if (clientId === '' || clientSecret === '') return null;
  const { createSlackOAuth } = await import('../../slack/workspaces/oauth.ts');
  const { apiUrl, ...parts } = sharedParts(app, 'SLACK_API_URL');
  return createSlackOAuth(
    { clientId, clientSecret },
    { ...parts, apiUrl: apiUrl ?? null, timings: slackTimings },
  );
}

/** What the connection serves beside the token of the settings. */
export async function installedWorkspaces(app: Needs): Promise<InstalledWorkspaces> {
  const { createInstalledWorkspaces } = await import('../../slack/workspaces/installed.ts');
  return createInstalledWorkspaces(
    installsOf(app),
    await oauthOf(app),
    (await readMeta(app.store, FIRST)) ?? null,
  );
}

/** "Add to Slack" for the console. */
export function slackInstalls(
  app: Needs,
  running: () => ConnectedPlatform | undefined,
  changed: () => Promise<void>,
): WorkspaceInstalls {
  const installs = installsOf(app);

  function problem(redirectUrl: string): string | null {
    const config = app.config();
    const missing = (['SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET'] as const).filter(
      (key) => config.get(key) === '',
    );
    if (missing.length > 0)
      return `To add workspaces, set ${missing.join(' and ')}: both stand on the app’s page “Basic Information”.`;
    // Slack sends people back over HTTPS only; a stand-in for Slack may do otherwise.
    if (!redirectUrl.startsWith('https://') && config.get('SLACK_API_URL') === '')
      return 'To add workspaces, set DOCENT_PUBLIC_URL to the https:// address of this console: Slack sends you back there.';
    return null;
  }

  const required = async (): Promise<SlackOAuth> => {
    const oauth = await oauthOf(app);
    if (oauth === null) throw new Error('the credentials of the Slack app are not set');
    return oauth;
  };

  function shown(install: Install): InstalledWorkspace {
    const trouble = running()?.troubleOf?.(install.teamId) ?? null;
    const state = install.stopped !== '' ? 'stopped' : trouble === null ? 'connecting' : 'failing';
    return {
      ...{ id: install.teamId, name: install.team },
      state: state === 'failing' && trouble === '' ? 'ready' : state,
      message: install.stopped || (trouble ?? ''),
      since: new Date(install.stopped === '' ? install.installedAt : install.changedAt).toISOString(),
    };
  }

  return {
    problem,
    allowUrl: async (state, redirectUrl) => (await required()).url(state, redirectUrl),
    async finish({ code, redirectUrl, by }) {
      const came = await (await required()).accept(code, redirectUrl);
      if (came.kind !== 'accepted') {
        const why = came.kind === 'elsewhere' ? came.why : `${came.failure.why}.`;
        return { ok: false, message: `Docent was not added. ${why}`, hint: 'Press “Add to Slack” again.' };
      }
      const { teamId, team } = came.install;
      await installs.add({ ...came.install, by });
      app.log.info({ team: teamId, by }, 'a workspace was added');
      await changed();
      const hint = 'Invite the bot to a channel there, and mention it.';
      return { ok: true, message: `Docent was added to ${team}.`, hint, workspace: teamId };
    },
    list: async () => (await installs.list()).map(shown),
    async remove(id): Promise<TokenCheck> {
      const install = await installs.get(id);
      if (install === null) return { ok: false, message: 'There is no such workspace.', hint: '' };
      const oauth = await oauthOf(app);
      const failure =
        install.tokens === null || oauth === null ? null : await oauth.uninstall(install.tokens.token);
      await installs.remove(id);
      app.log.info({ team: id }, 'a workspace was removed');
      await changed();
      const isTold = install.tokens === null || (oauth !== null && failure === null);
      return {
        ok: true,
        message: `Docent does not serve ${install.team} any more, and its tokens are deleted.`,
        hint: isTold ? '' : 'Slack could not be told; remove the app in Slack, too.',
      };
    },
  };
}
