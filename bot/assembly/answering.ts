import { type AnsweringDeps, createAnswering } from '../../core/answering/answer.ts';
import type { GuardService } from '../../core/guardrails/guard-service.ts';
import type { Retriever } from '../../core/ports/retriever.ts';
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
): { answering: Answering; quoting: Answering } {
  const { store, clock, random, log, curated, cache } = ground;
  const fixed = { store, clock, random, log, curated, cache, quoter: chosen.quoter };
  const guards = () => ({ guards: guardService.guards(), guardsVersion: guardService.version() });
  return {
    answering: createAnswering(() => {
      const { retriever, answerer, config } = chosen.now();
      return {
        ...{ ...fixed, ...guards(), retriever, answerer },
        answererOf: chosen.channels.of,
        askInstead: config.get('DOCENT_CONTACT'),
      };
    }),
    // Previews compare by quoting, whoever writes the answers: quick, free, and the same both times.
    quoting: createAnswering(() => ({
      ...{ ...fixed, ...guards() },
      retriever: plainRetriever,
      answerer: chosen.quoter,
    })),
  };
}
