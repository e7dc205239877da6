export { createPlatform, type Platform, type PlatformOptions } from './compose.ts';
export { createHandlers } from './handlers.ts';
export { toErrorShape } from './http/format-error.ts';
export { createGuard } from './http/guard.ts';
export { createRateLimits } from './http/rate-limits.ts';
export { createHttpServer } from './http/server.ts';
