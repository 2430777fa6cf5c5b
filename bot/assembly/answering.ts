import { type AnsweringDeps, createAnswering } from '../../core/answering/answer.ts';
import { type CeilingLimits, createCeilings } from '../../core/answering/ceilings/ceilings.ts';
import type { GuardService } from '../../core/guardrails/guard-service.ts';
import type { Retriever } from '../../core/ports/retriever.ts';
import type { ObserveQuestion } from '../../core/trace/watch-steps.ts';
import type { Answer, Question } from '../../core/types.ts';
import type { Config } from '../settings/config.ts';
import type { App } from './app.ts';
import type { Chosen } from './chosen.ts';

type Ground = Pick<AnsweringDeps, 'store' | 'clock' | 'random' | 'log' | 'curated' | 'cache'>;
type Answering = ReturnType<typeof createAnswering>;

/** The answer path as the settings want it, and the one that previews rehearse with. */
export function assembleAnswering(
  ground: Ground,
  {
    chosen,
    plainRetriever,
    guardService,
  }: { chosen: Chosen; plainRetriever: Retriever; guardService: GuardService },
): { answering: Answering; quoting: Answering } & Pick<App, 'whenAnswered' | 'observeQuestions'> {
  let observe: ObserveQuestion | undefined;
  const listeners: Parameters<App['whenAnswered']>[0][] = [];
  const told = (question: Question, answer: Answer) => {
    for (const listener of listeners) listener(question, answer);
  };
  const { store, clock, random, log, curated, cache } = ground;
  const fixed = { store, clock, random, log, curated, cache, quoter: chosen.quoter };
  const guards = () => ({ guards: guardService.guards(), guardsVersion: guardService.version() });
  const ceilings = createCeilings({ store, clock, limits: () => ceilingLimits(chosen.now().config) });
  return {
    answering: createAnswering(() => {
      const { retriever, answerer, config } = chosen.now();
      return {
        ...{ ...fixed, ...guards(), retriever, answerer, ceilings, told, observe },
        answererOf: chosen.channels.of,
        askInstead: config.get('DOCENT_CONTACT'),
      };
    }),
    whenAnswered: (listener) => void listeners.push(listener),
    observeQuestions: (observer) => {
      observe = observer;
    },
    // Previews compare by quoting, whoever writes the answers: quick, free, and the same both times.
    quoting: createAnswering(() => ({
      ...{ ...fixed, ...guards() },
      retriever: plainRetriever,
      answerer: chosen.quoter,
    })),
  };
}

const ceilingLimits = (config: Config): CeilingLimits => ({
  person: Number(config.get('DOCENT_CALLS_PERSON')),
  channel: Number(config.get('DOCENT_CALLS_CHANNEL')),
  team: Number(config.get('DOCENT_CALLS_TEAM')),
});
