import { sensitiveTopics } from '../rules/answer-phrases.ts';
import { type Finding, matching } from './finding.ts';

/** Topics on which an answer should be nothing but quotes; `kind` is the topic. */
export function detectSensitiveTopics(text: string): Finding[] {
  return sensitiveTopics.flatMap(({ topic, pattern }) =>
    matching(text, new RegExp(pattern.source, 'gi'), topic, 0.8),
  );
}
