/** Hosts of an address that all mean this machine to one parser, resolver or translator or another. */
export function loopbackSpellings(): string[] {
  const octet = (value: number): string[] => [
    String(value),
    `0${value.toString(8)}`,
    `000${value.toString(8)}`,
    `0x${value.toString(16)}`,
    `0X${value.toString(16).toUpperCase()}`,
  ];
  const everyOctet = octet(127).flatMap((a) =>
    octet(0).flatMap((b) => octet(1).map((d) => `${a}.${b}.0.${d}`)),
  );
  const short = octet(127).flatMap((a) => octet(1).flatMap((d) => [`${a}.${d}`, `${a}.0.${d}`]));
  const whole = [
    '2130706433',
    '0x7f000001',
    '0X7F000001',
    '017700000001',
    '0x7f.0x1',
    '0',
    '0.0.0.0',
    '0x0',
    '00',
  ];
  const others = ['127.0.0.2', '127.1.2.3', '127.255.255.254', '127.0.1.1', '2130706434'];
  const dots = ['。', '．', '｡'].flatMap((dot) => [
    `127${dot}0${dot}0${dot}1`,
    `127${dot}1`,
    `localhost${dot}`,
  ]);
  const digits = [
    '１２７.０.０.１',
    '①②⑦.⓪.⓪.①',
    '𝟏𝟐𝟕.𝟎.𝟎.𝟏',
    '𝟷𝟸𝟽.𝟶.𝟶.𝟷',
    '１２７．０．０．１',
    '²¹³⁰⁷⁰⁶⁴³³',
    '0𝐱7f.1',
  ];
  const encoded = [
    '%31%32%37.0.0.1',
    '127%2e0%2e0%2e1',
    '%6c%6f%63alhost',
    '127.0.0.%31',
    '%EF%BC%9127.0.0.1',
  ];
  const names = [
    'localhost',
    'LOCALHOST',
    'LocalHost',
    'localhost.',
    'ⓛⓞⓒⓐⓛⓗⓞⓢⓣ',
    'ｌｏｃａｌｈｏｓｔ',
    'loc\u00adalhost',
    'local\u200dhost',
    'a.localhost',
  ];
  const dotted = [
    '127.0.0.1.',
    '127.1.',
    '2130706433.',
    '0x7f000001.',
    '127.0.0.1..',
    '.127.0.0.1',
  ];
  const six = [
    '::1',
    '0:0:0:0:0:0:0:1',
    '0000:0000:0000:0000:0000:0000:0000:0001',
    '::0001',
    '0::1',
    '::0:1',
    '::',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '::FFFF:7F00:0001',
    '0:0:0:0:0:ffff:127.0.0.1',
    '::ffff:0:127.0.0.1',
    '::127.0.0.1',
    '::7f00:1',
    '64:ff9b::127.0.0.1',
    '64:ff9b::7f00:1',
    '64:ff9b:1::7f00:1',
    '2002:7f00:1::',
    '2002:7f00:0001:0:0:0:0:1',
    '2001:0:7f00:1::',
    '::ffff:0.0.0.0',
    '::ffff:127.1.2.3',
    'fe80::1',
    'fc00::1',
    'fec0::1',
    'ff02::1',
    '::1%25lo',
    '::1%lo',
  ].map((address) => `[${address}]`);
  const tricks = [
    'user@127.0.0.1',
    'example.com@127.0.0.1',
    'example.com:80@localhost',
    '127.0.0.1#@example.com',
    '\t127.0.0.1',
    '127.0.0.1\t',
  ];
  return [
    ...everyOctet,
    ...short,
    ...whole,
    ...others,
    ...dots,
    ...digits,
    ...encoded,
    ...names,
    ...dotted,
    ...six,
    ...tricks,
  ];
}
