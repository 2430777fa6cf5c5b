import type { App } from '@slack/bolt';
import type { Logger } from 'pino';
import type { AllWorkspaces } from '../workspaces/all-workspaces.ts';
import { workspacesOf } from './own-workspace.ts';

/**
 * Hands what Slack delivered to the workspace that it is for. What is for none that is served is left alone; what cannot be
 * told yet stays unacknowledged, and Slack sends it again.
 */
export function createDispatch(
  workspaces: Pick<AllWorkspaces, 'forEvent'>,
  logger: Logger,
): Pick<App, 'processEvent'> {
  return {
    async processEvent(event) {
      const { body, ack } = event;
      if (body['type'] === 'app_rate_limited') {
        logger.warn('Slack holds back events: more than 30 000 came in an hour');
        return ack();
      }
      const served = workspaces.forEvent(workspacesOf(body));
      if (served === null) throw new Error('not signed in to Slack yet');
      if (served === undefined) {
        logger.warn(
          { team: body['team_id'] },
          'Slack sent something for another workspace; it was left alone',
        );
        return ack();
      }
      return served.workspace.processEvent(event);
    },
  };
}
