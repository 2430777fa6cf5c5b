import { z } from 'zod';
import type { GuardChange } from '../../core/guardrails/guard-service.ts';
import { byId } from '../audit/subjects.ts';
import { ALL_GUARDS } from '../audit/tracked-guard.ts';
import type { ConsoleDeps } from '../deps.ts';
import { BadRequest, readForm } from '../requests/form.ts';
import { type Page, type Redirect, redirect } from '../routes/replies.ts';
import { formRoute, param, type Route, type Visit } from '../routes/route.ts';
import { pageRoute } from '../routes/view-route.ts';
import { type GuardsView, guardsPage } from './guards-page.ts';

const ACTIONS = ['noop', 'exception', 'fix', 'filter', 'refrain', 'reask', 'fix_reask', 'custom'] as const;

type Needs = Pick<ConsoleDeps, 'guardService' | 'log'>;

async function load({ guardService }: Pick<Needs, 'guardService'>): Promise<GuardsView> {
  const rows = await guardService.list();
  return { rows: rows.map(({ guards: _guards, ...row }) => row) };
}

async function change(deps: Needs, { req, session }: Visit): Promise<Redirect> {
  const id = param(req, 'id');
  const form = readForm(req, {
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
  if (wanted === null || !(await deps.guardService.change(id, wanted)))
    throw new BadRequest('This guard cannot be changed like that.', 422);
  deps.log.info({ guard: id, ...wanted, by: session.user.id }, 'guard changed');
  return redirect(`/guards#guard-${encodeURIComponent(id)}`);
}

async function reset(deps: Needs, { req, session }: Visit): Promise<Redirect> {
  readForm(req, {});
  await deps.guardService.reset();
  deps.log.info({ by: session.user.id }, 'guards reset');
  return redirect('/guards');
}

async function test(deps: Needs, { req, session }: Visit): Promise<Page> {
  const form = readForm(req, {
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
  const result = await deps.guardService.test(form.stage, {
    text,
    question: form.question === '' ? undefined : form.question,
    evidence: form.stage === 'output' && evidence.length > 0 ? evidence : undefined,
  });
  return guardsPage(await load(deps), session, { ...form, text, result });
}

export function guardRoutes(deps: Needs): Route[] {
  return [
    pageRoute({ path: '/guards', access: 'curator', load: () => load(deps), page: guardsPage }),
    formRoute('/guards/test', 'curator', 'nothing', (visit) => test(deps, visit)),
    formRoute('/guards/reset', 'admin', { action: 'guard.reset', subject: () => ALL_GUARDS }, (visit) =>
      reset(deps, visit),
    ),
    formRoute('/guards/:id', 'admin', { action: 'guard.change', subject: byId }, (visit) =>
      change(deps, visit),
    ),
  ];
}
