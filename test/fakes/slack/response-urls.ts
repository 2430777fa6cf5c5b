import { isObject, type JsonObject, objects, text } from './wire.ts';
import type { Workspace } from './workspace.ts';

/** One use of a `response_url`. */
export type ResponseUse = { id: string; body: JsonObject; status: number };

type Target = { channel: string; user: string; message_ts?: string; thread_ts?: string; uses: number };

/** The `response_url`s of commands and buttons: five uses each, carried out on the workspace. */
export const createResponseUrls = (workspace: Workspace, address: () => string, prefix = '') => {
  const targets = new Map<string, Target>();
  const uses: ResponseUse[] = [];

  const carryOut = (target: Target, body: JsonObject): void => {
    const original =
      target.message_ts === undefined ? undefined : workspace.find(target.channel, target.message_ts);
    const blocks = objects(body, 'blocks');
    const content = { text: text(body, 'text') ?? '', ...(blocks === undefined ? {} : { blocks }) };
    if (body['delete_original'] === true) {
      if (original) original.deleted = true;
    } else if (body['replace_original'] === true && original) {
      original.versions.push(original.text);
      Object.assign(original, content, { edited: workspace.nextTs() });
    } else if (body['response_type'] === 'in_channel') {
      const { id, user_id } = workspace.bot;
      workspace.post({ channel: target.channel, user: user_id, bot_id: id, ...content });
    } else {
      const { channel, user, thread_ts } = target;
      const place = {
        channel,
        user,
        ts: workspace.nextTs(),
        ...(thread_ts === undefined ? {} : { thread_ts }),
      };
      workspace.ephemerals.push({ ...place, ...content, via: 'response_url' });
    }
  };

  return {
    uses,
    /** Whether an address was given out here. */
    owns: (id: string): boolean => targets.has(id),
    issue: (target: Omit<Target, 'uses'>): string => {
      const id = workspace.nextId(`${prefix}response`);
      targets.set(id, { ...target, uses: 0 });
      return `${address()}/response/${id}`;
    },
    /** Answers a request to one of the addresses with a status and a body. */
    handle: (id: string, raw: string): { status: number; body: string } => {
      const target = targets.get(id);
      const body: unknown = JSON.parse(raw || '{}');
      if (target === undefined || !isObject(body)) return { status: 404, body: 'no_service' };
      target.uses += 1;
      const status = target.uses > 5 ? 404 : 200;
      uses.push({ id, body, status });
      if (status === 200) carryOut(target, body);
      return { status, body: status === 200 ? 'ok' : 'used_url' };
    },
  };
};
