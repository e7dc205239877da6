/** What the platform would answer a call with instead of a result. */
export class Refusal extends Error {
  readonly code: 'NOT_FOUND' | 'UNAUTHENTICATED' | 'INVALID_INPUT' | 'RATE_LIMITED';
  readonly retry: boolean;

  constructor(code: Refusal['code'], message: string, retry = false) {
    super(message);
    this.code = code;
    this.retry = retry;
  }
}
