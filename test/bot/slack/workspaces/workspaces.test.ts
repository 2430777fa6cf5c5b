import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { IncomingQuestion } from '../../../../core/ports/chat-platform.ts';
import type { OtherWorkspace } from '../../../fakes/slack/fake-slack.ts';
import { aReply } from '../../../fixtures/answers.ts';
import { type WorkspacesRig, workspacesRig } from './workspaces-rig.ts';

/** The question that a mention in the workspace became. */
async function askedIn(
  { heard }: WorkspacesRig,
  workspace: Pick<OtherWorkspace, 'mention'>,
  text = 'How do I book a train?',
): Promise<IncomingQuestion> {
  const { ts } = await workspace.mention({ text });
  return vi.waitFor(() => {
    const found = heard.questions.find(({ messageId }) => messageId === ts);
    if (found === undefined) throw new Error(`the question ${ts} has not arrived`);
    return found;
  });
}

/** The workspaces that a method was called in, since the last look. */
function teamsOf({ slack }: WorkspacesRig, method: string): (string | undefined)[] {
  return slack.callsOf(method).map(({ team }) => team);
}

describe('workspaces over one connection', () => {
  test('are each answered with their own token, though their channels and people have the same ids', async () => {
    await using rig = await workspacesRig();
    await rig.add('T0ONE');
    await rig.add('T0TWO');
    const platform = await rig.start();
    expect(platform.status()).toMatchObject({ state: 'ready' });
    expect(platform.status().message).toBe('Connected to One, Two over Socket Mode.');
    const first = await askedIn(rig, rig.one);
    const second = await askedIn(rig, rig.two);
    expect([first.address.workspace, second.address.workspace]).toEqual(['T0ONE', 'T0TWO']);
    expect((await platform.deliver(aReply(first))).kind).toBe('delivered');
    expect((await platform.deliver(aReply(second))).kind).toBe('delivered');
    expect([rig.one.posts('C0HELP').length, rig.two.posts('C0HELP').length]).toEqual([1, 1]);
    expect(rig.slack.posts('C0HELP')).toEqual([]);
    expect(teamsOf(rig, 'chat.postMessage')).toEqual(['T0ONE', 'T0TWO']);
    expect(rig.slack.socket.open).toBe(1);
  });

  test('have channels and people of their own: ids are plain in the first, and name the workspace in the others', async () => {
    await using rig = await workspacesRig();
    await rig.add('T0ONE');
    await rig.add('T0TWO');
    await rig.start();
    const first = await askedIn(rig, rig.one);
    const second = await askedIn(rig, rig.two);
    const idsOf = ({ address, userId }: IncomingQuestion) => [address.channel, userId];
    expect(idsOf(first)).toEqual(['C0HELP', 'U0ADA']);
    expect(idsOf(second)).toEqual(['T0TWO:C0HELP', 'T0TWO:U0ADA']);
  });

  test('keep votes, presses and deletions apart, too', async () => {
    await using rig = await workspacesRig();
    await rig.add('T0ONE');
    await rig.add('T0TWO');
    const platform = await rig.start();
    const question = await askedIn(rig, rig.two);
    const delivered = await platform.deliver(aReply(question));
    const ts = delivered.kind === 'delivered' ? (delivered.messageIds[0] ?? '') : '';
    await rig.two.reaction({ action: 'added', reaction: '+1', ts });
    await vi.waitFor(() => expect(rig.heard.votes).toHaveLength(1));
    expect(rig.heard.votes[0]).toMatchObject({
      channel: 'T0TWO:C0HELP',
      userId: 'T0TWO:U0ADA',
      messageId: ts,
    });
    expect(await platform.outside?.({ channel: 'T0TWO:C0HELP', userId: 'T0TWO:U0ADA' })).toBeNull();
    expect(teamsOf(rig, 'users.info')).toEqual(expect.arrayContaining(['T0TWO']));
    expect(await platform.standing?.(question, ts)).toEqual([
      { userId: 'T0TWO:U0ADA', emoji: '+1', polarity: 1 },
    ]);
    await platform.remove('T0TWO:C0HELP', [ts]);
    expect(rig.two.posts('C0HELP')).toEqual([]);
  });

  test('stand beside that of the token in the settings, which goes on as before', async () => {
    await using rig = await workspacesRig();
    const platform = await rig.start({ settings: true });
    await rig.add('T0TWO');
    await platform.workspacesChanged();
    expect(platform.status().message).toBe('Connected to Docent Test, Two over Socket Mode.');
    const own = await askedIn(rig, rig.slack);
    expect(own.address).toMatchObject({ workspace: 'T0DOCENT', channel: 'C0HELP' });
    const other = await askedIn(rig, rig.two);
    expect(other.address.channel).toBe('T0TWO:C0HELP');
    await platform.deliver(aReply(other));
    expect(rig.two.posts('C0HELP')).toHaveLength(1);
    expect(rig.slack.posts('C0HELP')).toEqual([]);
    // Taking it in did not touch the connection.
    expect(rig.slack.socket.opened).toBe(1);
  });

  test('leave alone what comes from one that is not there', async () => {
    await using rig = await workspacesRig();
    await rig.add('T0ONE');
    const platform = await rig.start();
    const { envelope_id } = await rig.two.mention({ text: 'anybody?' });
    await rig.slack.waitForAck(envelope_id);
    await askedIn(rig, rig.one);
    expect(rig.heard.questions).toHaveLength(1);
    const question = { ...rig.heard.questions[0] } as IncomingQuestion;
    const astray = { ...question, address: { ...question.address, workspace: 'T0TWO' } };
    expect(await platform.deliver(aReply(astray))).toMatchObject({ kind: 'failed' });
    expect(await platform.outside?.({ channel: 'T0TWO:C0HELP', userId: 'T0TWO:U0ADA' })).toBe('unknown');
    expect(rig.slack.callsOf('chat.postMessage')).toEqual([]);
  });

  test('are told of on the way to the first one: without any the status says what to do', async () => {
    await using rig = await workspacesRig();
    const platform = await rig.start();
    expect(platform.status().message).toContain('Add to Slack');
    await rig.add('T0ONE');
    await platform.workspacesChanged();
    await vi.waitFor(() => expect(platform.status().state).toBe('ready'));
    await askedIn(rig, rig.one);
  });
});

test('workspaces are kept apart in signed requests, too: questions, buttons and commands', async () => {
  await using rig = await workspacesRig();
  await rig.add('T0ONE');
  await rig.add('T0TWO');
  const signingSecret = '0123456789abcdef0123456789abcdef';
  const platform = await rig.start({ signingSecret });
  const server = createServer((request, response) => platform.requestHandler?.(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  rig.slack.delivery.target = { url: `http://127.0.0.1:${port}/slack/events`, signingSecret };
  const question = await askedIn(rig, rig.two);
  const delivered = await platform.deliver(aReply(question));
  const ts = delivered.kind === 'delivered' ? (delivered.messageIds[0] ?? '') : '';
  await rig.two.blockAction({ ts, action_id: 'docent_feedback', choice: 'positive' });
  await vi.waitFor(() => expect(rig.heard.votes).toMatchObject([{ channel: 'T0TWO:C0HELP', polarity: 1 }]));
  const { trigger_id } = await rig.two.slashCommand({ command: '/ask', text: 'How?' });
  const command = await vi.waitFor(() => {
    const found = rig.heard.questions.find(({ messageId }) => messageId === trigger_id);
    if (found === undefined) throw new Error('the command has not arrived');
    return found;
  });
  expect((await platform.deliver(aReply(command))).kind).toBe('delivered');
  expect(rig.two.workspace.ephemerals.some(({ via }) => via !== 'ack')).toBe(true);
  expect([rig.one.workspace.ephemerals, rig.slack.ephemerals]).toEqual([[], []]);
});

describe('a workspace that takes the app out', () => {
  const ends = [
    ['app_uninstalled', { type: 'app_uninstalled' }],
    ['tokens_revoked', { type: 'tokens_revoked', tokens: { oauth: [], bot: ['U0ONEBOT'] } }],
  ] as const;

  test.each(ends)('is not served any more, and the others go on (%s)', async (_, event) => {
    await using rig = await workspacesRig();
    await rig.add('T0ONE');
    await rig.add('T0TWO');
    const platform = await rig.start();
    const late = await askedIn(rig, rig.one);
    rig.slack.oauth.end(rig.one.workspace);
    await rig.one.event({ ...event });
    await vi.waitFor(() => expect(platform.status().message).not.toContain('One'));
    expect(await platform.deliver(aReply(late))).toMatchObject({ kind: 'failed' });
    expect(await rig.installs.get('T0ONE')).toMatchObject({ tokens: null });
    const row = await rig.store
      .selectFrom('installs')
      .select(['token', 'refresh_token'])
      .where('workspace', '=', 'T0ONE')
      .executeTakeFirst();
    expect(row).toEqual({ token: null, refresh_token: null });
    const question = await askedIn(rig, rig.two);
    expect((await platform.deliver(aReply(question))).kind).toBe('delivered');
    await rig.one.mention({ text: 'still there?' });
    await askedIn(rig, rig.two, 'a second one');
    expect(rig.heard.questions.map(({ address }) => address.workspace)).toEqual(['T0ONE', 'T0TWO', 'T0TWO']);
    expect(rig.slack.socket.opened).toBe(1);
  });

  test('is stopped by the first call that is refused, where the event was lost', async () => {
    await using rig = await workspacesRig();
    await rig.add('T0ONE');
    await rig.add('T0TWO');
    const platform = await rig.start();
    const question = await askedIn(rig, rig.one);
    rig.slack.oauth.end(rig.one.workspace, 'revoked');
    await platform.deliver(aReply(question));
    await vi.waitFor(async () => expect(await rig.installs.get('T0ONE')).toMatchObject({ tokens: null }));
    expect((await rig.installs.get('T0ONE'))?.stopped).toContain('took the token back');
    await askedIn(rig, rig.two);
  });

  test('is served again once it was added anew, whatever late news of the removal comes', async () => {
    await using rig = await workspacesRig();
    await rig.add('T0ONE');
    await rig.add('T0TWO');
    const platform = await rig.start();
    rig.slack.oauth.end(rig.one.workspace);
    await rig.one.event({ type: 'app_uninstalled' });
    await vi.waitFor(() => expect(platform.status().message).not.toContain('One'));
    await rig.add('T0ONE');
    await platform.workspacesChanged();
    await askedIn(rig, rig.one);
    const { payload } = await rig.slack.event({});
    const late = { ...payload, team_id: 'T0ONE', event_id: 'EvLate', event_time: 1_700_000_000 };
    const authorizations = [{ team_id: 'T0ONE', user_id: 'U0ONEBOT', is_bot: true }];
    const { envelope_id } = await rig.slack.envelope('events_api', {
      ...{ ...late, authorizations },
      event: { type: 'tokens_revoked', tokens: { oauth: [], bot: ['U0ONEBOT'] } },
    });
    await rig.slack.waitForAck(envelope_id);
    await askedIn(rig, rig.one, 'and now?');
    expect((await rig.installs.get('T0ONE'))?.stopped).toBe('');
  });

  test('goes on where only tokens of people were taken back', async () => {
    await using rig = await workspacesRig();
    await rig.add('T0ONE');
    await rig.start();
    await rig.one.event({ type: 'tokens_revoked', tokens: { oauth: ['U0ADA'], bot: [] } });
    await askedIn(rig, rig.one);
    expect((await rig.installs.get('T0ONE'))?.stopped).toBe('');
  });
});
