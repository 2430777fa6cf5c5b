import { z } from 'zod';
import { synonymEffect } from '../../../core/answering/synonym-effect.ts';
import {
  keepSynonym,
  listSynonyms,
  removeSynonym,
  synonymProblem,
} from '../../../core/rag/synonyms/synonym-list.ts';
import { synonymProblemWords } from '../../../core/rag/synonyms/synonym-words.ts';
import { field } from '../../audit/subjects.ts';
import type { ConsoleDeps } from '../../deps.ts';
import { BadRequest, readForm } from '../../requests/form.ts';
import { type Redirect, redirect } from '../../routes/replies.ts';
import { formRoute, type Route, type Visit } from '../../routes/route.ts';
import { type Asked, pageRoute } from '../../routes/view-route.ts';
import { type SynonymsView, synonymsPage } from './synonyms-page.ts';

type Needs = Pick<ConsoleDeps, 'store' | 'clock' | 'retriever' | 'log'>;

async function load(deps: Needs, asked: Asked): Promise<SynonymsView> {
  const list = await listSynonyms(deps.store);
  const [said, meant] = [asked.query('said'), asked.query('meant')];
  if (said === '' && meant === '') return { list, tried: null };
  const problem = synonymProblem({ said, meant });
  if (problem !== null)
    return { list, tried: { said, meant, problem: synonymProblemWords[problem], effects: [] } };
  const effects = await synonymEffect(deps, { said, meant });
  return { list, tried: { said, meant, problem: null, effects } };
}

async function keep(deps: Needs, { req, session }: Visit): Promise<Redirect> {
  const { said, meant } = readForm(req, { said: z.string(), meant: z.string() });
  const done = await keepSynonym(deps, { said, meant, by: session.user.name });
  if ('problem' in done) throw new BadRequest(synonymProblemWords[done.problem]);
  deps.log.info({ said, meant, by: session.user.id }, 'synonym kept');
  return redirect('/documents/synonyms');
}

async function remove({ store, log }: Needs, { req, session }: Visit): Promise<Redirect> {
  const { said } = readForm(req, { said: z.string() });
  if (!(await removeSynonym(store, said))) throw new BadRequest(`There is no synonym "${said}".`, 404);
  log.info({ said, by: session.user.id }, 'synonym removed');
  return redirect('/documents/synonyms');
}

export function synonymRoutes(deps: Needs): Route[] {
  return [
    pageRoute({
      path: '/documents/synonyms',
      access: 'curator',
      load: (asked) => load(deps, asked),
      page: synonymsPage,
    }),
    formRoute('/documents/synonyms', 'curator', { action: 'synonym.keep', subject: field('said') }, (visit) =>
      keep(deps, visit),
    ),
    formRoute(
      '/documents/synonyms/remove',
      'curator',
      { action: 'synonym.remove', subject: field('said') },
      (visit) => remove(deps, visit),
    ),
  ];
}
