import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/**
 * Whether an address, in the notation that DNS and sockets use, belongs to a host on the public
 * internet. Everything that is reserved is not: private, loopback, link-local (where clouds keep their
 * metadata), shared (CGNAT), multicast, documentation, and every IPv6 form that carries an IPv4 address
 * inside, since whoever translates it decides where it ends.
 */
export function isPublicAddress(address: string): boolean {
  // Only the plain notation: a parser that is generous about spelling would be a second opinion.
  const plain = address.replace(/%.*$/, '');
  if (isIP(plain) === 0) return false;
  const parsed = ipaddr.parse(plain);
  if (parsed instanceof ipaddr.IPv4) {
    return parsed.range() === 'unicast' && !matches(parsed, reservedIpv4);
  }
  // Of IPv6 only 2000::/3 is given to anybody; what tunnels IPv4 lies inside of it and is named below.
  return (
    parsed.range() === 'unicast' && inRange(parsed, '2000::/3') && !matches(parsed, reservedIpv6)
  );
}

/** What the library still calls unicast and is not (IANA's registries of special-purpose addresses). */
const reservedIpv4 = [
  '192.0.0.0/24',
  '192.31.196.0/24',
  '192.52.193.0/24',
  '192.88.99.0/24',
  '192.175.48.0/24',
  '198.18.0.0/15',
  '168.63.129.16/32',
];
const reservedIpv6 = [
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  '2620:4f:8000::/48',
  '3ffe::/16',
  '3fff::/20',
];

type Address = ReturnType<typeof ipaddr.parse>;

const matches = (address: Address, ranges: readonly string[]) =>
  ranges.some((range) => inRange(address, range));

function inRange(address: Address, range: string): boolean {
  const [network, bits] = ipaddr.parseCIDR(range);
  return address.kind() === network.kind() && address.match(network, bits);
}
