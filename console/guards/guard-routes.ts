import { z } from 'zod';
import type { GuardChange } from '../../core/guardrails/guard-service.ts';
import { BadRequest, readForm } from '../form.ts';
import { sendPage } from '../layout.ts';
import { param, type Room, type Route, type Visit } from '../route.ts';
import { guardsPage } from './guards-page.ts';
import { emptyTest, type TestView } from './test-section.ts';

const ACTIONS = ['noop', 'exception', 'fix', 'filter', 'refrain', 'reask', 'fix_reask', 'custom'] as const;

async function show(room: Room, visit: Visit, test: TestView): Promise<void> {
  const body = guardsPage({ session: visit.session, rows: await room.deps.guardService.list(), test });
  await sendPage(room, visit, { title: 'Guards', area: 'guards', body });
}

async function change(room: Room, visit: Visit): Promise<void> {
  const id = param(visit.req, 'id');
  const form = readForm(visit.req, {
    on: z.enum(['yes', 'no']).optional(),
    action: z.enum(ACTIONS).optional(),
    move: z.enum(['up', 'down']).optional(),
  });
  const wanted: GuardChange | null =
    form.on !== undefined
      ? { on: form.on === 'yes' }
      : form.action !== undefined
        ? { action: form.action }
        : form.move !== undefined
          ? { move: form.move === 'up' ? -1 : 1 }
          : null;
  if (wanted === null || !(await room.deps.guardService.change(id, wanted)))
    throw new BadRequest('This guard cannot be changed like that.', 422);
  room.deps.log.info({ guard: id, ...wanted, by: visit.session.user.id }, 'guard changed');
  visit.res.redirect(303, `/guards#guard-${encodeURIComponent(id)}`);
}

async function reset(room: Room, visit: Visit): Promise<void> {
  readForm(visit.req, {});
  await room.deps.guardService.reset();
  room.deps.log.info({ by: visit.session.user.id }, 'guards reset');
  visit.res.redirect(303, '/guards');
}

async function test(room: Room, visit: Visit): Promise<void> {
  const form = readForm(visit.req, {
    stage: z.enum(['input', 'retrieval', 'output']),
    text: z.string().max(8_000),
    question: z.string().max(4_000).default(''),
    evidence: z.string().max(20_000).default(''),
  });
  // Offsets of what is found are shown in the text as it stands in the page.
  const text = form.text.replaceAll('\r\n', '\n');
  const evidence = form.evidence
    .replaceAll('\r\n', '\n')
    .split(/\n\s*\n/)
    .map((passage) => passage.trim())
    .filter((passage) => passage !== '');
  const result = await room.deps.guardService.test(form.stage, {
    text,
    question: form.question === '' ? undefined : form.question,
    evidence: form.stage === 'output' && evidence.length > 0 ? evidence : undefined,
  });
  await show(room, visit, { ...form, text, result });
}

export function guardRoutes(room: Room): Route[] {
  const post = (
    path: string,
    access: 'admin' | 'curator',
    handle: (visit: Visit) => Promise<void>,
  ): Route => ({ method: 'post', path, access, handle });
  return [
    { method: 'get', path: '/guards', access: 'curator', handle: (visit) => show(room, visit, emptyTest) },
    post('/guards/test', 'curator', (visit) => test(room, visit)),
    post('/guards/reset', 'admin', (visit) => reset(room, visit)),
    post('/guards/:id', 'admin', (visit) => change(room, visit)),
  ];
}
