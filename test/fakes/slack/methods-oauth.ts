import type { Methods } from './method.ts';
import { succeeded } from './wire.ts';

/** Methods that the app calls with its own credentials. */
export const oauthMethods: Methods = {
  'oauth.v2.access': { token: 'none', run: (args, { oauth }) => oauth.access(args) },

  'apps.uninstall': {
    run: (args, { workspace, oauth, emit }) => {
      const fault = oauth.clientFault(args);
      if (fault !== undefined) return fault;
      oauth.end(workspace);
      workspace.tokens.bot = `${workspace.tokens.bot}-gone`;
      emit({ type: 'tokens_revoked', tokens: { oauth: [], bot: [workspace.bot.user_id] } });
      emit({ type: 'app_uninstalled' });
      return succeeded();
    },
  },
};
