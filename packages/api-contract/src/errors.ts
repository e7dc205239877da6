/**
 * Every error a client can meet. The docs page and the texts of the apps are made from this table:
 * an error that is not here does not leave the server.
 */
export const errorCodes = {
  INVALID_INPUT: { status: 400, message: 'Something in the request is not right.', retry: false },
  UNAUTHENTICATED: { status: 401, message: 'Please sign in.', retry: false },
  WRONG_CREDENTIALS: { status: 401, message: 'E-mail or password is not right.', retry: false },
  WRONG_CODE: {
    status: 401,
    message: 'This code is not right, or it was used already.',
    retry: false,
  },
  MFA_PENDING: {
    status: 401,
    message: 'Please enter the code of your second factor.',
    retry: false,
  },
  STEP_UP: {
    status: 403,
    message: 'Please confirm that it is you: this gives power away.',
    retry: true,
  },
  MFA_REQUIRED: {
    status: 403,
    message: 'This workspace asks for a second factor. Set one up in your security settings.',
    retry: false,
  },
  SSO_REQUIRED: {
    status: 403,
    message: 'This workspace is entered through its own sign-in provider.',
    retry: false,
  },
  EMAIL_UNVERIFIED: {
    status: 403,
    message: 'Please confirm your e-mail address first: we have sent you a link.',
    retry: false,
  },
  WORKSPACE_SUSPENDED: {
    status: 403,
    message: 'This workspace is suspended. Its data is kept.',
    retry: false,
  },
  CSRF: {
    status: 403,
    message: 'This page is out of date. Reload it and try again.',
    retry: false,
  },
  IDENTITY_REQUIRED: {
    status: 401,
    message: 'This widget is for visitors whom the site has signed in.',
    // The page may still be on its way to telling who its visitor is.
    retry: true,
  },
  IDENTITY_INVALID: {
    status: 401,
    message: 'The proof of identity was refused.',
    retry: false,
  },
  ORIGIN_NOT_ALLOWED: {
    status: 403,
    message: 'This site is not on the list of allowed origins of the widget.',
    retry: false,
  },
  FORBIDDEN: { status: 403, message: 'Your role does not allow this.', retry: false },
  NOT_FOUND: { status: 404, message: 'This does not exist, or not for you.', retry: false },
  CONFLICT: { status: 409, message: 'This was changed by someone else meanwhile.', retry: true },
  TOO_LARGE: { status: 413, message: 'This is larger than is accepted.', retry: false },
  UNSUPPORTED_TYPE: { status: 415, message: 'This content type is not accepted.', retry: false },
  RATE_LIMITED: { status: 429, message: 'Too many requests. Please wait a moment.', retry: true },
  INTERNAL: { status: 500, message: 'Something went wrong on our side.', retry: true },
  STORAGE_FULL: {
    status: 507,
    message:
      'There is no room left to store this. Nothing of it was kept; whoever runs the platform has to make room.',
    retry: true,
  },
  UNAVAILABLE: { status: 503, message: 'The service is not ready. Please try again.', retry: true },
} as const satisfies Record<string, { status: number; message: string; retry: boolean }>;

export type ErrorCode = keyof typeof errorCodes;

/**
 * An error with a public part. `message` is shown to people, so it says what happened, what was kept
 * and what to do; the cause stays inside and goes to the log only.
 */
export class PlatformError extends Error {
  override readonly name = 'PlatformError';
  readonly code: ErrorCode;
  readonly retryAfterMs: number | undefined;
  /** What is wrong with which field of the input, for rules that a schema cannot say. */
  readonly fields: readonly { path: string; message: string }[];

  constructor(
    code: ErrorCode,
    message?: string,
    options: {
      cause?: unknown;
      retryAfterMs?: number;
      fields?: readonly { path: string; message: string }[];
    } = {},
  ) {
    super(message ?? errorCodes[code].message, { cause: options.cause });
    this.code = code;
    this.retryAfterMs = options.retryAfterMs;
    this.fields = options.fields ?? [];
  }

  get status(): number {
    return errorCodes[this.code].status;
  }
}
