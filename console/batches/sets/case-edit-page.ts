import { html } from '@remix-run/html-template';
import type { SetVersion } from '../../../core/ports/data-sets.ts';
import { csrfField, nothing, notice } from '../../frame/parts.ts';
import type { Page } from '../../routes/replies.ts';
import type { Session } from '../../session/session.ts';
import { type CaseFields, caseFields } from './case-form.ts';
import { setPath } from './set-page.ts';

/** `caseId` null = a case that is being added. */
export type CaseEditView = {
  set: SetVersion;
  caseId: string | null;
  fields: CaseFields;
  problem: string | null;
};

export function caseEditPage({ set, caseId, fields, problem }: CaseEditView, session: Session): Page {
  const path = setPath(set.id);
  const action = caseId === null ? `${path}/cases` : `${path}/cases/${encodeURIComponent(caseId)}`;
  const body = html`<nav class="crumbs" aria-label="Breadcrumb"><a href="/batches">Batches</a> <a href="${path}">${set.name}</a></nav>
<div class="page-head"><h1>${caseId === null ? 'Add a question' : 'Edit a question'}</h1></div>
${problem === null ? nothing : notice('bad', problem)}
<form class="card stack" method="post" action="${action}">${csrfField(session)}${caseFields(fields)}
<div class="action-row"><button>Save</button><a class="button quiet" href="${path}">Cancel</a></div></form>`;
  return {
    title: caseId === null ? 'Add a question' : 'Edit a question',
    area: 'batches',
    body,
    status: problem === null ? 200 : 422,
  };
}
