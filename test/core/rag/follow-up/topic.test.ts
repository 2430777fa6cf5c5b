import { describe, expect, it } from 'vitest';
import { subjectOf } from '../../../../core/rag/follow-up/topic.ts';

describe('what of an answer is carried on', () => {
  const said = 'Parental leave: Concur tickets, hotels, badges, laptops, phones, lockers and desks.';

  it('is the first words of a short one that name something', () => {
    expect(subjectOf(said, 'leave').split(' ')).toHaveLength(6);
  });

  it('is fewer of a long one, which is quoted and begins beside the topic', () => {
    const quoted = `${said} ${'There is more to be said of it in the same place. '.repeat(5)}`;
    expect(subjectOf(quoted, 'leave').split(' ')).toHaveLength(3);
  });
});
