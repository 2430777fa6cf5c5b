import { describe, expect, it } from 'vitest';
import { decodeText } from '../../../bot/discord/text/decode.ts';

const names = {
  user: (id: string) => (id === '2' ? 'Bea' : null),
  channel: (id: string) => (id === '3' ? 'travel' : null),
};
const decode = (content: string): string => decodeText(content, '1', names);

describe('what a person wrote', () => {
  it('loses the mention of the bot, wherever it stands', () => {
    expect(decode('<@1> How?')).toBe('How?');
    expect(decode('Hey <@!1> how?')).toBe('Hey how?');
    expect(decode('<@1>')).toBe('');
  });

  it('gets names for people, channels, emoji, commands and times', () => {
    expect(decode('<@2> <@9> <#3> <#9> <@&4> <:party:5> <a:wave:6> </ask:7> <t:0:R>')).toBe(
      '@Bea @user #travel #channel @role :party: :wave: /ask 1970-01-01 00:00',
    );
  });

  it('keeps lines, loses escapes and surplus spaces', () => {
    expect(decode('a  b \n c \\*d\\* \\n')).toBe('a b\nc *d* \\n');
  });
});
