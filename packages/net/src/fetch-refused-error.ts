/** Why an address was not fetched, in words for the person who gave it. */
const reasons = {
  address: 'This is not an address that can be fetched.',
  scheme: 'Only addresses that begin with https:// are fetched.',
  credentials: 'The address must not hold a name or password.',
  port: 'This port is not one that is fetched from.',
  private: 'This address does not lead to a public host, and is not fetched.',
  unreachable: 'The host could not be reached. Check the address.',
  timeout: 'The host took too long to answer.',
  redirects: 'The address leads on to others too many times.',
  size: 'What is there is larger than is taken.',
  type: 'What is there is of a kind that is not taken.',
  encoding: 'The host sends its content packed, although it was asked not to.',
  answer: 'The host gave an answer that cannot be understood.',
} as const;

export type FetchRefusal = keyof typeof reasons;

/** `message` is for people and names neither an address nor what is behind it. */
export class FetchRefusedError extends Error {
  override readonly name = 'FetchRefusedError';
  readonly reason: FetchRefusal;

  constructor(reason: FetchRefusal, options: { cause?: unknown } = {}) {
    super(reasons[reason], options);
    this.reason = reason;
  }
}
