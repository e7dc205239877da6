export {
  createGuardedFetch,
  type FetchRefusal,
  FetchRefusedError,
  type GuardedFetch,
  type GuardedFetchOptions,
  type GuardedRequest,
} from './guarded-fetch.ts';
export { isPublicAddress } from './public-address.ts';
