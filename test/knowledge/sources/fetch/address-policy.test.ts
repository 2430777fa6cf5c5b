import { describe, expect, it } from 'vitest';
import { allowListProblem, createAddressPolicy } from '../../../../knowledge/sources/fetch/address-policy.ts';

const strict = createAddressPolicy('');

describe('addresses', () => {
  it.each([
    '0.0.0.0',
    '0.1.2.3',
    '10.0.0.1',
    '10.255.255.255',
    '100.64.0.1',
    '100.127.255.254',
    '127.0.0.1',
    '127.255.255.254',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.0.0.170',
    '192.168.1.1',
    '198.18.0.1',
    '203.0.113.7',
    '224.0.0.1',
    '239.255.255.250',
    '255.255.255.255',
    '::',
    '::1',
    'fc00::1',
    'fdff::1',
    'fe80::1',
    'fe80::1%eth0',
    'fec0::1',
    'ff02::1',
    '100::1',
    '2001:db8::1',
    '2001::1',
  ])('%s is refused', (address) => {
    expect(strict.refusal(address, 'some.example')).toContain('private, local or reserved');
  });

  it.each([
    ['::ffff:127.0.0.1', 'mapped'],
    ['::ffff:a9fe:a9fe', 'mapped, in hex'],
    ['0:0:0:0:0:ffff:0a00:0001', 'mapped, written out'],
    ['::ffff:0:10.0.0.1', 'translated'],
    ['::127.0.0.1', 'compatible'],
    ['64:ff9b::7f00:1', 'NAT64'],
    ['64:ff9b::192.168.0.1', 'NAT64, dotted'],
    ['64:ff9b:1::8.8.8.8', 'local NAT64'],
    ['2002:7f00:1::', '6to4'],
    ['2002:c0a8:101::1', '6to4'],
  ])('%s is refused: %s', (address) => {
    expect(strict.refusal(address, 'some.example')).not.toBeNull();
  });

  it.each(['8.8.8.8', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '::ffff:8.8.8.8', '64:ff9b::808:808'])(
    '%s is open',
    (address) => expect(strict.refusal(address, 'some.example')).toBeNull(),
  );

  it('are refused when they are none', () => {
    expect(strict.refusal('', 'x')).not.toBeNull();
    expect(strict.refusal('localhost', 'localhost')).not.toBeNull();
  });
});

describe('the allow-list', () => {
  const policy = createAddressPolicy(' Wiki.Internal , 10.1.0.0/16, 127.0.0.2, fd00::/8 ');

  it('permits hosts by name, ranges and single addresses, and nothing beside them', () => {
    expect(policy.refusal('192.168.3.4', 'wiki.internal')).toBeNull();
    expect(policy.refusal('192.168.3.4', 'wiki.internal.')).toBeNull();
    expect(policy.refusal('192.168.3.4', 'other.internal')).not.toBeNull();
    expect(policy.refusal('192.168.3.4', 'evil-wiki.internal')).not.toBeNull();
    expect(policy.refusal('10.1.200.1', 'a')).toBeNull();
    expect(policy.refusal('10.2.0.1', 'a')).not.toBeNull();
    expect(policy.refusal('127.0.0.2', 'a')).toBeNull();
    expect(policy.refusal('127.0.0.1', 'a')).not.toBeNull();
    expect(policy.refusal('fd12::1', 'a')).toBeNull();
    expect(policy.refusal('fe80::1', 'a')).not.toBeNull();
    expect(policy.refusal('::ffff:10.1.0.1', 'a')).toBeNull();
    expect(policy.refusal('::ffff:10.2.0.1', 'a')).not.toBeNull();
  });

  it('says what in it cannot be used', () => {
    expect(allowListProblem('')).toBeNull();
    expect(allowListProblem('wiki, intranet.example.com, 10.0.0.0/8, ::1, [::1]')).toBeNull();
    for (const wrong of [
      '10.0.0.0/33',
      '10.0.0',
      'http://wiki',
      'a b',
      '10.0.0.0/8/8',
      '::1/129',
      '*',
      '127.1',
    ])
      expect(`${wrong}: ${allowListProblem(wrong)}`).toContain('is no host name');
  });
});
