import type { Guard, GuardRun, GuardSettings, Subject, Verdict } from '../guard.ts';

/** One check of a text, with what the text is compared with already in hand: the form the engine runs. */
export type TextCheck = GuardSettings & {
  check(text: string, run?: GuardRun): Verdict | Promise<Verdict>;
  custom?(text: string, message: string): string | Promise<string>;
};

/** A guard as the engine runs it on texts of one subject. */
export function checkOf(guard: Guard, subject: Omit<Subject, 'text'> = {}): TextCheck {
  const { id, action, cost, budgetMs, onError, custom } = guard;
  return {
    id,
    action,
    ...(cost !== undefined && { cost }),
    ...(budgetMs !== undefined && { budgetMs }),
    ...(onError !== undefined && { onError }),
    check: (text, run) => guard.check({ ...subject, text }, run),
    ...(custom !== undefined && { custom: (text, message) => custom.call(guard, text, message) }),
  };
}
