import { html } from '@remix-run/html-template';
import { nothing, notice } from '../frame/parts.ts';
import type { Page } from '../routes/replies.ts';
import type { Session } from '../session/session.ts';
import { type Learning, learningSection } from './learning-section.ts';

export type TuningView = { learning: Learning[] };

/** `said` = what came of the form that was just sent. */
export function tuningPage({ learning }: TuningView, session: Session, said: string | null = null): Page {
  const body = html`<div class="page-head"><h1>Tuning</h1></div>
${said === null ? nothing : notice('good', said)}
${learningSection(learning, session)}`;
  return { title: 'Tuning', area: 'tuning', body };
}
