import type { AuditAction } from '../../console/audit/actions.ts';
import type { AuditState } from '../../console/audit/audit-state.ts';
import { channelSubject } from '../../console/audit/subjects.ts';

/** Arguments and options as they were given. */
export type Given = { args: readonly string[]; options: Readonly<Record<string, unknown>> };

/** What the audit log says of a command that changes something. */
export type AuditedCommand = {
  action: AuditAction;
  subject(given: Given): string;
  /** What it came to, where the thing itself does not show it. */
  said?(given: Given): AuditState;
};

const first = ({ args }: Given): string => args[0] ?? '';
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const about = (
  action: AuditAction,
  subject: AuditedCommand['subject'] = first,
  said?: AuditedCommand['said'],
): AuditedCommand => ({ action, subject, ...(said === undefined ? {} : { said }) });

const place = ({ args: [platform = '', channel = ''] }: Given) => channelSubject(platform, channel);

/**
 * Every command, by its words: what the log says of it, or null where it changes nothing that anybody could ask about
 * later. A test sees to it that none is missing.
 */
export const auditedCommands: Readonly<Record<string, AuditedCommand | null>> = {
  start: null,
  ingest: about(
    'document.upload',
    ({ options }) => text(options['collection']),
    ({ args }) => ({ files: args }),
  ),
  search: null,
  ask: null,
  'documents list': null,
  'documents show': null,
  'documents publish': about('document.publish'),
  'documents rollback': about('document.rollback'),
  'documents drop': about('document.drop'),
  'documents archive': about('document.archive'),
  'documents restore': about('document.restore'),
  'documents delete': about('document.delete'),
  'documents stale': null,
  'documents duplicates': null,
  'documents preview': null,
  'documents set': about('document.describe'),
  'sources list': null,
  'sources add': about('source.add'),
  'sources run': about('source.run'),
  'sources enable': about('source.enable'),
  'sources disable': about('source.disable'),
  'sources remove': about('source.remove'),
  'eval list': null,
  'eval import': about('eval-set.import', (given) => text(given.options['name']) || first(given)),
  'eval run': about('eval-set.run'),
  'eval resume': about('eval-set.resume'),
  'eval show': null,
  'eval compare': null,
  'eval score': null,
  'eval significance': null,
  'eval retrieval': null,
  'eval calibration': null,
  'eval perturb': null,
  'eval worst-case': null,
  'eval bias': null,
  'eval judged': null,
  'eval toxicity': null,
  'eval agreement': null,
  'eval token-vectors': null,
  'eval mmlu': null,
  'eval alpaca': null,
  'eval lm-harness': null,
  'eval gate': null,
  'eval rehearse': null,
  guard: null,
  'users list': null,
  'users link': about('user.link', ({ options }) => text(options['name'])),
  'tokens list': null,
  'tokens add': about('token.add'),
  'tokens revoke': about('token.revoke'),
  doctor: null,
  'cache list': null,
  'cache misses': null,
  'cache purge': about('cached.purge', ({ args, options }) =>
    options['all'] === true ? 'all' : text(options['document']) || (args[0] ?? ''),
  ),
  'cache audit': null,
  'channels list': null,
  'channels set': about('channel.set', place),
  'channels forget': about('channel.forget', place),
  'channels ask-human': about('help-channel.set'),
  'synonyms list': null,
  'synonyms try': null,
  'synonyms add': about('synonym.keep'),
  'synonyms remove': about('synonym.remove'),
  'collections list': null,
  'collections set': about('collection.set'),
  'answers post': about('answer.post'),
  'answers dismiss': about('answer.dismiss'),
  'answers why': null,
  'feedback list': null,
  'feedback import': about('training.import'),
  'tune status': null,
  'tune permission': about(
    'training.permit',
    (given) => first(given) || 'all',
    ({ options }) => ({
      statement: text(options['statement']) || null,
      withdrawn: options['withdraw'] === true,
    }),
  ),
  'tune train': about('training.train'),
  'tune rollback': about('training.train'),
  'tune promote': about('training.train'),
  'tune job create': about('training.job', ({ options }) => text(options['base'])),
  'tune job list': null,
  'tune job status': null,
  'tune job events': null,
  'tune job checkpoints': null,
  'tune job pause': about('training.job'),
  'tune job resume': about('training.job'),
  'tune job cancel': about('training.job'),
  'tune job promote': about('training.job'),
  'tune job rollback': about('training.job'),
  'tune recipe': null,
  'tune export': about('store.export', ({ options }) => text(options['format'])),
  'people show': null,
  // Names the platform alone: whoever is forgotten must not be remembered here.
  'people forget': about('person.forget'),
  mcp: null,
  backup: about(
    'store.backup',
    (given) => first(given) || 'backups',
    ({ options }) => ({
      withKey: options['withKey'] === true,
    }),
  ),
  // It writes its own entry into the log of the store that it restores.
  restore: null,
  audit: null,
  export: about('store.export'),
  config: null,
};
