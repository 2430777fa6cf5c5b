/** What an entry can be about. The state of each kind is read by `tracked.ts`. */
export const auditKinds = {
  answer: 'Suggested answers',
  backups: 'Backup schedule',
  cached: 'Cached answers',
  channel: 'Channels',
  collection: 'Collections',
  curated: 'Curated answers',
  document: 'Documents',
  'eval-set': 'Batches',
  guard: 'Guards',
  'help-channel': 'Help channels',
  person: 'Members of chats',
  settings: 'Settings',
  source: 'Sources',
  store: 'Backup and export',
  synonym: 'Synonyms',
  token: 'API tokens',
  training: 'Training',
  user: 'Users',
  workspace: 'Workspaces',
} as const;

export type AuditKind = keyof typeof auditKinds;

type Row = {
  words: string;
  about: AuditKind;
  /** How the thing stood before is all that is needed to put it back. */
  undo: boolean;
};

const row = (about: AuditKind, words: string): Row => ({ about, words, undo: false });
const undoable = (about: AuditKind, words: string): Row => ({ about, words, undo: true });

/** Everything that the audit log tells of, in its words. */
export const auditActions = {
  'answer.post': row('answer', 'posted a suggested answer'),
  'answer.dismiss': row('answer', 'dismissed a suggested answer'),
  'backups.set': undoable('backups', 'changed the backup schedule'),
  'cached.purge': row('cached', 'forgot cached answers'),
  'cached.quarantine': undoable('cached', 'took a cached answer out of use'),
  'cached.restore': undoable('cached', 'put a cached answer back into use'),
  'channel.set': undoable('channel', 'changed a channel'),
  'channel.forget': undoable('channel', 'took back what was decided for a channel'),
  'collection.set': undoable('collection', 'changed a collection'),
  'curated.add': undoable('curated', 'added a curated answer'),
  'curated.remove': undoable('curated', 'removed a curated answer'),
  'document.upload': row('document', 'took in files'),
  'document.retry': row('document', 'had a file read again'),
  'document.delete': row('document', 'deleted a document'),
  'document.describe': undoable('document', 'changed owner or review date'),
  'document.publish': row('document', 'published a draft'),
  'document.rollback': row('document', 'went back to an earlier revision'),
  'document.drop': row('document', 'dropped a draft'),
  'document.archive': undoable('document', 'archived a document'),
  'document.restore': undoable('document', 'brought a document back'),
  'document.accept': row('document', 'accepted the flags of a document'),
  'document.confirm': row('document', 'confirmed a document'),
  'document.forget-question': row('document', 'took out a confirmed question'),
  'eval-set.create': row('eval-set', 'made a set of questions'),
  'eval-set.edit': row('eval-set', 'changed a set of questions'),
  'eval-set.judge': row('eval-set', 'judged an answer of a run'),
  'eval-set.baseline': row('eval-set', 'made a run the baseline'),
  'eval-set.import': row('eval-set', 'imported a set of questions'),
  'eval-set.run': row('eval-set', 'started a run'),
  'eval-set.cancel': row('eval-set', 'cancelled a run'),
  'eval-set.resume': row('eval-set', 'resumed a run'),
  'eval-set.gate': row('eval-set', 'set the rule of a gate'),
  'eval-set.gate-run': row('eval-set', 'ran a gate'),
  'eval-set.gate-remove': row('eval-set', 'removed a gate'),
  'eval-set.delete': row('eval-set', 'deleted a set of questions'),
  'guard.change': undoable('guard', 'changed a guard'),
  'guard.reset': row('guard', 'put all guards back as they ship'),
  'help-channel.set': undoable('help-channel', 'changed where questions are passed on'),
  'person.forget': row('person', 'deleted what is stored about a member'),
  'settings.save': undoable('settings', 'changed settings'),
  'source.add': row('source', 'added a source'),
  'source.run': row('source', 'had a source read'),
  'source.enable': undoable('source', 'switched a source on'),
  'source.disable': undoable('source', 'switched a source off'),
  'source.remove': row('source', 'removed a source'),
  'store.backup': row('store', 'made a backup'),
  'store.restore': row('store', 'restored a backup'),
  'store.export': row('store', 'exported data'),
  'synonym.keep': undoable('synonym', 'wrote down a synonym'),
  'synonym.remove': undoable('synonym', 'removed a synonym'),
  'token.add': row('token', 'made an API token'),
  'token.revoke': row('token', 'revoked an API token'),
  'training.train': row('training', 'changed what was learned'),
  'training.permit': row('training', 'changed who may train'),
  'training.run': row('training', 'chose a step of a tuning run'),
  'training.download': row('training', 'downloaded a recipe with its data'),
  'training.job': row('training', 'created or changed a training job'),
  'training.import': row('training', 'took in feedback'),
  'user.link': row('user', 'made a sign-in link'),
  'user.disable': undoable('user', 'disabled a user'),
  'user.enable': undoable('user', 'enabled a user'),
  'user.groups': row('user', 'had role or access changed by groups of the provider'),
  'user.refused': row('user', 'refused a sign-in with the provider'),
  'user.end-sessions': row('user', 'ended sessions'),
  'user.sign-in': row('user', 'signed in'),
  'user.sign-out': row('user', 'signed out'),
  'workspace.add': row('workspace', 'added a workspace'),
  'workspace.remove': row('workspace', 'removed a workspace'),
} as const satisfies Record<string, Row>;

export type AuditAction = keyof typeof auditActions;

export function isAuditAction(text: string): text is AuditAction {
  return Object.hasOwn(auditActions, text);
}

export function isAuditKind(text: string): text is AuditKind {
  return Object.hasOwn(auditKinds, text);
}

/** All actions about one kind. */
export function actionsAbout(kind: AuditKind): AuditAction[] {
  return (Object.keys(auditActions) as AuditAction[]).filter((action) => auditActions[action].about === kind);
}
