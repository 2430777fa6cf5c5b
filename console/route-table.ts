import { answerRoutes } from './answers/answer-routes.ts';
import type { Assets } from './assets.ts';
import { auditRoutes } from './audit/audit-routes.ts';
import type { AuditTrail } from './audit/audit-trail.ts';
import { backupRoutes } from './backups/backup-routes.ts';
import { batchRoutes } from './batches/batch-routes.ts';
import { cacheRoutes } from './cache/cache-routes.ts';
import { channelRoutes } from './channels/channel-routes.ts';
import { connectRoutes } from './connect/connect-routes.ts';
import type { ConsoleDeps } from './deps.ts';
import { collectionRoutes } from './documents/collections/collection-routes.ts';
import { documentListRoutes } from './documents/list/list-routes.ts';
import { documentRoutes } from './documents/one/document-routes.ts';
import { previewRoutes } from './documents/preview/preview-routes.ts';
import { curateRoutes } from './documents/review/curate-routes.ts';
import { revisionRoutes } from './documents/revisions/revision-routes.ts';
import { synonymRoutes } from './documents/synonyms/synonym-routes.ts';
import { uploadRoutes } from './documents/upload/upload-routes.ts';
import type { Frame } from './frame/layout.ts';
import { guardRoutes } from './guards/guard-routes.ts';
import { healthRoutes } from './health.ts';
import { metricsRoutes } from './metrics/metrics-route.ts';
import { oidcRoutes } from './oidc/oidc-routes.ts';
import { playgroundRoutes } from './playground/playground-routes.ts';
import { sourcePageRoutes } from './read/source-page-routes.ts';
import { rehearsalRoutes } from './rehearsal/rehearsal-routes.ts';
import type { Route } from './routes/route.ts';
import { sessionRoutes } from './session/session-routes.ts';
import { signInRoutes } from './session/sign-in.ts';
import { sourceRoutes } from './sources/source-routes.ts';
import { apiRoutes } from './tokens/api-routes.ts';
import { tokenRoutes } from './tokens/token-routes.ts';
import { tuningRoutes } from './tuning/tuning-routes.ts';
import { userRoutes } from './users/user-routes.ts';

/**
 * Every address of the console with the role it needs. Only the platforms' events (`/slack/events`), which their
 * library checks, and `/mcp`, which has a token of its own, stand outside.
 */
export function consoleRoutes(deps: ConsoleDeps, assets: Assets, frame: Frame, trail: AuditTrail): Route[] {
  return [
    ...healthRoutes(deps, assets),
    ...metricsRoutes(deps),
    ...signInRoutes(deps, frame),
    ...oidcRoutes(deps, frame),
    ...sourcePageRoutes(deps, frame),
    ...playgroundRoutes(deps),
    ...answerRoutes(deps),
    ...curateRoutes(deps),
    ...collectionRoutes(deps),
    ...synonymRoutes(deps),
    ...documentListRoutes(deps),
    ...documentRoutes(deps),
    ...revisionRoutes(deps),
    ...previewRoutes(deps),
    ...uploadRoutes(deps),
    ...sourceRoutes(deps),
    ...cacheRoutes(deps),
    ...guardRoutes(deps),
    ...batchRoutes(deps),
    ...tuningRoutes(deps),
    ...connectRoutes(deps),
    ...channelRoutes(deps),
    ...rehearsalRoutes(deps),
    ...userRoutes(deps),
    ...sessionRoutes(deps),
    ...tokenRoutes(deps),
    ...apiRoutes(deps),
    ...backupRoutes(deps),
    ...auditRoutes(deps, trail),
  ];
}
